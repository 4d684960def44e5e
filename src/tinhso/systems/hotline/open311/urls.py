"""Where this part answers: the standard's addresses, and the administrator's list of clients."""

from django.urls import path

from . import pages
from .rest import filing, reading
from .rest.answering import answers, not_here

app_name = "hotline_open311"
urlpatterns = [
    path("clients/", pages.clients, name="clients"),
    path("clients/<int:client_id>/close/", pages.close, name="close_client"),
    path("discovery.<slug:form>", answers(get=reading.discovery), name="discovery"),
    path("v2/services.<slug:form>", answers(get=reading.services), name="services"),
    path("v2/services/<str:code>.<slug:form>", answers(get=reading.definition), name="definition"),
    path(
        "v2/requests.<slug:form>",
        answers(get=reading.requests, post=filing.file_request),
        name="requests",
    ),
    path("v2/requests/<str:number>.<slug:form>", answers(get=reading.request_of), name="request"),
    path("v2/tokens/<str:token>.<slug:form>", answers(get=reading.token), name="token"),
    path("<path:path>", not_here, name="not_here"),
]
