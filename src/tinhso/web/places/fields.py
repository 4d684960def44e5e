"""A commune by typing: today's name or an old one; where several may be meant, a person chooses.

Without JavaScript the name is resolved when the form is sent, and what is unclear is asked then;
with it `web/commune.js` offers the same while one types.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.kernel.cases.queries import is_commune
from tinhso.kernel.units.finding import Candidate, find
from tinhso.kernel.units.queries import communes

WORDS = "_words"
"""What the name of the input of words adds to the name of the code's."""

LONGEST = 120


def explain(candidate: Candidate) -> str:
    """Say how a candidate came from the name that was typed; nothing where it is that name."""
    named = candidate.named
    if named == candidate.unit:
        return ""
    place = f"{named.title} ({named.parent.title})" if named.parent else named.title
    if candidate.is_divided:
        return _("Một phần của %(place)s trước đây") % {"place": place}
    return _("Trước đây là %(place)s") % {"place": place}


class CommuneInput(forms.TextInput):
    """An input of words beside a hidden code; `offered` are the communes to choose among."""

    template_name = "web/components/commune.html"

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__(dict(attrs or {}))
        self.day = date.min
        self.offered: tuple[Candidate, ...] = ()

    def value_from_datadict(
        self, data: Mapping[str, Any], _files: object, name: str
    ) -> tuple[str, str]:
        """Return the code and the words that were sent, empty where there are none."""
        code, words = data.get(name), data.get(name + WORDS)
        return str(code or "").strip(), str(words or "").strip()[:LONGEST]

    def value_omitted_from_data(self, data: Mapping[str, Any], _files: object, name: str) -> bool:
        """Say that it wasn't on the form where neither the code nor the words were sent."""
        return name not in data and name + WORDS not in data

    def get_context(self, name: str, value: object, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return what the template draws: the code, the words, and what is offered."""
        code, words = value if isinstance(value, tuple) else (str(value or ""), "")
        context = super().get_context(name, None, attrs)
        return context | {
            "code": code,
            "words": words or self._title(code),
            "words_name": name + WORDS,
            "offered": [(one.unit.code, one.unit.title, explain(one)) for one in self.offered],
        }

    def _title(self, code: str) -> str:
        if not code:
            return ""
        found = communes(self.day).filter(code=code).first()
        return found.title if found else ""


class CommuneField(forms.Field):
    """A commune's code of today, by whatever name somebody knows it.

    Call `on(day)` before use. Words that mean several communes, or a part of one that was divided,
    are refused once and `widget.offered` then holds what may be meant: never a silent choice.
    """

    widget = CommuneInput
    default_error_messages = {
        "invalid_choice": gettext_lazy("Xã, phường này không có trong danh sách. Hãy chọn lại."),
        "several": gettext_lazy("“%(words)s” có thể là những nơi sau. Hãy chọn một nơi."),
        "unknown": gettext_lazy(
            "Không tìm thấy xã, phường “%(words)s”. Hãy viết lại tên, tên cũ hay mới đều được."
        ),
    }

    def on(self, day: date) -> None:
        """Take the communes that stand on a day."""
        self.day = self._input.day = day

    @property
    def _input(self) -> CommuneInput:
        return cast("CommuneInput", self.widget)

    def clean(self, value: Any) -> str:
        """Return the code of the commune meant; raise ValidationError where there is a doubt."""
        code, words = value if isinstance(value, tuple) else (str(value or ""), "")
        if not code and not words and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return self._known(code) if code else self._meant(words) if words else ""

    def _known(self, code: str) -> str:
        if not is_commune(code, self.day):
            raise forms.ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice"
            )
        return code

    def _meant(self, words: str) -> str:
        found = find(words, self.day, areas_only=True)
        if found.only is not None and found.only.kind == "commune":
            return found.only.code
        offered = tuple(one for one in found.candidates if one.unit.kind == "commune")
        self._input.offered = offered
        key = "several" if offered else "unknown"
        raise forms.ValidationError(self.error_messages[key], code=key, params={"words": words})
