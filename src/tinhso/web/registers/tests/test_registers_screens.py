"""A register that nobody coded for, used on the generic screens."""

import io
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from tinhso.kernel.registers import queries
from tinhso.kernel.registers.models import ImportDraft
from tinhso.kernel.registers.rules.declared import Register

SignIn = Callable[[str, str], Client]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kilns")]
LIST = "/registers/kilns/"
ONE = f"{LIST}record/L-1"
NEW = {"code": "L-9", "name": "Lò Chín", "commune": "05692", "output": "1.030,5"}


def words(response: Any) -> str:
    return str(response.content.decode())


def test_the_public_finds_and_reads_what_is_public(client: Client) -> None:
    assert "Lò gạch" in words(client.get("/registers/"))
    page = words(client.get(LIST))
    assert "Lò Đồng Hỷ" in page
    assert "Lò Đông Hy" in page
    assert "1.030,5" in page
    found = words(client.get(LIST, {"q": "đồng", "fuel": "coal"}))
    assert "Lò Đồng Hỷ" in found
    assert "Lò Đông Hy" not in found
    assert "Không tìm thấy" in words(client.get(LIST, {"q": "xyz"}))
    assert "Thêm mục mới" not in page


def test_whoever_chose_english_reads_english(client: Client) -> None:
    client.cookies["django_language"] = "en"
    page = words(client.get(ONE))
    assert "Fuel" in page
    assert "Coal" in page
    assert "1,030.5" in page


def test_the_history_is_public_but_not_who_it_was_nor_why(client: Client, sign_in: SignIn) -> None:
    assert "Nạp từ tệp" not in words(client.get(ONE))
    assert "Nạp từ tệp" in words(sign_in("officer", "05710").get(ONE))


def test_an_officer_adds_changes_ends_and_takes_it_back(sign_in: SignIn) -> None:
    client = sign_in("officer", "05692")
    added = client.post(f"{LIST}add", NEW, follow=True)
    assert "Đã thêm “Lò Chín”" in words(added)
    nine = f"{LIST}record/L-9"
    form = words(client.get(f"{nine}/edit"))
    assert 'value="1030,5"' in form
    change = {**NEW, "name": "Lò Số Chín", "version": "1", "why": "Đổi tên"}
    assert "Đã sửa" in words(client.post(f"{nine}/edit", change, follow=True))
    over = {"on": "2026-01-01", "version": "2", "why": "Đóng"}
    assert "Đã kết thúc" in words(client.post(f"{nine}/end", over, follow=True))
    assert "Lò Số Chín" not in words(client.get(LIST))
    assert "Lò Số Chín" in words(client.get(LIST, {"ended": "1"}))
    back = {"version": "3", "why": "Hoàn tác"}
    assert "Đã khôi phục" in words(client.post(f"{nine}/restore/1", back, follow=True))
    page = words(client.get(nine))
    assert "Khôi phục như lần 1" in page
    assert queries.get("kilns", "L-9").title == "Lò Chín"


def test_what_is_wrong_is_named_at_its_field_and_what_was_typed_stays(sign_in: SignIn) -> None:
    client = sign_in("administrator", "so-x")
    response = client.post(
        f"{LIST}add", {**NEW, "code": "l 9", "output": "1.010", "lit": "hôm qua"}
    )
    page = words(response)
    assert response.status_code == 422
    assert "Chưa đúng mẫu" in page
    assert "hãy viết 1010 hoặc 1,0100" in page
    assert "phải là ngày" in page
    assert 'value="1.010"' in page
    taken = words(client.post(f"{LIST}add", {**NEW, "code": "L-1"}))
    assert "đã có trong sổ" in taken


def test_a_change_needs_a_reason_and_notices_others(sign_in: SignIn) -> None:
    client = sign_in("administrator", "so-x")
    same = {"name": "Lò Một", "commune": "05692", "version": "1", "why": ""}
    assert "Cần ghi lý do" in words(client.post(f"{ONE}/edit", same))
    client.post(f"{ONE}/edit", {**same, "why": "a"})
    late = words(client.post(f"{ONE}/edit", {**same, "name": "Khác", "why": "b"}))
    assert "Người khác vừa sửa" in late
    assert 'value="Khác"' in late
    nothing = words(client.post(f"{ONE}/edit", {**same, "version": "2", "why": "c"}))
    assert "Chưa có gì thay đổi" in nothing


@pytest.mark.parametrize("place", ["edit", "end", "restore/1"])
@pytest.mark.parametrize(
    ("role", "unit", "allowed"),
    [
        ("officer", "05692", True),
        ("officer", "05710", False),
        ("head", "so-x", True),
        ("head", "05692", False),
        ("administrator", "so-x", True),
        ("leader", "05692", False),
        ("auditor", "so-x", False),
        ("operator", "05692", False),
    ],
)
def test_rights_are_about_the_record(
    sign_in: SignIn, role: str, unit: str, allowed: bool, place: str
) -> None:
    client = sign_in(role, unit)
    seven = {"name": "Lò Bảy", "commune": "05692", "version": "1", "why": "x"}
    if place == "restore/1":
        sign_in("administrator", "so-x").post(f"{ONE}/edit", seven)
        client = sign_in(role, unit)
    assert (client.get(f"{ONE}/{place}").status_code == 200) == allowed
    if not allowed:
        posted = client.post(f"{ONE}/{place}", {**seven, "version": "2", "on": "2026-01-01"})
        assert posted.status_code == 403


def test_visitors_change_nothing(client: Client) -> None:
    for address in (f"{LIST}add", f"{ONE}/edit", f"{ONE}/end", f"{LIST}import"):
        assert client.get(address).status_code == 403
        assert client.post(address, NEW).status_code == 403


