"""Forms made from what a register declares."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.kernel.registers.finding import Units
from tinhso.kernel.registers.rules.declared import Field, Register
from tinhso.kernel.registers.rules.values import BadValue, Value, check_code, read
from tinhso.kernel.registers.wording import said, typed, wrong


class RecordForm(forms.Form):
    """A record's fields, for adding or changing one; `values` are the stored values when valid.

    What was typed stays as typed where it is wrong.
    """

    def __init__(
        self, register: Register, units: Units, *args: Any, editing: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.register = register
        self.units = units
        self.editing = editing
        self.values: dict[str, Value] = {}
        for name, field in register.fields.items():
            if editing and name == register.key:
                continue
            self.fields[name] = _control(field, units)
        if editing:
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)
        self.fields["why"] = forms.CharField(
            label=_("Lý do"),
            required=editing,
            max_length=500,
            help_text=_(
                "Ghi vào lịch sử của mục này; đừng ghi tên hay số điện thoại của người dân."
            ),
            error_messages={"required": _("Cần ghi lý do.")},
        )

    def clean(self) -> dict[str, Any]:
        """Read every field as its declaration says; a mistake stands at its field."""
        cleaned = super().clean() or {}
        for name, field in self.register.fields.items():
            if name not in self.fields or name in self.errors:
                continue
            try:
                self.values[name] = read(field, cleaned.get(name), self.units.find)
                if name == self.register.key:
                    check_code(self.values[name])
            except BadValue as bad:
                self.add_error(name, wrong(bad))
        return cleaned

    def complain(self, problems: Mapping[str, BadValue]) -> None:
        """Show at their fields what the register itself found wrong."""
        for name, bad in problems.items():
            self.add_error(name if name in self.fields else None, wrong(bad))


def _control(field: Field, units: Units) -> forms.Field:
    words: dict[str, Any] = {
        "label": said(field.title),
        "required": field.required,
        "error_messages": {"required": _("Cần điền mục này.")},
    }
    help_text = said(field.help) if field.help else ""
    if field.type == "choice":
        options = [(code, said(title)) for code, title in field.choices.items()]
        return _select(options, help_text, words)
    if field.type == "boolean":
        return _select([("true", _("Có")), ("false", _("Không"))], help_text, words)
    if field.type == "unit":
        known = [(unit.code, unit.title) for unit in units.of_kinds(field.kinds)]
        return _select(known, help_text, words)
    if field.type == "date":
        widget: forms.Widget = forms.DateInput(attrs={"type": "date"})
    elif field.long:
        widget = forms.Textarea(attrs={"rows": 6})
    elif field.type in ("integer", "decimal"):
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        if field.measure:
            help_text = _("%(help)s Tính bằng %(measure)s.") % {
                "help": help_text,
                "measure": said(field.measure),
            }
    else:
        widget = forms.TextInput(attrs={"autocomplete": "off"})
    if field.type == "place" and not help_text:
        help_text = _("Vĩ độ, kinh độ, như 21.5942, 105.8482.")
    return forms.CharField(widget=widget, help_text=help_text.strip(), **words)


def _select(
    options: list[tuple[str, str]], help_text: str, words: dict[str, Any]
) -> forms.ChoiceField:
    empty = _("Hãy chọn") if words["required"] else _("Chưa biết")
    return forms.ChoiceField(choices=[("", empty), *options], help_text=help_text, **words)


def initial_of(register: Register, data: Mapping[str, Any]) -> dict[str, str]:
    """Return what a form shows of stored values."""
    return {name: typed(field, data.get(name), str) for name, field in register.fields.items()}


class ReasonForm(forms.Form):
    """Why something is done, and at which version it was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(
        label=gettext_lazy("Lý do"),
        max_length=500,
        error_messages={"required": gettext_lazy("Cần ghi lý do.")},
    )


class EndForm(ReasonForm):
    """From which day a record is no longer in force."""

    on = forms.DateField(
        label=gettext_lazy("Hết hiệu lực từ ngày"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": gettext_lazy("Cần chọn ngày."),
            "invalid": gettext_lazy("Ngày viết như 22/11/2026."),
        },
    )
    field_order = ("on", "why", "version")


class UploadForm(forms.Form):
    """A filled sheet."""

    file = forms.FileField(
        label=gettext_lazy("Tệp Excel"),
        help_text=gettext_lazy("Tệp .xlsx, nhiều nhất 5 MB."),
        error_messages={
            "required": gettext_lazy("Hãy chọn tệp Excel đã điền."),
            "empty": gettext_lazy("Tệp này trống."),
        },
        widget=forms.ClearableFileInput(
            attrs={
                "accept": ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            }
        ),
    )


class ConfirmForm(forms.Form):
    """Yes to what was shown; `seen` is what it was shown of."""

    seen = forms.CharField(widget=forms.HiddenInput)
    why = forms.CharField(
        label=gettext_lazy("Lý do"),
        max_length=500,
        help_text=gettext_lazy("Như: cập nhật theo báo cáo quý IV."),
        error_messages={"required": gettext_lazy("Cần ghi lý do.")},
    )
