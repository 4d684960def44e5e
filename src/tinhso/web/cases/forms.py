"""Forms made from a procedure's schema. What is wrong is said by the cases room, not here."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tinhso.kernel.cases.queries import Offered
from tinhso.kernel.cases.rules.forms import Form, Property
from tinhso.kernel.cases.words import here
from tinhso.kernel.declarations import JSON

MANY_CHOICES = 6
REASON = "reason"


class ManyFiles(forms.ClearableFileInput):
    """A file input that takes several pictures."""

    allow_multiple_selected = True


class Pictures(forms.FileField):
    """Several pictures; what is in them is checked when they are re-encoded."""

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[bytes]]":
        """Return the uploaded files."""
        files = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(Pictures, self).clean(file, initial) for file in files]


class CaseForm(forms.Form):
    """The answers to some of a schema's questions, and a reason where one is asked for.

    `offered` is given where a page has several forms: what they offer is then read once.
    """

    def __init__(
        self,
        schema: Form,
        asked: Mapping[str, bool],
        *args: Any,
        now: datetime,
        offered: Offered | None = None,
        reason: str = "none",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.schema, self.asked = schema, asked
        offered = offered or Offered(now=now)
        for name, required in asked.items():
            self.fields[name] = _field(schema.properties[name], required=required, offered=offered)
        if reason != "none":
            self.fields[REASON] = forms.CharField(
                label=_("Lý do"),
                required=reason == "required",
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 3}),
                error_messages={"required": _("Hãy nói lý do, người gửi sẽ đọc được.")},
            )

    @property
    def answers(self) -> dict[str, JSON]:
        """What was typed, as JSON of each question's type; what isn't of the type stays text."""
        return {
            name: _typed(self.schema.properties[name], self.cleaned_data.get(name))
            for name in self.asked
            if self.schema.properties[name].type != "array"
        }

    @property
    def reason(self) -> str:
        """The reason given, empty where none is."""
        return str(self.cleaned_data.get(REASON) or "")

    @property
    def pictures(self) -> "Sequence[UploadedFile[bytes]]":
        """The pictures sent, in order."""
        for name in self.asked:
            if self.schema.properties[name].type == "array":
                return self.cleaned_data.get(name) or ()
        return ()

    def refuse(self, errors: Mapping[str, str]) -> None:
        """Show what the cases room found wrong, each sentence at its field."""
        for name, sentence in errors.items():
            self.add_error(name if name in self.fields else None, sentence)


def _field(question: Property, *, required: bool, offered: Offered) -> forms.Field:
    label = here(question.text)
    shared: dict[str, Any] = {
        "label": label,
        "help_text": here(question.help) if question.help else "",
        "required": required,
        "error_messages": {"required": _("Hãy trả lời mục “%(field)s”.") % {"field": label}},
    }
    if question.type == "array":
        attrs = {"accept": "image/jpeg,image/png,image/webp"}
        return Pictures(widget=ManyFiles(attrs=attrs), **shared)
    if question.type == "boolean":
        return forms.BooleanField(**shared | {"required": False})
    if known := offered.choices(question):
        return _choice(known, shared, required=required)
    return forms.CharField(widget=_widget(question), **shared)


def _choice(
    offered: list[tuple[str, str]], shared: dict[str, Any], *, required: bool
) -> forms.ChoiceField:
    empty: tuple[str, str | Promise] = ("", _("Chọn…") if required else _("Không chọn"))
    wrong = {"invalid_choice": _("Hãy chọn một trong các lựa chọn trong danh sách.")}
    shared = shared | {"error_messages": shared["error_messages"] | wrong}
    if required and len(offered) <= MANY_CHOICES:
        return forms.ChoiceField(choices=offered, widget=forms.RadioSelect, **shared)
    return forms.ChoiceField(choices=[empty, *offered], **shared)


def _widget(question: Property) -> forms.Widget:
    if question.widget == "paragraph":
        return forms.Textarea(attrs={"rows": 5})
    if question.format == "date":
        return forms.DateInput(attrs={"type": "date"})
    if question.type in ("integer", "number"):
        return forms.TextInput(attrs={"inputmode": "decimal", "class": "narrow-input"})
    if question.widget == "phone":
        return forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"})
    return forms.TextInput()


def _typed(question: Property, value: Any) -> JSON:
    if question.type == "boolean":
        return bool(value)
    text = str(value or "").strip()
    if not text or question.type not in ("integer", "number"):
        return text
    try:
        return int(text) if question.type == "integer" else float(text.replace(",", "."))
    except ValueError:
        return text
