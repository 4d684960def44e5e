"""Clients that others wrote for other cities, unchanged, against a server on a real socket."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from civicbot.http import HttpTransport, RateLimiter
from civicbot.open311 import Open311Client, ValidationError
from civicbot.registry import Endpoint
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connections
from georeport import GeoReport

from tinhso.kernel.cases.models import Case
from tinhso.systems.hotline.tests.story import told

from .asking import shown

pytestmark = pytest.mark.django_db
SIGNALS = (request_started, request_finished)


class Quiet(WSGIRequestHandler):
    """Answers without a word."""

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@contextmanager
def serving() -> Iterator[str]:
    """Serve the product from a socket, on the connection of this test; give its address."""
    wrapper = connections["default"]

    def serve() -> None:
        connections["default"] = wrapper
        server.serve_forever(poll_interval=0.02)

    for signal in SIGNALS:
        signal.disconnect(close_old_connections)
    wrapper.inc_thread_sharing()
    server = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet)
    thread = Thread(target=serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/open311/v2"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        wrapper.dec_thread_sharing()
        for signal in SIGNALS:
            signal.connect(close_old_connections)


@pytest.mark.usefixtures("api")
def test_georeport_reads_everything_in_both_formats(answered: str, now: datetime) -> None:
    other = shown(told(now, "other").classified())
    with serving() as address:
        for form in ("json", "xml"):
            city = GeoReport(address, jurisdiction="example.vn", output_format=form)
            codes = [one["service_code"] for one in city.get_service_list()]
            assert codes == ["street-light", "pothole", "waste", "unclassified"]
            assert city.get_service_definition("pothole")["service_code"] == "pothole"
            found = city.get_service_requests(service_code="pothole", status="open")
            assert {one["service_request_id"] for one in found} == {answered, other}
            one = city.get_service_request(answered)
            assert one["service_request_id"] == answered
            assert one["description"] == "Ổ gà sâu.\nGiữa đường."


@pytest.mark.usefixtures("api")
def test_civicbot_files_what_it_has_checked_against_the_definition_and_finds_it_again() -> None:
    with serving() as address:
        city = Open311Client(
            Endpoint("hb", "Hoa Ban", address, write=True, api_key_required_for_write=False),
            transport=HttpTransport(rate_limiter=RateLimiter(min_interval=0)),
        )
        report = {"lat": 21.6, "lng": 104.4, "description": "Hố sâu giữa đường, rất nguy hiểm."}
        with pytest.raises(ValidationError, match="pothole-size"):
            city.create_request("pothole", validate_remote=True, **report)
        given = {"pothole-size": "hand", "pothole-traffic": ["bikes", "cars"]}
        sent = city.create_request(
            "pothole",
            validate_remote=True,
            attributes=given,
            first_name="Bưởi",
            dry_run=False,
            confirm="SEND",
            **report,
        )
        number = sent.response[0]["service_request_id"]
        assert city.get_request(number)["status"] == "open"
        assert city.get_token(number)[0]["service_request_id"] == number
        assert [one["service_request_id"] for one in city.list_requests(page_size=5)] == [number]
    text = Case.objects.get(number=number).form["text"]
    assert "Xe máy, Ô tô" in text
