"""Where this part answers."""

from django.urls import URLPattern

app_name = "hotline_notices"
urlpatterns: list[URLPattern] = []
