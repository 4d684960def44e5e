"""The province's wording is whole and uses only places that exist; mistakes are named."""

from pathlib import Path

import pytest

from tinhso.kernel.declarations import DeclarationError, read_yaml
from tinhso.kernel.ledger.actors import LOADER
from tinhso.systems.strategy.reports import loading
from tinhso.systems.strategy.reports.rules.wording import PLACES
from tinhso.systems.strategy.reports.tests.conftest import NOW
from tinhso.systems.strategy.reports.wording import FILE
from tinhso.web.papers.wording import Wording, mistakes


def test_the_provinces_own_wording_has_no_mistake(province: Path) -> None:
    wording = read_yaml(province / FILE, Wording).value
    assert not list(mistakes(wording, PLACES))
    assert wording.sentences.keys() == PLACES.keys()


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("  draft: ", "  drafted: ", "“draft” is missing"),
        ("  draft: ", "  drafted: ", "nothing uses a sentence “drafted”"),
        ("tăng {change} so với", "tăng {chang} so với", "no place ['chang']; there are: {title}"),
        ("“Chưa đạt” thay cho", "{Chưa đạt thay cho", "vi: "),
    ],
)
def test_a_mistake_is_named(
    province: Path, tmp_path: Path, old: str, new: str, problem: str
) -> None:
    words = (province / FILE).read_text(encoding="utf-8")
    assert old in words
    (tmp_path / FILE).parent.mkdir()
    (tmp_path / FILE).write_text(words.replace(old, new), encoding="utf-8")
    with pytest.raises(DeclarationError) as caught:
        loading.load(tmp_path, actor=LOADER, now=NOW)
    assert any(problem in one.message for one in caught.value.problems)
    assert all(one.line > 1 for one in caught.value.problems)
