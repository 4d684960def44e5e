"""How good likeness and suggestions are on sets nobody tuned them on; see gold/README.md."""

from tinhso.systems.hotline.alike.tests.gold import measuring


def test_similar_reports_are_found_and_near_misses_left() -> None:
    found = measuring.pairs("similar.yaml")
    assert found.precision >= 0.9
    assert found.recall >= 0.8


def test_the_right_category_is_among_three_from_keywords_alone() -> None:
    found = measuring.categories(measuring.topics())
    assert found.tried >= 100
    assert found.among >= 0.9


def test_who_learned_from_reports_that_are_all_alike_still_knows_the_others() -> None:
    assert measuring.categories(measuring.narrow()).among >= 0.85
