"""Where maps ask."""

from django.urls import path

from tinhso.web.places import rest

app_name = "places"
urlpatterns = [
    path("places/resolve", rest.resolve, name="resolve"),
    path("places/search", rest.search, name="search"),
    path("places/communes.geojson", rest.communes, name="communes"),
    path("places/outline.geojson", rest.outline, name="outline"),
    path("tiles/<str:layer>/<int:z>/<int:x>/<int:y>.mvt", rest.tile, name="tile"),
]
