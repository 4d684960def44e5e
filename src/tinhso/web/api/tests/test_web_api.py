"""What is described is asked in the ways that are described; an address is text."""

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.kernel.declarations import Text
from tinhso.web.api import described
from tinhso.web.api.described import Group, Operation, Reply
from tinhso.web.api.document import NoSuchAddressError, address_of, document

OK = (Reply(200, Text(vi="Được.", en="Fine.")),)
TITLE = Text(vi="Ô bản đồ", en="A tile")


def test_an_address_is_described_as_the_url_configuration_has_it() -> None:
    path, parts = address_of(Operation("places:tile", TITLE, OK))
    assert path == "/tiles/{layer}/{z}/{x}/{y}.mvt"
    assert parts["z"]["type"] == "integer"


def test_nothing_is_described_that_has_no_address() -> None:
    with pytest.raises(NoSuchAddressError, match="nowhere"):
        address_of(Operation("nowhere", TITLE, OK))


def test_the_document_says_it_in_the_readers_language() -> None:
    group = Group("maps", TITLE, TITLE, (Operation("places:tile", TITLE, OK),))
    for language, words in (("vi", "Ô bản đồ"), ("en", "A tile")):
        found = document([group], language, server="http://x")
        assert found["paths"]["/tiles/{layer}/{z}/{x}/{y}.mvt"]["get"]["summary"] == words


def test_two_rooms_may_not_describe_under_one_name() -> None:
    with pytest.raises(ValueError, match="rename one"):
        described.register("places", lambda: Group("places", TITLE, TITLE, ()))


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["places:search", "units:csv", "ledger:key"])
def test_a_program_that_sends_where_one_asks_is_told_so(name: str) -> None:
    response = Client(enforce_csrf_checks=True).post(reverse(name))
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/reports/?q=%00", "/places/search?q=a%00b", "/indicators/%00.csv", "/?next=%00"]
)
def test_an_address_with_no_text_is_a_bad_request_and_no_fault_of_ours(path: str) -> None:
    response = Client().get(path)
    assert response.status_code in {400, 404}
