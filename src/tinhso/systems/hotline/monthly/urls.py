"""Where this part answers."""

from django.urls import URLPattern

app_name = "hotline_monthly"
urlpatterns: list[URLPattern] = []
