"""What a report's title, chapters and earlier sentences say of the figures below them."""

from pathlib import Path

import pytest
import yaml

from tinhso.systems.insight.tests.reading_world import claims, shown

CASES = yaml.safe_load((Path(__file__).parent / "reading_reports.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["rule"] for case in CASES])
def test_a_report_says_these_figures_and_no_others(case: dict[str, object]) -> None:
    assert [shown(claim) for claim in claims(str(case["text"]))] == case["claims"]


@pytest.mark.parametrize(
    ("words", "base"),
    [
        ("so với đầu năm", "2022-12"),
        ("so với cuối năm 2022", "2022-12"),
        ("so với đầu năm 2023", "2022-12"),
        ("so với cuối năm trước", "2022-12"),
        ("so với năm 2020", "2020"),
    ],
)
def test_the_edges_of_a_year_are_a_december(words: str, base: str) -> None:
    (claim,) = claims(f"Đến 30/6/2023, dư nợ tín dụng tăng 4,5% {words}.")
    assert (claim.measure, claim.base_period, claim.period) == ("change_from_base", base, "2023-06")


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2023, người đứng đầu PCI là ông An.",
        "Năm 2023, tỉnh thuộc các địa phương dẫn đầu PCI.",
        "Năm 2023, là năm thứ 5 liên tiếp cải thiện PCI.",
    ],
)
def test_not_every_first_is_a_place_in_a_ranking(text: str) -> None:
    assert claims(text) == ()
