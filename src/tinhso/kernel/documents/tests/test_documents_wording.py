"""Whatever is told about a file is told in both languages."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.utils.translation import gettext, override

from tinhso.kernel.documents import wording
from tinhso.kernel.documents.extraction import Note
from tinhso.kernel.documents.extraction.words import KINDS, SENTENCES
from tinhso.kernel.documents.wording import kind_said, said

CATALOGUE = Path(wording.__file__).parent / "locale/en/LC_MESSAGES/django.po"
VARIABLE = re.compile(r"%\((\w+)\)")


@pytest.mark.parametrize("sentence", [*SENTENCES.values(), *KINDS.values()])
def test_every_sentence_has_its_english_with_the_same_values(sentence: str) -> None:
    with CATALOGUE.open("rb") as opened:
        message = read_po(opened, locale="en").get(sentence)
    assert message
    english = str(message.string)
    assert english
    assert VARIABLE.findall(english) == VARIABLE.findall(sentence)


def test_a_note_is_told_in_the_readers_language() -> None:
    note = Note("other_ending", {"ending": ".txt", "kind": KINDS["html"]})
    assert said(note) == str(note)
    with override("en"):
        assert gettext(KINDS["html"]) in said(note)
        assert kind_said("pdf") == "a PDF"
    assert kind_said("") == ""
