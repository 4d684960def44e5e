"""Where documents answer."""

from django.urls import path

from tinhso.web.documents import bringing, pages

app_name = "documents"
urlpatterns = [
    path("", pages.library, name="library"),
    path("add/", bringing.add, name="add"),
    path("<slug:code>", pages.document, name="document"),
    path("<slug:code>/replace/", bringing.replace, name="replace"),
    path("<slug:code>/withdraw/", bringing.withdraw, name="withdraw"),
    path("<slug:code>/versions/<int:version>/original", bringing.original, name="original"),
]
