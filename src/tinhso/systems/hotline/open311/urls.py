"""Where this part answers."""

from django.urls import URLPattern

app_name = "hotline_open311"
urlpatterns: list[URLPattern] = []
