"""Where documents answer."""

from django.urls import path

from tinhso.web.documents import pages

app_name = "documents"
urlpatterns = [
    path("", pages.library, name="library"),
    path("<slug:code>", pages.document, name="document"),
]
