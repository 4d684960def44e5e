"""Where exchange answers."""

from django.urls import path

from tinhso.systems.exchange.rest import sdmx

app_name = "exchange"
urlpatterns = [
    path("sdmx/3.0/structure", sdmx.structure, name="structures"),
    path("sdmx/3.0/structure/<path:path>", sdmx.structure, name="structure"),
    path("sdmx/3.0/data", sdmx.data, name="all_data"),
    path("sdmx/3.0/data/<path:path>", sdmx.data, name="data"),
    path("sdmx/3.0/<path:path>", sdmx.not_here, name="not_here"),
]
