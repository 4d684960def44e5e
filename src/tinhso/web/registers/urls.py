"""Addresses of the registers."""

from django.urls import path

from tinhso.web.registers import changing, importing, pages

app_name = "registers"
urlpatterns = [
    path("", pages.index, name="index"),
    path("<slug:name>/", pages.table, name="table"),
    path("<slug:name>/export.xlsx", pages.excel_export, name="excel"),
    path("<slug:name>/export.csv", pages.csv_export, name="csv"),
    path("<slug:name>/places.geojson", pages.places, name="places"),
    path("<slug:name>/add", changing.add, name="add"),
    path("<slug:name>/import", importing.upload, name="import"),
    path("<slug:name>/import/template.xlsx", importing.form, name="template"),
    path("<slug:name>/import/<uuid:pk>", importing.preview, name="preview"),
    path("<slug:name>/record/<str:code>", pages.record, name="record"),
    path("<slug:name>/record/<str:code>/edit", changing.edit, name="edit"),
    path("<slug:name>/record/<str:code>/end", changing.end, name="end"),
    path("<slug:name>/record/<str:code>/restore/<int:number>", changing.restore, name="restore"),
]
