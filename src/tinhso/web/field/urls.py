"""Where work on the spot answers."""

from django.urls import path

from tinhso.web.field import pages

app_name = "field"
urlpatterns = [
    path("", pages.field, name="field"),
    path("worker.js", pages.worker, name="worker"),
    path("<str:number>/", pages.send, name="send"),
]
