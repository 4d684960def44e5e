"""Excel in and out: what goes out comes back, and every bad cell is named."""

import io
import zipfile

import pytest
from django.utils.translation import override
from openpyxl import Workbook, load_workbook

from tinhso.kernel.documents.sheets import UnreadableSheetError
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.registers import actions, queries
from tinhso.kernel.registers.actions import ChangedMeanwhileError
from tinhso.kernel.registers.finding import Units
from tinhso.kernel.registers.models import ImportDraft, Record
from tinhso.kernel.registers.rules.declared import Register
from tinhso.kernel.registers.sheets import comma_separated, excel, read_sheet, template
from tinhso.kernel.registers.tests.registers_samples import NOW, reuse
from tinhso.kernel.units.models import Unit

ACTOR = Actor("account:7")
pytestmark = pytest.mark.django_db


@pytest.fixture
def known(kilns: Register) -> Units:
    assert kilns
    return Units(NOW.date())


def book(*rows: list[object]) -> bytes:
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.title = "Dữ liệu"
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


HEAD: list[object] = ["Mã *", "Tên *", "XA PHUONG", "Nhiên liệu", "Output", "Nhóm lò"]


def test_what_is_written_out_reads_back_the_same(kilns: Register, known: Units) -> None:
    records = list(Record.objects.filter(register="kilns"))
    for language in ("vi", "en"):
        with override(language):
            read = read_sheet(kilns, excel(kilns, records), known)
        assert read.bad == ()
        assert [dict(values) for _row, values in read.rows] == [r.data for r in records]


def test_the_empty_form_has_every_column_and_lists_to_choose_from(
    kilns: Register, known: Units
) -> None:
    with override("vi"):
        form = load_workbook(io.BytesIO(template(kilns, known)))
    assert [cell.value for cell in form["Dữ liệu"][1]][:3] == ["Mã *", "Tên *", "Xã, phường *"]
    assert [cell.value for cell in form["Danh mục"]["D"]][:3] == ["Nhiên liệu", "Than", "Khí"]
    assert len(form["Dữ liệu"].data_validations.dataValidation) == 3
    with override("vi"), pytest.raises(UnreadableSheetError, match="chưa có dòng"):
        read_sheet(kilns, template(kilns, known), known)


def test_every_bad_cell_is_named_by_sheet_row_and_column(kilns: Register, known: Units) -> None:
    content = book(
        HEAD,
        ["L-5", "Năm", "gia sang", "than", "1.030,5", "1/2/2020"],
        ["L-6", "", "Đâu đó", "củi", "1.010", "31/2/2020"],
        [None, None, None],
        ["lò 7", "Bảy", "05692", None, -1],
        ["L-5", "Lại năm", "05692"],
    )
    with override("vi"):
        read = read_sheet(kilns, content, known)
    assert [(cell.row, cell.column) for cell in read.bad] == [
        *((3, "B"), (3, "C"), (3, "D"), (3, "E"), (3, "F")),
        *((5, "A"), (5, "E")),
        (6, "A"),
    ]
    assert str(read.bad[0]) == "Dữ liệu!B3 (Tên): Cần điền mục này."
    assert "1010" in read.bad[3].message
    assert "1,0100" in read.bad[3].message
    assert read.rows[0][1]["commune"] == "05710"
    assert read.rows[0][1]["output"] == "1030.5"


@pytest.mark.usefixtures("known")
def test_a_record_in_a_unit_that_has_ended_goes_out_under_its_name(
    kilns: Register, units: dict[str, Unit]
) -> None:
    reuse(units["05692"])
    record = queries.record("kilns", "L-1")
    read = read_sheet(kilns, excel(kilns, [record]), Units(NOW.date()))
    assert [(cell.row, cell.column) for cell in read.bad] == [(2, "C")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"not a workbook", "không phải Excel"),
        (b"x" * (5 * 2**20 + 1), "5 MB"),
        (book(["Tên"], ["x"]), "thiếu cột Mã"),
        (book(), "thiếu cột"),
    ],
)
def test_a_file_that_is_no_sheet_of_ours_is_refused_whole(
    kilns: Register, known: Units, content: bytes, words: str
) -> None:
    with override("vi"), pytest.raises(UnreadableSheetError, match=words):
        read_sheet(kilns, content, known)


def test_a_file_that_unpacks_without_end_is_refused(kilns: Register, known: Units) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for part in range(11):
            packed.writestr(f"xl/{part}.xml", b"0" * 10 * 2**20)
    with override("vi"), pytest.raises(UnreadableSheetError, match="khi mở ra"):
        read_sheet(kilns, out.getvalue(), known)


def test_nothing_written_out_is_a_formula(kilns: Register) -> None:
    values = {"code": "L-4", "name": "=1+1", "commune": "05692"}
    record = actions.add(kilns, values, actor=ACTOR, now=NOW)
    made = load_workbook(io.BytesIO(excel(kilns, [record])))
    cell = made.worksheets[0]["B2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert "'=1+1" in comma_separated(kilns, [record])


def test_an_import_is_staged_then_put_in_whole(kilns: Register, known: Units) -> None:
    content = book(HEAD, ["L-1", "Lò Một", "Đồng Hỷ"], ["L-5", "Năm", "05710", "Khí"])
    read = read_sheet(kilns, content, known)
    assert read.bad == ()
    draft = actions.stage(kilns, "lo.xlsx", read.rows, actor=ACTOR, now=NOW)
    assert queries.get("kilns", "L-1").title == "Lò Đồng Hỷ"
    actions.import_draft(kilns, draft, {"L-1": 1}, reason="Danh sách mới", actor=ACTOR, now=NOW)
    assert queries.get("kilns", "L-1").title == "Lò Một"
    assert queries.get("kilns", "L-5").values["fuel"] == "gas"
    assert not ImportDraft.objects.exists()


def test_a_column_that_is_not_in_the_sheet_stays_as_it_is(kilns: Register, known: Units) -> None:
    read = read_sheet(kilns, book(HEAD[:3], ["L-1", "Lò Một", "Đồng Hỷ"]), known)
    draft = actions.stage(kilns, "lo.xlsx", read.rows, actor=ACTOR, now=NOW)
    assert [one.changed for one in queries.planned(kilns, draft)] == [("name",)]
    actions.import_draft(kilns, draft, {"L-1": 1}, reason="Đổi tên", actor=ACTOR, now=NOW)
    assert queries.get("kilns", "L-1").values["output"] == "1030.5"


def test_an_import_stops_where_somebody_was_quicker(kilns: Register, known: Units) -> None:
    read = read_sheet(kilns, book(HEAD, ["L-5", "Năm", "05710"]), known)
    draft = actions.stage(kilns, "lo.xlsx", read.rows, actor=ACTOR, now=NOW)
    values = {"code": "L-5", "name": "Của người khác", "commune": "05692"}
    actions.add(kilns, values, actor=ACTOR, now=NOW)
    with pytest.raises(ChangedMeanwhileError):
        actions.import_draft(kilns, draft, {}, reason="x", actor=ACTOR, now=NOW)
    assert queries.get("kilns", "L-5").title == "Của người khác"


def test_only_its_maker_sees_a_draft(kilns: Register, known: Units) -> None:
    read = read_sheet(kilns, book(HEAD, ["L-5", "Năm", "05710"]), known)
    draft = actions.stage(kilns, "lo.xlsx", read.rows, actor=ACTOR, now=NOW)
    assert queries.draft(draft.pk, actor="account:7") == draft
    with pytest.raises(ImportDraft.DoesNotExist):
        queries.draft(draft.pk, actor="account:8")
