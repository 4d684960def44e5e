"""Where this part answers."""

from django.urls import URLPattern

app_name = "hotline_channels"
urlpatterns: list[URLPattern] = []
