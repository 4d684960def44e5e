"""Where this part answers."""

from django.urls import URLPattern

app_name = "hotline_calls"
urlpatterns: list[URLPattern] = []
