"""The reader against reports that were labelled by hand, some of which it has never seen."""

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

import tinhso
from tinhso.systems.insight.rules.checks import Ref, Statement, Thing, check
from tinhso.systems.insight.rules.reading import reader_of
from tinhso.systems.insight.tests.gold.marks import BadMarkError, Label, Report, reports, unmarked
from tinhso.systems.insight.tests.gold.scoring import Score, score

PROVINCE = Path(tinhso.__file__).parent / "provinces" / "thai_nguyen" / "indicators"
FOLDERS = ("dev", "held")
LEAST_F1 = {"dev": 0.98, "held": 0.92}
MOST_WRONG_LINKS = {"dev": 0.01, "held": 0.02}


@cache
def scored(folder: str, *, linked_only: bool = False) -> Score:
    reader = reader_of(PROVINCE / "aliases.yaml")
    labelled = reports(folder)
    read = {report.name: reader.read(report.text).claims for report in labelled}
    return score(labelled, read, linked_only=linked_only)


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_reader_does_at_least_as_well_as_it_did(folder: str) -> None:
    reached = scored(folder)
    assert reached.f1 >= LEAST_F1[folder], str(reached)


@pytest.mark.parametrize("folder", FOLDERS)
def test_it_does_so_where_only_figures_of_the_catalogue_are_labelled(folder: str) -> None:
    reached = scored(folder, linked_only=True)
    assert reached.f1 >= LEAST_F1[folder], str(reached)


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_reader_rarely_names_a_wrong_indicator(folder: str) -> None:
    reached = scored(folder)
    assert reached.wrong_links <= MOST_WRONG_LINKS[folder], str(reached)


def catalogue() -> set[str]:
    files = [yaml.safe_load(path.read_text()) for path in (PROVINCE / "catalogue").glob("*.yaml")]
    return {one["code"] for declared in files for one in declared.get("indicators", ())}


def test_there_are_labels_enough_to_judge_by_and_all_are_of_the_catalogue() -> None:
    everything = [report for folder in FOLDERS for report in reports(folder)]
    labels = [label for report in everything for label in report.labels]
    assert len(everything) >= 14
    figures = [len(report.labels) for report in everything if report.labels]
    assert min(figures) >= 12
    assert len(figures) == len(everything) - len(FOLDERS)  # one of each has none at all
    assert len(labels) >= 250
    assert {label.indicator for label in labels} - {None} <= catalogue()
    for report in everything:
        assert all(report.text[one.start : one.end] == one.quote for one in report.labels)


@pytest.mark.parametrize(
    "mark",
    [
        "[[5%|grdp level 5 percent]]",
        "[[5%|grdp size 5 percent 2024]]",
        "[[5%|grdp level five percent 2024]]",
        "[[5%|grdp change_from_base 5 percent 2024]]",
        "[[5%|grdp growth_rate 5 VND 2024]]",
        "[[5%|? growth_rate 5 percent 2024]]",
        "[[5%|grdp growth_rate 5 percent 2024-M13]]",
        "[[5%|grdp growth_rate 5 percent 2024 hoped]]",
        "[[5% and no end",
    ],
)
def test_a_label_that_breaks_the_conventions_is_refused(mark: str) -> None:
    with pytest.raises(BadMarkError):
        unmarked("x.txt", f"GRDP tăng {mark}.")


def stated(report: Report, number: int, label: Label) -> Statement:
    breaks = [found.end() for found in re.finditer(r"[.!?]\s+|\n|$", report.text)]
    more = dict(label.more)
    return Statement(
        Ref(Thing.CLAIM, number),
        label.indicator,
        label.measure,
        label.value,
        label.unit,
        relation=label.relation,
        period=label.period,
        kind=label.kind,
        base_period=more.get("base_period"),
        area=more.get("place", ""),
        among=63 if "scope" in more else None,
        quote=label.quote,
        start=label.start,
        end=label.end,
        sentence_start=max((place for place in breaks if place <= label.start), default=0),
        sentence_end=min(place for place in breaks if place > label.start),
    )


@pytest.mark.parametrize("report", [one for name in FOLDERS for one in reports(name)], ids=str)
def test_reports_without_mistakes_raise_no_doubt(report: Report) -> None:
    claims = [stated(report, number, label) for number, label in enumerate(report.labels)]
    assert check(report.text, claims, on=date(2026, 11, 22)) == ()
