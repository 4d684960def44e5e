"""The catalogue of the province is whole; every mistake in one is named with its line."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.kernel.declarations import DeclarationError
from tinhso.kernel.indicators import catalogue, measures
from tinhso.kernel.indicators.declared import Method
from tinhso.kernel.indicators.rules import formulas

UNITS = {name: one.unit for name, one in measures.registered().items()}
BESIDE = Path(__file__).resolve().parents[6] / "shared"
SHARED = Path(os.environ.get("TINHSO_SHARED", BESIDE)) / "claims" / "indicators.tsv"


def test_the_catalogue_of_the_province_is_whole(province: Path) -> None:
    entries = catalogue.read_checked(province / "indicators", measures=UNITS)
    assert len(entries) > 180
    seen: set[str] = set()
    for one in entries:
        above = {one.indicator.parent, one.indicator.weight} - {""}
        assert above <= seen, "what an indicator refers to is declared before it"
        seen.add(one.indicator.code)
        for text in (one.indicator.title, one.indicator.definition):
            assert text.vi
            assert text.en


def test_it_holds_every_code_that_readers_of_reports_agreed_on(province: Path) -> None:
    if not SHARED.exists():
        pytest.skip("the list of agreed codes is not beside this checkout")
    agreed = {line.split("\t")[0] for line in SHARED.read_text(encoding="utf-8").splitlines()[1:]}
    ours = {one.indicator.code for one in catalogue.read(province / "indicators")}
    assert agreed <= ours


def test_indices_say_by_which_method_and_among_how_many(province: Path) -> None:
    entries = {one.indicator.code: one.indicator for one in catalogue.read(province / "indicators")}
    for code in ("papi", "sipas", "par_index", "pci", "pii", "dti"):
        methods = [Method.model_validate(one.model_dump()) for one in entries[code].methods]
        assert {one.among for one in methods if one.covers(2024)} == {63}
        assert {one.among for one in methods if one.covers(2026)} == {34}


ONE = """
  - code: {code}
    title: {{vi: Chè, en: Tea}}
    definition: {{vi: Chè., en: Tea.}}
    unit: {unit}
    shown: {{unit: {{vi: tấn, en: tonnes}}}}
    direction: up
    adds_up: sum
    timing: during
"""
HEAD = "field: farming\ntitle: {vi: Nông nghiệp, en: Farming}\norder: 1\nindicators:"


def mistakes(folder: Path, *more: str, unit: str = "tonnes") -> list[str]:
    (folder / "catalogue").mkdir()
    blocks = [ONE.format(code=name, unit=unit) for name in ("one", "two")]
    text = HEAD + "".join(
        block + (f"    {line}\n" if line else "")
        for block, line in zip(blocks, (*more, "", ""), strict=False)
    )
    (folder / "catalogue" / "farming.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DeclarationError) as caught:
        catalogue.read_checked(folder, measures={"hotline.received": "count"})
    return [problem.message for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("parent: three", "no indicator “three”"),
        ("weight: two", "names its weight, and only that"),
        ("units: [VND]", "add its own unit, tonnes"),
        ("formula: three * 2", "no indicator “three”"),
        (
            "formula: hotline.lost",
            "publishes “hotline.lost”; there are: hotline.received",
        ),
        ("formula: two *", "is no formula"),
        ("formula: two.real", "no system publishes"),
        ("formula: open(two)", "has no meaning here"),
        ("formula: two + hotline.received", "can't be added"),
        ("formula: one / 2", "goes in a circle: one → one"),
    ],
)
def test_a_mistake_says_what_to_do(tmp_path: Path, line: str, message: str) -> None:
    assert any(message in told for told in mistakes(tmp_path, line))


def test_formulas_and_parents_that_go_in_a_circle_are_refused(tmp_path: Path) -> None:
    told = mistakes(tmp_path, "formula: two * 2", "formula: one / 2")
    assert any("goes in a circle" in message for message in told)


def test_money_must_come_out_as_declared(tmp_path: Path) -> None:
    told = mistakes(tmp_path, "formula: two * two", unit="VND")
    assert told == ["the formula gives VND^2, the indicator is in VND"]


@given(st.text(max_size=60))
def test_whatever_is_written_is_read_or_refused(text: str) -> None:
    try:
        part = formulas.parse(text)
    except formulas.FormulaError:
        return
    formulas.inputs(part)
