"""Sentences of the genre, field by field, with all that is read in each."""

from pathlib import Path

import pytest
import yaml

from tinhso.systems.insight.tests.reading_world import PROVINCE, claims, reader, shown

CASES = yaml.safe_load((Path(__file__).parent / "reading_cases.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:50] for case in CASES])
def test_a_sentence_says_these_figures_and_no_others(case: dict[str, object]) -> None:
    assert [shown(claim) for claim in claims(str(case["text"]))] == case["claims"]


def test_every_indicator_of_the_catalogue_has_words_and_no_other_has() -> None:
    files = [yaml.safe_load(path.read_text()) for path in (PROVINCE / "catalogue").glob("*.yaml")]
    catalogue = {one["code"]: one for declared in files for one in declared.get("indicators", ())}
    known = reader().lexicon.indicators
    assert set(known) <= set(catalogue), "words for what is no indicator"
    # The catalogue's own unit is the first that the reader expects of a level.
    for code, indicator in known.items():
        assert catalogue[code]["unit"] in indicator.units or indicator.measures, code
