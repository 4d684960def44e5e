"""Every mistake in a procedure is found, at its line, with its cure."""

import shutil
from pathlib import Path

import pytest

from tinhso.kernel.cases.procedures import Known, check, draw, try_out
from tinhso.kernel.cases.tests.scene import EXAMPLE, TUESDAY

HALL = EXAMPLE / "procedures" / "hall_loan"
KNOWN = Known(
    roles={"officer", "head", "leader", "citizen"},
    units={"so-xay-dung", "ubnd-tinh"},
    desks={"office"},
)

MISTAKES = [
    ("to: deciding\n", "to: decidng\n", "there is no step “decidng”: did you mean “deciding”?"),
    ("officer at so-xay", "oficer at so-xay", "there is no role “oficer”: did you mean “officer”?"),
    ("at so-xay-dung", "at so-xay-dugn", "no unit “so-xay-dugn”: did you mean “so-xay-dung”?"),
    ("head at case.place", "head at case.plce", "no place of work “case.plce”: did you mean"),
    ("form.guests <= 200", "form.guest <= 200", "“form.guest” isn't known. Known are: case."),
    ("form.guests <= 200", 'form.guests <= "x"', "can't compare or join int, string"),
    ("form.guests <= 200", "form.guests + 1", "must be true or false"),
    ("form.guests <= 200", "form.guests <=", "can't be read here"),
    ("needs: [most_guests]", "needs: [most_gests]", "no field “most_gests”: did you mean"),
    ("within: 1 working day\n", "within: 1 workng day\n", "isn't a limit: write"),
    ("limit: limits", "limit: limts", "there is no table “limts”: did you mean “limits”?"),
    ("form: request", "form: reqest", "there is no file “reqest.schema.json” here"),
    ("desk: office", "desk: ofice", "no desk “ofice”: did you mean “office”?"),
    ("        to: lent\n", "        to: handing_over\n", "no way leads to “lent”"),
    ("    by: head at case.place\n", "", "says not whose turn it is"),
    ("at_most: 3 working days", "at_most: soon", "isn't a limit"),
    ("    final: true\n    ask", "    ask", "has no way out"),
    ("say: ", "say: ", ""),
    ("reason: required", "reason: needed", "should be 'required', 'optional' or 'none'"),
    ("after: [deciding, safety]", "after: [decided]", "no step “decided”: did you mean"),
    ("head at step.unit, of: [checking]", "reporter", "a late step is shown to staff"),
    ("to: head at step.unit", "to: head or leader at step.unit", "is shown to one role"),
    ("Đã trình chủ tịch xã,", '"{categry}",', "no placeholder “categry”: did you mean"),
    ("number: NVH", "number: nvh", "nvh"),
    ("filed_by: anyone", "filed_by: nobody", "there is no role “nobody”"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "procedures" / "hall_loan"
    shutil.copytree(HALL, copy)
    return copy


def alter(file: Path, before: str, after: str) -> int:
    """Write a mistake into a file and return the line it stands in."""
    text = file.read_text(encoding="utf-8")
    assert before in text, before
    file.write_text(text.replace(before, after, 1), encoding="utf-8")
    return text[: text.index(before)].count("\n") + 1


def test_the_example_has_no_mistakes() -> None:
    assert check(HALL, KNOWN) == []


@pytest.mark.parametrize(("before", "after", "said"), [m for m in MISTAKES if m[2]])
def test_a_mistake_is_told_with_its_line_and_cure(
    folder: Path, before: str, after: str, said: str
) -> None:
    file = folder / "procedure.yaml"
    if before == "desk: office":
        alter(file, "within: 1 working day\n", "within: 1 working day\n    desk: office\n")
    line = alter(file, before, after)
    found = check(folder, KNOWN)
    assert any(said in problem.message for problem in found), found
    assert any(abs(p.line - line) <= 3 for p in found if said in p.message) or "way" in said


def test_a_condition_is_pointed_at_where_it_is_wrong(folder: Path) -> None:
    line = alter(folder / "procedure.yaml", "form.guests <= 200", "form.guest <= 200")
    (problem,) = check(folder, KNOWN)
    text = (folder / "procedure.yaml").read_text(encoding="utf-8").splitlines()[line - 1]
    assert problem.line == line
    assert text[problem.column - 1 :].startswith("form.guest")


def test_a_table_must_end_with_otherwise_and_hide_no_row(folder: Path) -> None:
    alter(folder / "limits.csv", "otherwise", "form.guests < 5")
    assert any("write “otherwise”" in p.message for p in check(folder, KNOWN))
    alter(folder / "limits.csv", "form.guests > 200", "otherwise")
    assert any("never reached" in p.message for p in check(folder, KNOWN))


def test_a_row_of_a_csv_table_is_named_by_its_line_and_column(folder: Path) -> None:
    alter(folder / "limits.csv", "3 working days,adopted", "3 working days,decreed")
    (problem,) = check(folder, KNOWN)
    assert problem.line == 3
    assert problem.message.startswith("column basis")


def test_a_step_that_may_be_reached_before_its_unit_is_named_is_told(folder: Path) -> None:
    file = folder / "procedure.yaml"
    alter(file, "by: officer or head at case.place", "by: officer or head at case.unit")
    (problem,) = check(folder, KNOWN)
    assert "before anybody named its unit" in problem.message


def test_two_mistakes_are_told_at_once(folder: Path) -> None:
    alter(folder / "procedure.yaml", "to: deciding\n", "to: decidng\n")
    alter(folder / "fields.schema.json", '"minimum": 1', '"minimun": 1')
    alter(folder / "request.schema.json", '"minLength": 5', '"minLengh": 5')
    found = check(folder, KNOWN)
    assert {Path(problem.file).name for problem in found} == {
        "fields.schema.json",
        "request.schema.json",
    }
    assert all("did you mean" in problem.message for problem in found)


def test_a_drawing_names_every_step_and_escapes_what_it_writes(folder: Path) -> None:
    alter(folder / "procedure.yaml", "vi: Từ chối", 'vi: "<b>"')
    alter(folder / "procedure.yaml", "vi: Không cho mượn,", 'vi: "<script>",')
    drawing = draw(folder)
    assert drawing.startswith("<svg")
    assert "Xã kiểm tra lịch" in drawing
    assert "<script>" not in drawing


def test_a_dry_run_tells_each_due_date_to_the_end(folder: Path) -> None:
    for name in ("calendar.yaml",):
        shutil.copy(EXAMPLE / name, folder.parent.parent / name)
    told = try_out(folder, now=TUESDAY)
    assert "promised 2026-11-20 17:00: Thông thường: 3 working days (adopted" in told
    assert told.endswith("= Đã cho mượn xong [lent]: the end")
