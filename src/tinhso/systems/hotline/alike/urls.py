"""Where this part answers."""

from django.urls import path

from . import pages

app_name = "hotline_alike"
urlpatterns = [
    path("", pages.alike, name="similar"),
    path("suggest/", pages.suggest, name="suggest"),
]
