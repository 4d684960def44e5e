"""Where the calls answer."""

from django.urls import path

from .pages import console, listening, log, receipts, wall

app_name = "hotline_calls"
urlpatterns = [
    path("", log.calls_log, name="log"),
    path("calls.csv", log.export, name="export"),
    path("figures/", log.counts, name="figures"),
    path("missed/", log.missed, name="missed"),
    path("new/", console.new, name="new"),
    path("wall/", wall.wall, name="wall"),
    path("wall/now/", wall.now_on_wall, name="now_on_wall"),
    path("places/", listening.places, name="places"),
    path("units/", listening.units, name="units"),
    path("answers/", listening.known_answers, name="answers"),
    path("<uuid:call>/", console.call, name="call"),
    path("<uuid:call>/listen/", listening.listen, name="listen"),
    path("<uuid:call>/caller/", listening.caller, name="caller"),
    path("<uuid:call>/end/", console.end, name="end"),
    path("<uuid:call>/link/", console.link, name="link"),
    path("<uuid:call>/call-back/", console.call_back, name="call_back"),
    path("<uuid:call>/further/", console.further, name="further"),
    path("<uuid:call>/settle/", log.settle, name="settle"),
    path("<uuid:call>/receipt/", receipts.receipt, name="receipt"),
    path("<uuid:call>/sms/", receipts.send_copy, name="sms"),
]
