"""Where indicators answer."""

from django.urls import path

from tinhso.web.indicators import exports, pages

app_name = "indicators"
urlpatterns = [
    path("", pages.catalogue, name="catalogue"),
    path("files/figures.csv", exports.figures_csv, name="figures_csv"),
    path("files/figures.xlsx", exports.figures_xlsx, name="figures_xlsx"),
    path("<slug:code>", pages.indicator, name="indicator"),
    path("<slug:code>/areas", pages.areas, name="areas"),
    path("<slug:code>.csv", exports.series_csv, name="csv"),
]
