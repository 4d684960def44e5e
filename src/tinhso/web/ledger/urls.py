"""Where the ledger answers."""

from django.urls import path

from tinhso.web.ledger import pages, rest

app_name = "ledger"
urlpatterns = [
    path("", pages.index, name="index"),
    path("verify", pages.verify, name="verify"),
    path("sandbox", pages.sandbox, name="sandbox"),
    path("key", rest.key, name="key"),
    path("checkpoint", rest.checkpoint, name="checkpoint"),
    path("heads.json", rest.heads, name="heads"),
    path("proof/<uuid:event>.json", rest.inclusion, name="inclusion"),
    path("consistency/<int:old>-<int:new>.json", rest.consistency, name="consistency"),
]
