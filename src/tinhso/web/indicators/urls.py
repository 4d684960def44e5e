"""Where indicators answer."""

from django.urls import path

from tinhso.web.indicators import exports, pages

app_name = "indicators"
urlpatterns = [
    path("", pages.catalogue, name="catalogue"),
    path("<slug:code>", pages.indicator, name="indicator"),
    path("<slug:code>.csv", exports.series_csv, name="csv"),
]