def test_a_record_cannot_be_pushed_into_another_unit(sign_in: SignIn) -> None:
    client = sign_in("officer", "05692")
    assert client.post(f"{LIST}add", {**NEW, "commune": "05710"}).status_code == 403
    moved = {"name": "x", "commune": "05710", "version": "1", "why": "x"}
    assert client.post(f"{ONE}/edit", moved).status_code == 403


def test_what_staff_read_is_closed_to_the_public(client: Client, kilns: Register) -> None:
    from tinhso.kernel.ledger.actors import LOADER
    from tinhso.kernel.registers import actions
    from tinhso.kernel.registers.tests.registers_samples import NOW

    closed = Register.model_validate({**kilns.model_dump(by_alias=True), "read": "staff"})
    actions.declare(closed, actor=LOADER, now=NOW)
    for address in (LIST, ONE, f"{LIST}export.csv", f"{LIST}export.xlsx", f"{LIST}places.geojson"):
        assert client.get(address).status_code == 403
    assert "Lò gạch" not in words(client.get("/registers/"))


def test_what_is_not_there_is_not_found(client: Client, sign_in: SignIn) -> None:
    for address in ("/registers/none/", f"{LIST}record/none"):
        assert client.get(address).status_code == 404
    assert sign_in("administrator", "so-x").get(f"{ONE}/restore/9").status_code == 404


def test_it_goes_out_as_excel_csv_and_points(client: Client) -> None:
    sheet = load_workbook(io.BytesIO(client.get(f"{LIST}export.xlsx").content)).worksheets[0]
    assert sheet.max_row == 3
    assert "L-2,Lò Đông Hy,05710,gas" in words(client.get(f"{LIST}export.csv", {"fuel": "gas"}))
    points = client.get(f"{LIST}places.geojson").json()["features"]
    assert [p["geometry"]["coordinates"] for p in points] == [[105.9, 21.6]]


def sheet_of(*rows: Sequence[object]) -> SimpleUploadedFile:
    book = Workbook()
    book.worksheets[0].append(["Mã", "Tên", "Xã, phường", "Sản lượng"])
    for row in rows:
        book.worksheets[0].append(list(row))
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("lo.xlsx", out.getvalue())


def test_a_sheet_is_shown_before_it_is_put_in(sign_in: SignIn) -> None:
    client = sign_in("administrator", "so-x")
    rows: list[list[object]] = [["L-1", "Lò Một", "Đồng Hỷ", 5], ["L-7", "Lò Bảy", "05710", "2,5"]]
    shown = client.post(f"{LIST}import", {"file": sheet_of(*rows)}, follow=True)
    page = words(shown)
    assert "Lò Một" in page
    assert queries.get("kilns", "L-1").title == "Lò Đồng Hỷ"
    address = shown.redirect_chain[-1][0]
    seen = shown.context["form"]["seen"].value()
    assert "Cần ghi lý do" in words(client.post(address, {"seen": seen, "why": ""}))
    done = client.post(address, {"seen": seen, "why": "Danh sách mới"}, follow=True)
    assert "Đã nhập 2 mục" in words(done)
    assert queries.get("kilns", "L-7").values["output"] == "2.5"
    assert not ImportDraft.objects.exists()


def test_a_bad_sheet_names_its_cells_and_puts_nothing_in(sign_in: SignIn) -> None:
    client = sign_in("administrator", "so-x")
    bad = sheet_of(["L-1", "Lò Một", "Đâu đó", "nhiều"], ["L-7", None, "05710"])
    response = client.post(f"{LIST}import", {"file": bad})
    page = words(response)
    assert response.status_code == 422
    assert "3 ô cần sửa" in page
    for cell in ("C2", "D2", "B3"):
        assert cell in page
    assert not ImportDraft.objects.exists()
    wrong = SimpleUploadedFile("a.xlsx", b"not a sheet")
    assert "không phải Excel" in words(client.post(f"{LIST}import", {"file": wrong}))


def test_a_preview_that_is_no_longer_true_is_shown_again(sign_in: SignIn) -> None:
    client = sign_in("administrator", "so-x")
    shown = client.post(
        f"{LIST}import", {"file": sheet_of(["L-1", "Lò Một", "Đồng Hỷ", 5])}, follow=True
    )
    address, seen = shown.redirect_chain[-1][0], shown.context["form"]["seen"].value()
    other = {"name": "Của người khác", "commune": "05692", "version": "1", "why": "x"}
    client.post(f"{ONE}/edit", other)
    again = client.post(address, {"seen": seen, "why": "x"})
    assert "vừa được người khác sửa" in words(again)
    assert queries.get("kilns", "L-1").title == "Của người khác"


def test_rows_of_other_units_are_refused(sign_in: SignIn) -> None:
    client = sign_in("officer", "05692")
    mixed = sheet_of(["L-1", "Lò Một", "Đồng Hỷ", 5], ["L-2", "Chiếm", "Đồng Hỷ", 5])
    shown = client.post(f"{LIST}import", {"file": mixed}, follow=True)
    assert "Dòng 3" in words(shown)
    address = shown.redirect_chain[-1][0]
    seen = shown.context["form"]["seen"].value()
    client.post(address, {"seen": seen, "why": "x"})
    assert queries.get("kilns", "L-1").title == "Lò Đồng Hỷ"


def test_the_form_to_fill_in_is_a_sheet(sign_in: SignIn) -> None:
    response = sign_in("administrator", "so-x").get(f"{LIST}import/template.xlsx")
    assert load_workbook(io.BytesIO(response.content)).worksheets[0]["A1"].value == "Mã *"
