"""Every finding has a sentence in both languages, and the numbers that it names."""

import re

from tinhso.systems.insight.rules.checks import Kind
from tinhso.systems.insight.rules.checks.explanations import ENGLISH, VIETNAMESE

NAMES = re.compile(r"%\((\w+)\)s")


def test_every_kind_has_a_sentence_in_both_languages_that_names_the_same_numbers() -> None:
    for kind in Kind:
        vietnamese, english = VIETNAMESE[kind], ENGLISH[kind]
        assert set(NAMES.findall(vietnamese)) == set(NAMES.findall(english)) != set()
        assert "%" not in NAMES.sub("", vietnamese + english)
