"""The province's own figures: each stands in the words it cites and is shown for what it is."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tinhso.kernel.declarations import DeclarationError
from tinhso.kernel.documents import loading as documents
from tinhso.kernel.indicators import loading, queries
from tinhso.kernel.indicators.models import Indicator, Observation
from tinhso.kernel.indicators.rules.findings import HiddenFall
from tinhso.kernel.indicators.rules.targets import Status
from tinhso.kernel.indicators.tests.merged import make_provinces
from tinhso.kernel.ledger.actors import LOADER
from tinhso.kernel.units import queries as units

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(province: Path) -> Path:
    make_provinces()
    for room in (documents, loading):
        room.load(province, actor=LOADER, now=NOW)
    return province


def test_loading_again_changes_nothing(loaded: Path) -> None:
    again = loading.load(loaded, actor=LOADER, now=LATER)
    assert (again.created, again.changed) == (0, 0)
    assert again.unchanged > 100


def found(code: str) -> Indicator:
    return Indicator.objects.get(code=code)


def in_boundaries_of(
    code: str, day: date, measure: str = "level"
) -> dict[str, queries.InBoundaries]:
    area = units.by_code("19", day)
    return {one.period: one for one in queries.in_boundaries(found(code), area, measure=measure)}


def every_figure() -> Iterator[Observation]:
    for one in queries.indicators():
        yield from queries.series(one)


@pytest.mark.usefixtures("loaded")
def test_every_figure_opens_the_words_it_came_from() -> None:
    for figure in every_figure():
        assert figure.citation is not None
        text = figure.citation.document.text
        assert text[figure.citation.start : figure.citation.end] == figure.citation.quote


@pytest.mark.usefixtures("loaded")
def test_figures_of_2024_are_not_those_of_the_merged_province() -> None:
    old, new = in_boundaries_of("grdp", BEFORE), in_boundaries_of("grdp", AFTER)
    assert old["2024"].value == Decimal("162.5") * 10**12
    assert (new["2024"].value, new["2024"].reason) == (None, "missing")
    assert "Bắc Kạn" in {unit.short_vi for unit in new["2024"].units}
    assert [part.figure.area.valid_to for part in new["2024"].parts] == [AFTER]


@pytest.mark.usefixtures("loaded")
def test_ranks_are_never_carried_over() -> None:
    new = in_boundaries_of("pci", AFTER, measure="rank")
    assert {one.reason for one in new.values()} == {"never"}


@pytest.mark.usefixtures("loaded")
def test_the_figure_of_2025_is_not_carried_back_to_the_old_province() -> None:
    assert in_boundaries_of("budget_revenue", BEFORE)["2025"].value is None
    assert in_boundaries_of("budget_revenue", AFTER)["2025"].own


@pytest.mark.usefixtures("loaded")
def test_the_sources_disagree_on_the_budget_of_2024_and_on_nothing_else() -> None:
    found = queries.conflicts_in(list(queries.indicators()), queries.home(NOW.date()))
    assert [(one.indicator.code, one.period) for one in found] == [("budget_revenue", "2024")]
    assert sorted(one.value / 10**9 for one in found[0].figures) == [19680, 20000]


@pytest.mark.usefixtures("loaded")
def test_growth_of_exports_on_2020_hides_the_fall_since_2022() -> None:
    found = queries.findings_in(list(queries.indicators()), queries.home(NOW.date()))
    hidden = {one.indicator.code for one in found if isinstance(one.what, HiddenFall)}
    assert hidden == {"exports"}


@pytest.mark.usefixtures("loaded")
def test_where_promises_stand() -> None:
    found = {
        one.target.code: one.standing for one in queries.standings(queries.targets(), on=NOW.date())
    }
    expected = {
        "dh20-grdp": (Status.MISSED, False),
        "dh20-thu-nhap": (Status.UNKNOWN, False),
        "ntm-2023-xa": (Status.MISSED, True),
        "dh20-xa-ntm": (Status.MISSED, False),
        "dh20-huyen-ntm": (Status.MET, False),
        "nq01-dti-2025": (Status.MET, False),
        "mt2030-grdp": (Status.UNKNOWN, False),
    }
    assert {code: (found[code].status, found[code].conclusive) for code in expected} == expected


@pytest.mark.usefixtures("loaded")
def test_a_figure_of_the_old_province_never_judges_a_target_of_the_new_one() -> None:
    target = next(one for one in queries.targets() if one.code == "mt2030-grdp")
    assert queries.standings([target], on=NOW.date())[0].figure is None


def test_a_corrected_figure_supersedes_and_the_old_one_is_still_read_as_of_then(
    loaded: Path, tmp_path: Path
) -> None:
    for name in ("figures", "targets"):
        text = (loaded / "indicators" / f"{name}.yaml").read_text(encoding="utf-8")
        text = text.replace(
            'period: "2023", value: 150.2, in', 'period: "2023", value: 150.2, kind: estimate, in'
        )
        (tmp_path / "indicators").mkdir(exist_ok=True)
        (tmp_path / "indicators" / f"{name}.yaml").write_text(text, encoding="utf-8")
    report = loading.load(tmp_path, actor=LOADER, now=LATER)
    assert (report.created, report.changed) == (0, 1)
    grdp = queries.indicator("grdp")
    assert grdp is not None

    def kind(as_of: datetime | None) -> str:
        rows = queries.series(grdp, "level", as_of=as_of)
        return next(one.kind for one in rows if one.period == "2023")

    assert (kind(None), kind(NOW)) == ("estimate", "actual")
    assert Observation.objects.filter(indicator=grdp, period="2023", measure="level").count() == 2


MISTAKES = {
    "words: chữ không có 118": "stands there nowhere",
    "words: 93,7 %": "don't show 118",
    "period: năm ngoái": "is no period",
    "measure: rank": "among how many",
    "in: khong-co": "no document",
}


@pytest.mark.usefixtures("loaded")
def test_every_mistake_is_named_with_its_line_all_at_once(tmp_path: Path) -> None:
    right = {"period": "2024-11", "in": "tom-luoc-ket-qua-2024", "words": "118/126 xã"}
    lines = []
    for line in MISTAKES:
        key, _, value = line.partition(": ")
        said = ", ".join(f'{name}: "{word}"' for name, word in (right | {key: value}).items())
        lines.append(f"      - {{{said}, value: 118, sure: H}}")
    (tmp_path / "indicators").mkdir()
    (tmp_path / "indicators" / "figures.yaml").write_text(
        'figures:\n  - indicator: communes_new_rural\n    area: "19"\n    says:\n'
        + "\n".join(lines),
        encoding="utf-8",
    )
    with pytest.raises(DeclarationError) as caught:
        loading.load(tmp_path, actor=LOADER, now=NOW)
    told = [(problem.line, problem.message) for problem in caught.value.problems]
    assert [line for line, _ in told] == [5, 6, 7, 8, 9]
    for (_, message), expected in zip(told, MISTAKES.values(), strict=True):
        assert expected in message
