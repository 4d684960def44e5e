"""Documents keep their words, citations stand on them, photographs lie on the disk first."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.db import connection, transaction
from PIL import Image

from tinhso.kernel.declarations import DeclarationError, Text
from tinhso.kernel.documents import actions, loading, queries, rules
from tinhso.kernel.documents.extraction import VERSION
from tinhso.kernel.documents.images import prepare_photo
from tinhso.kernel.documents.models import Attachment, Citation, Document
from tinhso.kernel.ledger.actors import LOADER

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db

WORDS = "Xuất khẩu đạt 27,6 tỷ USD. Câu hai."


def paper(text: str = WORDS) -> actions.Paper:
    title = Text(vi="Tóm lược", en="Brief")
    return actions.Paper(code="tom-luoc", title=title, kind="brief", text=text)


def enter(text: str = WORDS) -> Document:
    return actions.enter_document(paper(text), actor=LOADER, now=NOW)[0]


def photograph(colour: str = "red") -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (600, 400), colour).save(target, "PNG")
    return target.getvalue()


def events() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_event")
        return int(cursor.fetchone()[0])


def test_the_same_document_entered_again_changes_nothing() -> None:
    assert actions.enter_document(paper(), actor=LOADER, now=NOW)[1] == "created"
    before = events()
    assert actions.enter_document(paper(), actor=LOADER, now=NOW)[1] == "unchanged"
    assert events() == before
    assert Document.objects.count() == 1


def test_a_changed_text_is_a_new_version_and_old_citations_keep_their_words() -> None:
    old = enter()
    citation = actions.cite_words(old, "27,6 tỷ USD", actor=LOADER, now=NOW)
    new, outcome = actions.enter_document(paper("Chữ khác hẳn."), actor=LOADER, now=NOW)
    assert (outcome, new.version) == ("changed", 2)
    assert queries.document("tom-luoc") == new
    found = queries.citation(citation.pk, "tom-luoc")
    assert found is not None
    assert found.document.text[found.start : found.end] == "27,6 tỷ USD"


def test_a_quote_must_be_the_words_at_its_place() -> None:
    document = enter()
    with pytest.raises(rules.QuoteError):
        actions.cite(document, 0, 4, "Nhập", actor=LOADER, now=NOW)
    with pytest.raises(rules.QuoteError):
        actions.cite(document, 0, 4000, document.text, actor=LOADER, now=NOW)
    assert not Citation.objects.exists()


def test_a_citation_is_made_once() -> None:
    document = enter()
    first = actions.cite_words(document, "27,6 tỷ USD", actor=LOADER, now=NOW)
    assert actions.cite_words(document, "27,6 tỷ USD", actor=LOADER, now=NOW) == first


@pytest.mark.parametrize("query", ["xuất khẩu", "xuat khau usd", "27,6", ""])
def test_search_finds_with_and_without_diacritics(query: str) -> None:
    enter()
    assert queries.search_documents(query).count() == 1


def test_search_asks_for_every_word() -> None:
    enter()
    assert not queries.search_documents("xuất khẩu nhập khẩu").exists()


def test_a_file_with_front_matter_is_entered_under_its_code(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text(
        "---\ncode: qd-2840\ntitle: {vi: Quyết định 2840, en: Decision 2840}\nkind: decision\n"
        "number: 2840/QĐ-UBND\nissued_on: 2024-11-15\n---\n\n# Quyết định\n\nĐiều 1.\n",
        encoding="utf-8",
    )
    document, outcome = loading.load_document(file, actor=LOADER, now=NOW)
    assert (document.code, document.number, outcome) == ("qd-2840", "2840/QĐ-UBND", "created")
    assert document.text == "# Quyết định\n\nĐiều 1."


def test_a_bare_text_gets_its_title_from_its_first_line(tmp_path: Path) -> None:
    file = tmp_path / "bai.txt"
    file.write_text("Chuyển mình để vươn xa\n\nNăm 2021…", encoding="utf-8")
    document, _ = loading.load_document(file, actor=LOADER, now=NOW)
    assert (document.code, document.name.vi) == ("chuyen-minh-de-vuon-xa", "Chuyển mình để vươn xa")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        (
            "a.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
            ".docx",
        ),
        ("a.txt", b"", "trống"),
        ("a.md", b"---\ncode: a\n", "không đóng"),
        ("a.md", b"---\ncode: a\ntitle: {vi: a, en: a}\n---\n", "không"),
        ("a.md", "---\ncode: Sai Mã\ntitle: {vi: a, en: b}\n---\nChữ".encode(), ":2:7:"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(DeclarationError) as caught:
        loading.load_document(file, actor=LOADER, now=NOW)
    assert told in str(caught.value)
    assert not Document.objects.exists()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DeclarationError, match=r"khong-co\.txt"):
        loading.load_document(tmp_path / "khong-co.txt", actor=LOADER, now=NOW)


def test_a_photograph_lies_on_the_disk_before_its_row_can_commit() -> None:
    stored = actions.store_photo(prepare_photo(photograph()))
    assert storages["evidence"].exists(stored.file)
    assert not Attachment.objects.exists()
    attachment = actions.attach(stored, actor=LOADER, now=NOW)
    with queries.open_file(attachment) as file:
        assert file.read(3) == b"\xff\xd8\xff"
    assert queries.missing_files() == ()


def test_a_row_whose_file_is_gone_is_found() -> None:
    attachment = actions.add_photo(photograph("blue"), actor=LOADER, now=NOW)
    storages["evidence"].delete(attachment.file)
    assert queries.missing_files() == (attachment.file,)


def test_a_rolled_back_row_leaves_no_attachment() -> None:
    stored = actions.store_photo(prepare_photo(photograph()))
    with transaction.atomic():
        actions.attach(stored, actor=LOADER, now=NOW)
        transaction.set_rollback(True)
    assert not Attachment.objects.exists()


def test_forgetting_removes_a_file_unless_another_row_names_it() -> None:
    first = actions.add_photo(photograph("green"), actor=LOADER, now=NOW)
    second = actions.add_photo(photograph("green"), actor=LOADER, now=NOW)
    assert first.file == second.file
    assert actions.forget_attachment(first.pk, actor=LOADER, now=NOW)
    assert storages["evidence"].exists(second.file)
    assert actions.forget_attachment(second.pk, actor=LOADER, now=NOW)
    assert not storages["evidence"].exists(second.file)
    assert not actions.forget_attachment(second.pk, actor=LOADER, now=NOW)


def test_the_file_a_document_was_read_from_is_kept_and_can_be_opened(tmp_path: Path) -> None:
    file = tmp_path / "bai.html"
    file.write_text("<html><body><nav>x</nav><h1>Bài</h1><p>Chữ", encoding="utf-8")
    document, outcome = loading.load_document(file, actor=LOADER, now=NOW)
    assert (outcome, document.text, document.code) == ("created", "# Bài\n\nChữ", "bai")
    assert (document.file_name, document.read_as, document.reader) == ("bai.html", "html", VERSION)
    assert [note.code for note in document.told] == ["left_out"]
    with queries.open_original(document) as kept:
        assert kept.read() == file.read_bytes()
    assert document.file in set(queries.referenced_files())


def test_a_typed_document_has_no_file() -> None:
    with pytest.raises(FileNotFoundError):
        queries.open_original(enter())


def test_a_version_entered_by_mistake_gives_way_to_the_one_before() -> None:
    old = enter()
    new = enter("Chữ khác hẳn.")
    actions.withdraw_document("tom-luoc", new.version, actor=LOADER, now=NOW)
    assert queries.document("tom-luoc") == old
    again = enter("Chữ khác hẳn.")
    assert again.version == 3
    assert [row.version for row in queries.versions("tom-luoc")] == [3, 2, 1]


def test_the_only_version_withdrawn_leaves_no_document_but_its_row() -> None:
    old = enter()
    actions.withdraw_document("tom-luoc", 1, actor=LOADER, now=NOW)
    assert queries.document("tom-luoc") is None
    assert not queries.search_documents("xuất khẩu").exists()
    assert queries.latest("tom-luoc") == old
    assert enter().version == 2


def test_words_that_something_rests_on_are_not_withdrawn() -> None:
    document = enter()
    actions.cite_words(document, "27,6 tỷ USD", actor=LOADER, now=NOW)
    with pytest.raises(actions.CitedError):
        actions.withdraw_document("tom-luoc", 1, actor=LOADER, now=NOW)
    assert queries.document("tom-luoc") == document


def test_a_version_is_withdrawn_once() -> None:
    enter()
    actions.withdraw_document("tom-luoc", 1, actor=LOADER, now=NOW)
    with pytest.raises(Document.DoesNotExist):
        actions.withdraw_document("tom-luoc", 1, actor=LOADER, now=NOW)


def test_a_free_code_is_one_that_no_document_ever_had() -> None:
    assert queries.free_code("Tóm lược") == "tom-luoc"
    enter()
    assert queries.free_code("Tóm lược") == "tom-luoc-2"
    long = actions.Paper(code="a" * 80, title=Text(vi="a", en="a"), kind="brief", text="x")
    actions.enter_document(long, actor=LOADER, now=NOW)
    assert queries.free_code("a" * 90) == "a" * 78 + "-2"
