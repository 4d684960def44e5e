"""Where exchange answers."""

from django.urls import path

from tinhso.systems.exchange.pages import importing, open_data
from tinhso.systems.exchange.rest import catalogue, sdmx

app_name = "exchange"
urlpatterns = [
    path("data/", open_data.page, name="page"),
    path("data/import/", importing.upload, name="import"),
    path("data/import/template.xlsx", importing.empty_form, name="template"),
    path("data/import/<uuid:pk>/", importing.preview, name="preview"),
    path("data/<slug:code>/", open_data.dataset, name="dataset"),
    path("catalogue", catalogue.catalogue, name="catalogue"),
    path("catalogue.<slug:serialisation>", catalogue.catalogue, name="catalogue_as"),
    path("sdmx/3.0/structure", sdmx.structure, name="structures"),
    path("sdmx/3.0/structure/<path:path>", sdmx.structure, name="structure"),
    path("sdmx/3.0/data", sdmx.data, name="all_data"),
    path("sdmx/3.0/data/<path:path>", sdmx.data, name="data"),
    path("sdmx/3.0/<path:path>", sdmx.not_here, name="not_here"),
]
