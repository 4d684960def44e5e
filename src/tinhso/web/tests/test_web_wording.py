"""Whoever chose English reads English everywhere, and no sentence loses its variables."""

import re

from tinhso.web.tests.wording import in_python, in_template, sentences, translations

VARIABLE = re.compile(r"%\((\w+)\)")


def test_every_sentence_on_every_screen_has_its_english() -> None:
    known = translations()
    missing = {said: files for said, files in sentences().items() if not known.get(said)}
    lines = "\n".join(
        f'# {files[0]}\nmsgid "{escaped(said)}"\nmsgstr ""\n' for said, files in missing.items()
    )
    assert not missing, f"add to the room's locale/en/LC_MESSAGES/django.po:\n{lines}"


def test_a_translation_keeps_the_variables_of_its_sentence() -> None:
    broken = [
        said
        for said, english in translations().items()
        if english and set(VARIABLE.findall(said)) != set(VARIABLE.findall(english))
    ]
    assert not broken, f"these lose or gain a variable: {broken}"


def test_extraction_sees_what_django_sees() -> None:
    source = (
        "from django.utils.translation import gettext as _, ngettext\n"
        "a = _('Một')\nb = ngettext('%(n)s ngày', '%(n)s ngày', 2)\nc = other('Hai')\n"
    )
    assert set(in_python(source)) == {"Một", "%(n)s ngày"}
    template = (
        '{% load i18n %}{% translate "Gửi" %} {% translate "Đóng" as x %}'
        "{% blocktranslate with n=a.b %}Còn {{ n }} ngày{% endblocktranslate %}"
        '{% include "x.html" with y=_("Ở đâu?") %}'
    )
    assert set(in_template(template)) == {"Gửi", "Đóng", "Còn %(n)s ngày", "Ở đâu?"}


def escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
