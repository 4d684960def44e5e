"""Where the description of the API stands."""

from django.urls import path

from tinhso.web.api import pages

app_name = "api"
urlpatterns = [
    path("", pages.page, name="page"),
    path("openapi.json", pages.openapi, name="openapi"),
]
