"""What a report says, and that the same position always says the same."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from tinhso.systems.strategy.reports.tests.conftest import LATER, NOW
from tinhso.web.papers.content import (
    Report,
    Sentence,
    Table,
    as_json,
    content_hash,
    from_json,
)

Made = Callable[..., Report]
Observed = Callable[..., None]


def sentences(report: Report) -> dict[str, Sentence]:
    blocks = (block for section in report.sections for block in section.blocks)
    return {one.id: one for one in blocks if isinstance(one, Sentence)}


def tables(report: Report) -> Iterator[Table]:
    for section in report.sections:
        yield from (one for one in section.blocks if isinstance(one, Table))


def row(report: Report, table: str, name: str) -> list[str]:
    found = next(one for one in tables(report) if one.id == table)
    cells = next(one.cells for one in found.rows if one.id == name)
    return [cell.words.vi for cell in cells]


def test_it_counts_what_was_found_and_what_was_reached(made: Made) -> None:
    said = sentences(made())
    assert "10 trên 15 chỉ tiêu" in said["counted"].words("vi")
    assert said["standings"].words("vi").startswith("Trong 10 chỉ tiêu được xét: 1 đạt")
    assert "income per head (2025)" in said["names:unknown"].words("en")


def test_a_target_stands_with_what_judges_it(made: Made) -> None:
    assert row(made(), "targets", "dh20-grdp")[1:] == [
        "từ 8\N{NO-BREAK SPACE}%",
        "2025",
        "6,8\N{NO-BREAK SPACE}% (2021–2024)",
        "Chưa đạt",
    ]


def test_figures_carry_how_they_were_said(made: Made) -> None:
    report = made()
    assert row(report, "figures:economy", "budget_revenue:level")[1:] == [
        "trên 15.600",
        "khoảng 18.000",
        "18.540",
        "20.025",
        "trên 20.000*†",
        "trên 26.500‡",
    ]
    notes = next(one.notes for one in tables(report) if one.id == "figures:economy")
    assert [note.vi[0] for note in notes] == ["*", "†", "‡"]


def test_what_the_words_allow_no_change_to_be_computed_from_is_said(made: Made) -> None:
    said = sentences(made())
    assert "chỉ nêu giới hạn" in said["change:grdp"].words("vi")
    assert "ranh giới của tỉnh đổi từ ngày 01/07/2025" in said["change:budget_revenue"].words("vi")
    assert "thấp hơn con số năm 2021 4,3\N{NO-BREAK SPACE}%" in said["change:exports"].words("vi")


def test_what_disagrees_or_hides_something_is_said(made: Made) -> None:
    said = sentences(made())
    assert "19.680" in said["conflict:budget_revenue:level:2024"].words("vi")
    assert "32,1" in said["fall:exports"].words("vi")


def test_what_is_missing_is_named(made: Made) -> None:
    assert "tỷ lệ hộ nghèo" in sentences(made())["missing:society"].words("vi")


def test_of_everything_the_rest_of_the_catalogue_is_counted_not_listed(made: Made) -> None:
    assert int(sentences(made("all"))["silent"].values[0].words.vi) > 0


def test_every_figure_has_a_source_that_stands_at_the_end(made: Made) -> None:
    report = made("all")
    known = {one.number for one in report.sources}
    for table in tables(report):
        for line in table.rows:
            for cell in line.cells[1:]:
                assert set(cell.sources) <= known
                figure = cell.data and table.id.startswith(("figures", "rankings"))
                assert not figure or cell.words.vi == "–" or cell.sources, (table.id, line.id)
    assert [one.number for one in report.sources] == list(range(1, len(known) + 1))
    assert all(one.title.vi != one.code for one in report.sources)


def test_the_same_position_gives_the_same_content_whatever_came_later(
    made: Made, observed: Observed
) -> None:
    before = content_hash(made())
    observed("28.1", at=LATER)
    assert content_hash(made()) == before
    after = made(at=LATER)
    assert content_hash(after) != before
    assert "28,1" in sentences(after)["level:exports"].words("vi")


def test_a_position_names_whole_seconds_in_whatever_clock(made: Made) -> None:
    here = NOW.astimezone(timezone(timedelta(hours=7)))
    assert content_hash(made(at=here)) == content_hash(made())
    assert content_hash(made(at=NOW + timedelta(microseconds=7))) == content_hash(made())


def test_a_figure_recorded_after_the_position_is_not_yet_known(made: Made) -> None:
    before = made(at=datetime.fromisoformat("2026-11-22T08:59:59+00:00"))
    assert sentences(before)["no_targets"]
    assert not [one.id for one in tables(before) if one.id != "milestones"]


def test_content_survives_being_kept(made: Made) -> None:
    report = made("all")
    assert from_json(as_json(report)) == report


@pytest.mark.parametrize("span", ["2024", "2020-2025", "2015-2025"])
@pytest.mark.parametrize("scope", ["all", "resolution:nq-01-tu", "field:trade"])
def test_nothing_of_a_report_speaks_of_a_time_after_its_span(
    made: Made, scope: str, span: str
) -> None:
    last = int(span[-4:])
    for table in tables(made(scope, span)):
        if table.id.startswith(("figures", "rankings")):
            assert int(table.columns[-1].title.vi) == last


def test_a_report_costs_the_same_whatever_its_scope(
    made: Made, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(QUERIES):
        made("field:trade", "2024")
    with django_assert_num_queries(QUERIES):
        made("all", "2015-2025")


QUERIES = 11
"""Scopes (2), targets, indicators, home, figures and what they refer to (4), milestones,
resolutions."""


def test_a_province_without_wording_has_no_reports(tmp_path: Path) -> None:
    from tinhso.kernel.ledger.actors import LOADER
    from tinhso.systems.strategy.reports import loading

    assert loading.load(tmp_path, actor=LOADER, now=NOW).unchanged == 0
