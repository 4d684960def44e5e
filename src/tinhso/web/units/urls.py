"""Where the directory of units answers."""

from django.urls import path

from tinhso.web.units import exports, pages

app_name = "units"
urlpatterns = [
    path("", pages.directory, name="directory"),
    path("export.csv", exports.as_csv, name="csv"),
    path("export.xlsx", exports.as_xlsx, name="xlsx"),
    path("<int:pk>/", pages.unit, name="unit"),
]
