"""A document's page marks the cited sentence and stays upright for strange addresses."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tinhso.kernel.declarations import Text
from tinhso.kernel.documents import actions, queries
from tinhso.kernel.documents.models import Citation
from tinhso.kernel.ledger.actors import LOADER
from tinhso.web.documents.pages import sentence_address, words_address

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
WORDS = "# Đầu đề\n\nCâu một. Xuất khẩu ước đạt 27,6 tỷ USD. Câu ba.\n- mục <b>một</b>\n- mục hai"


def enter(text: str = WORDS) -> Citation:
    paper = actions.Paper(
        code="tom-luoc", title=Text(vi="Tóm lược", en="Brief"), kind="brief", text=text
    )
    document, _ = actions.enter_document(paper, actor=LOADER, now=NOW)
    return actions.cite_words(document, "27,6 tỷ USD", actor=LOADER, now=NOW)


@pytest.mark.django_db
def test_a_citation_opens_its_sentence(client: Client) -> None:
    citation = enter()
    page = client.get(sentence_address(citation)).content.decode()
    assert '<mark class="mark mark-quote" id="trich-dan">27,6 tỷ USD</mark>' in page
    assert "<b>một</b>" not in page


@pytest.mark.django_db
def test_a_citation_of_an_old_version_shows_that_version(client: Client) -> None:
    citation = enter()
    enter("Bản mới: 27,6 tỷ USD.")
    page = client.get(sentence_address(citation)).content.decode()
    assert "Câu ba" in page
    assert "Xem bản hiện tại" in page
    assert "Câu ba" not in client.get("/documents/tom-luoc").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["999999", "x", "-1", "9" * 30, "²"])
def test_an_unknown_citation_shows_the_whole_document(client: Client, asked: str) -> None:
    enter()
    answer = client.get("/documents/tom-luoc", {"c": asked})
    assert answer.status_code == 200
    assert "Không tìm thấy trích dẫn này" in answer.content.decode()


@pytest.mark.django_db
def test_the_library_is_searched_without_diacritics(client: Client) -> None:
    enter()
    assert "Tóm lược" in client.get("/documents/", {"q": "xuat khau"}).content.decode()
    assert "Không có văn bản nào" in client.get("/documents/", {"q": "gạo"}).content.decode()
    assert client.get("/documents/khong-co").status_code == 404


@pytest.mark.django_db
def test_every_citation_of_a_document_is_marked_and_has_an_address_of_its_own(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    citation = enter()
    current = queries.document("tom-luoc")
    assert current is not None
    for quote in ("Câu ba", "Câu một"):
        actions.cite_words(current, quote, actor=LOADER, now=NOW)
    with django_assert_max_num_queries(8):
        page = client.get("/documents/tom-luoc").content.decode()
    assert f'href="?c={citation.pk}#trich-dan" id="c{citation.pk}"' in page
    assert page.count('class="mark mark-cited"') == 3


@pytest.mark.django_db
def test_any_words_can_be_pointed_at(client: Client) -> None:
    enter()
    current = queries.document("tom-luoc")
    assert current is not None
    start = current.text.index("Câu ba")
    address = words_address(current, start, start + 6)
    assert 'id="trich-dan">Câu ba</mark>' in client.get(address).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("at", ["5-2", "0-99999", "x", "1-", "-1-4"])
def test_words_that_are_not_there_mark_nothing(client: Client, at: str) -> None:
    enter()
    page = client.get("/documents/tom-luoc", {"at": at})
    assert page.status_code == 200
    assert "trich-dan" not in page.content.decode().replace("#trich-dan", "")


@pytest.mark.django_db
@pytest.mark.parametrize("version", ["2", "9" * 8, "0"])
def test_a_version_that_never_was_is_not_found(client: Client, version: str) -> None:
    enter()
    assert client.get("/documents/tom-luoc", {"v": version}).status_code == 404


@pytest.mark.django_db
def test_a_long_document_is_shown_in_parts_and_a_citation_opens_its_own(client: Client) -> None:
    words = "\n\n".join(f"Đoạn {number}. " + "chữ " * 200 for number in range(400))
    title = Text(vi="Dài", en="Long")
    paper = actions.Paper(code="dai", title=title, kind="report", text=words)
    long, _ = actions.enter_document(paper, actor=LOADER, now=NOW)
    citation = actions.cite_words(long, "Đoạn 390.", actor=LOADER, now=NOW)
    first = client.get("/documents/dai").content.decode()
    assert "Đoạn 0." in first
    assert "Đoạn 390." not in first
    assert 'href="?p=3"' in first
    cited = client.get(sentence_address(citation)).content.decode()
    assert 'id="trich-dan">Đoạn 390.</mark>' in cited
    assert "Đoạn 0." not in cited
