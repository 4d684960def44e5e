"""A file becomes a document on one page; what is wrong is said, and nothing typed is lost."""

import io
import re
from datetime import UTC, date, datetime
from typing import Any

import docx
import pytest
from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tinhso.kernel.declarations import Text
from tinhso.kernel.documents import actions, queries
from tinhso.kernel.documents.models import Document
from tinhso.kernel.ledger.actors import LOADER
from tinhso.kernel.people import actions as people
from tinhso.kernel.units.models import Kind, Unit

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
WORDS = "Báo cáo quý\n\nXuất khẩu ước đạt 27,6 tỷ USD.\n"
pytestmark = pytest.mark.django_db


def account(role: str) -> Client:
    names = {"name_vi": "Sở", "name_en": "Body", "short_vi": "Sở", "short_en": "Body"}
    unit = Unit.objects.create(kind=Kind.DEPARTMENT, code="so", folded="so", sort_key="so", **names)
    made = people.open_account(role, actor=LOADER, now=NOW)
    people.appoint(
        made.pk, unit.pk, role, since=date(2025, 7, 1), reason="QĐ 1", actor=LOADER, now=NOW
    )
    Authenticator.objects.create(user=made, type="totp", data={"secret": ""})
    client = Client()
    client.force_login(made, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def desk() -> Client:
    return account("administrator")


def sent(content: str | bytes = WORDS, name: str = "bao-cao.txt") -> SimpleUploadedFile:
    data = content.encode() if isinstance(content, str) else content
    return SimpleUploadedFile(name, data)


def add(desk: Client, **values: Any) -> Any:
    return desk.post("/documents/add/", {"kind": "report", **values})


def test_a_file_is_read_entered_and_told_what_was_noticed(desk: Client) -> None:
    document = docx.Document()
    document.add_heading("Báo cáo", 0)
    table = document.add_table(2, 2)
    for place, cell in enumerate(table._cells):
        cell.text = str(place)
    target = io.BytesIO()
    document.save(target)
    answer = add(desk, file=sent(target.getvalue(), "Bản gửi.docx"), number="12/BC-UBND")
    assert answer.status_code == 302
    page = desk.get(answer["Location"]).content.decode()
    assert "Đã đọc tệp Word (.docx) và đưa vào kho" in page
    assert "Số bảng đọc được: 1." in page
    assert '<td class="right">3</td>' in page
    found = queries.document("bao-cao")
    assert found is not None
    assert (found.number, found.kind, found.source) == ("12/BC-UBND", "report", "Bản gửi.docx")
    original = desk.get("/documents/bao-cao/versions/1/original")
    assert b"".join(original.streaming_content) == target.getvalue()  # type: ignore[attr-defined]
    assert original["Content-Disposition"].startswith("attachment")
    assert original["Content-Type"] == "application/octet-stream"
    assert Client().get("/documents/bao-cao/versions/1/original").status_code == 404


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (None, "Hãy chọn tệp văn bản."),
        (sent(b""), "Tệp này trống"),
        (sent(b"{\\rtf1}", "a.doc"), "Đây là tệp RTF: hãy lưu lại dạng .docx."),
        (sent(b"x" * (10 * 2**20 + 1)), "lớn hơn 10 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_at_its_field(
    desk: Client, file: SimpleUploadedFile | None, told: str
) -> None:
    answer = add(desk, title="Đã gõ", **({"file": file} if file else {}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert 'value="Đã gõ"' in page
    assert not Document.objects.exists()


def test_a_mistake_in_another_field_does_not_ask_for_the_file_again(desk: Client) -> None:
    answer = add(desk, file=sent(), issued_on="hôm qua")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Ngày viết như 22/11/2026." in page
    assert "“bao-cao.txt” đã được gửi lên" in page
    kept = re.search(r'name="kept" value="([^"]+)"', page)
    assert kept
    answer = add(desk, kept=kept[1], issued_on="15/11/2026")
    assert answer.status_code == 302
    found = queries.document("bao-cao-quy")
    assert found is not None
    assert (found.issued_on, found.file_name) == (date(2026, 11, 15), "bao-cao.txt")


def test_a_forged_file_is_none(desk: Client) -> None:
    assert "Hãy chọn tệp văn bản." in add(desk, kept="../../etc/passwd").content.decode()


def test_the_same_text_is_not_entered_twice_and_the_same_title_gets_its_own_code(
    desk: Client,
) -> None:
    add(desk, file=sent())
    again = add(desk, file=sent(WORDS.replace("\n", "\r\n"), "khac.txt"), title="Khác")
    assert again.status_code == 422
    assert "Kho đã có đúng văn bản này" in again.content.decode()
    other = add(desk, file=sent("Báo cáo quý\n\nChữ khác."))
    assert other["Location"].startswith("/documents/bao-cao-quy-2?")


def test_a_new_version_keeps_what_was_said_and_old_citations_find_their_words(
    desk: Client,
) -> None:
    add(desk, file=sent(), number="12/BC")
    old = queries.document("bao-cao-quy")
    assert old is not None
    kept = actions.cite_words(old, "27,6 tỷ USD", actor=LOADER, now=NOW)
    lost = actions.cite_words(old, "Báo cáo quý", actor=LOADER, now=NOW)
    new = "Báo cáo năm\n\nMở đầu. Xuất khẩu ước đạt 27,6 tỷ USD.\n"
    answer = desk.post("/documents/bao-cao-quy/replace/", {"file": sent(new)})
    assert answer.status_code == 302
    found = queries.document("bao-cao-quy")
    assert found is not None
    assert (found.version, found.number, found.title) == (2, "12/BC", old.title)
    page = Client().get("/documents/bao-cao-quy", {"c": kept.pk}).content.decode()
    link = re.search(r'href="([^"]+)">Xem câu này trong bản hiện tại', page)
    assert link
    address = link[1].replace("&amp;", "&")
    shown = Client().get(address).content.decode()
    assert "Mở đầu" in shown
    assert '<mark class="mark mark-quote" id="trich-dan">27,6 tỷ USD</mark>' in shown
    page = Client().get("/documents/bao-cao-quy", {"c": lost.pk}).content.decode()
    assert "câu này không còn nguyên văn ở đó" in page
    same = desk.post("/documents/bao-cao-quy/replace/", {"file": sent(new)})
    assert same.status_code == 422


def test_what_was_entered_by_mistake_is_withdrawn_unless_it_is_cited(desk: Client) -> None:
    add(desk, file=sent())
    assert desk.post("/documents/bao-cao-quy/withdraw/", {"version": 1}).status_code == 302
    assert Client().get("/documents/bao-cao-quy").status_code == 404
    assert Client().get("/documents/bao-cao-quy?v=1").status_code == 404
    assert "đã được rút khỏi kho" in desk.get("/documents/bao-cao-quy").content.decode()
    add(desk, file=sent(), title="Bản khác")
    found = queries.document("ban-khac")
    assert found is not None
    actions.cite_words(found, "27,6 tỷ USD", actor=LOADER, now=NOW)
    answer = desk.post("/documents/ban-khac/withdraw/", {"version": 1}, follow=True)
    assert "Chưa rút được" in answer.content.decode()
    assert queries.document("ban-khac") == found


def test_who_may_not_enter_documents_is_refused(desk: Client) -> None:
    del desk
    title = Text(vi="A", en="A")
    paper = actions.Paper(code="a", title=title, kind="brief", text="chữ")
    actions.enter_document(paper, actor=LOADER, now=NOW)
    page = Client().get("/documents/").content.decode()
    assert "/documents/add/" not in page
    assert Client().get("/documents/add/").status_code == 302
    assert Client().post("/documents/a/withdraw/", {"version": 1}).status_code == 302
    assert queries.document("a") is not None
