"""A limit that is a day: whoever files names it."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tinhso.kernel.calendar.rules import Limit
from tinhso.kernel.cases.procedures import check
from tinhso.kernel.cases.rules.tables import Row, first_that_holds
from tinhso.kernel.cases.tests.scene import EXAMPLE
from tinhso.kernel.declarations import Text

WORDS = Text(vi="Ngày ghi", en="The day named")
FILED = date(2026, 11, 22)
DAY_ROW = {"title": WORDS, "when": "otherwise", "basis": "adopted", "source": WORDS}


def row(limit: str) -> Row:
    return Row.model_validate(DAY_ROW | {"limit": limit, "valid_from": date(2026, 1, 1)})


def applied(day: date) -> Limit:
    held = first_that_holds("t", [(row("until form.due"), None)], {"form.due": f"{day}"}, on=FILED)
    assert held.row.until is None
    return Limit.parse(held.row.limit)


@given(st.integers(0, 4000))
def test_the_limit_reaches_just_that_day(ahead: int) -> None:
    limit = applied(FILED + timedelta(days=ahead))
    assert (limit.amount, limit.unit) == (ahead, "days")


def test_a_day_that_is_past_leaves_no_time() -> None:
    assert applied(FILED - timedelta(days=3)).amount == 0


@pytest.mark.parametrize("words", ["until due", "until fields.due", "until form.Due", "till then"])
def test_what_names_no_day_of_the_form_is_no_limit(words: str) -> None:
    with pytest.raises(ValidationError, match="isn't a limit"):
        row(words)


@pytest.mark.parametrize(
    ("field", "wrong"), [("day", False), ("guests", True), ("purpose", True), ("no_such", True)]
)
def test_the_field_must_be_a_date_that_filing_requires(
    tmp_path: Path, field: str, wrong: bool
) -> None:
    folder = tmp_path / "procedures" / "hall_loan"
    shutil.copytree(EXAMPLE / "procedures" / "hall_loan", folder)
    limits = folder / "limits.csv"
    text = limits.read_text(encoding="utf-8")
    limits.write_text(text.replace("3 working days", f"until form.{field}"), encoding="utf-8")
    found = [problem for problem in check(folder) if "must be a date" in problem.message]
    assert [problem.line for problem in found] == ([3] if wrong else [])
