"""A document's page marks the cited sentence and stays upright for strange addresses."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from tinhso.kernel.declarations import Text
from tinhso.kernel.documents import actions, rules
from tinhso.kernel.documents.models import Citation
from tinhso.kernel.ledger.actors import LOADER
from tinhso.web.documents.marking import passages
from tinhso.web.documents.pages import sentence_address

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
WORDS = "# Đầu đề\n\nCâu một. Xuất khẩu ước đạt 27,6 tỷ USD. Câu ba.\n- mục <b>một</b>\n- mục hai"


def test_every_letter_is_shown_once_and_the_quote_marked() -> None:
    text = rules.normalise(WORDS)
    found = passages(text, rules.find_quote(text, "27,6 tỷ USD"))
    pieces = [piece for passage in found for line in passage.lines for piece in line.pieces]
    assert "".join(p.text for p in pieces if p.mark == "quote") == "27,6 tỷ USD"
    assert "".join(p.text for p in pieces if p.mark != "plain") == "Xuất khẩu ước đạt 27,6 tỷ USD."
    assert [p.anchor for p in pieces].count(True) == 1
    assert [passage.kind for passage in found] == ["heading", "paragraph", "item"]
    assert len(found[2].lines) == 2


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
    assert '<mark class="mark-quote" id="trich-dan">27,6 tỷ USD</mark>' in page
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
