"""Forms of strategy: giving a task, entering a session and what belongs to it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from tinhso.kernel.cases.rules.forms import Form
from tinhso.systems.strategy.models import AskedLevel, SessionKind, Side
from tinhso.web.cases.forms import CaseForm

Choices = Sequence[tuple[str, str]]
WITHOUT_NAMES = lazy("Ghi chức vụ, đơn vị; đừng ghi tên riêng hay số điện thoại.")


class GiveForm(CaseForm):
    """What the procedure of tasks asks, and what the task serves and waits for."""

    def __init__(self, schema: Form, asked: Mapping[str, bool], *args: Any, **kwargs: Any) -> None:
        aims: Choices = kwargs.pop("aims")
        needs: Choices = kwargs.pop("needs")
        super().__init__(schema, asked, *args, **kwargs)
        self.fields["aims"] = forms.MultipleChoiceField(
            label=_("Để đạt chỉ tiêu, mốc nào?"),
            help_text=_("Giữ Ctrl hoặc ⌘ để chọn nhiều dòng."),
            choices=aims,
            required=False,
            widget=forms.SelectMultiple(attrs={"size": 6}),
        )
        if needs:
            self.fields["needs"] = forms.MultipleChoiceField(
                label=_("Phải xong nhiệm vụ nào trước?"),
                choices=needs,
                required=False,
                widget=forms.SelectMultiple(attrs={"size": 4}),
            )


class SessionForm(forms.Form):
    """A session or visit that was held."""

    kind = forms.ChoiceField(
        label=lazy("Loại"), choices=SessionKind.choices, widget=forms.RadioSelect
    )
    title = forms.CharField(
        label=lazy("Ai làm việc với ai, hay khảo sát ở đâu?"),
        help_text=WITHOUT_NAMES,
        min_length=5,
        max_length=200,
        error_messages={"required": lazy("Hãy ghi buổi này là buổi gì.")},
    )
    held_on = forms.DateField(
        label=lazy("Ngày"),
        help_text=lazy("Không rõ thì để trống."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": lazy("Hãy ghi một ngày, ví dụ 26/11/2026.")},
    )
    place = forms.CharField(label=lazy("Ở đâu"), required=False, max_length=200)
    part_of = forms.ChoiceField(label=lazy("Thuộc chương trình của"), required=False)
    summary = forms.CharField(
        label=lazy("Về việc gì"),
        help_text=WITHOUT_NAMES,
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, sessions: Choices, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        part_of = self.fields["part_of"]
        assert isinstance(part_of, forms.ChoiceField)  # noqa: S101  # declared above
        part_of.choices = [("", _("Không thuộc buổi nào")), *sessions]

    def clean_held_on(self) -> date | None:
        """Refuse a day to come: what is entered was held."""
        day: date | None = self.cleaned_data["held_on"]
        if day is not None and day > self.today:
            raise forms.ValidationError(_("Ngày này chưa đến: ghi buổi đã diễn ra."))
        return day


class PresentForm(forms.Form):
    """Who was there: a unit of the list, or a delegation or enterprise by its name."""

    side = forms.ChoiceField(label=lazy("Phía"), choices=Side.choices, widget=forms.RadioSelect)
    unit = forms.ChoiceField(label=lazy("Đơn vị"), required=False)
    name = forms.CharField(
        label=lazy("Đoàn, doanh nghiệp không có trong danh sách"), required=False, max_length=200
    )
    function = forms.CharField(
        label=lazy("Chức vụ người dẫn đầu"),
        help_text=WITHOUT_NAMES,
        required=False,
        max_length=200,
    )

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "unit", units)

    def clean(self) -> dict[str, Any]:
        """Ask for a unit or a name."""
        found = super().clean() or {}
        if not self.errors and not (found.get("unit") or found.get("name")):
            self.add_error("unit", _("Hãy chọn đơn vị, hoặc ghi tên đoàn, doanh nghiệp."))
        return found


class FoundForm(forms.Form):
    """One thing that was found."""

    text = forms.CharField(
        label=lazy("Thấy điều gì?"),
        min_length=5,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": lazy("Hãy ghi điều đã thấy.")},
    )
    indicator = forms.ChoiceField(label=lazy("Nói về chỉ tiêu nào"), required=False)

    def __init__(self, *args: Any, indicators: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "indicator", indicators)


class AskForm(forms.Form):
    """One thing that was asked, and of which level."""

    text = forms.CharField(
        label=lazy("Kiến nghị điều gì?"),
        min_length=5,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": lazy("Hãy ghi điều được kiến nghị.")},
    )
    level = forms.ChoiceField(
        label=lazy("Với cấp nào?"), choices=AskedLevel.choices, widget=forms.RadioSelect
    )
    unit = forms.ChoiceField(label=lazy("Với đơn vị nào"), required=False)

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "unit", units)


class AnswerForm(forms.Form):
    """What became of an ask that isn't a task of the province."""

    answer = forms.CharField(
        label=lazy("Kết quả"),
        min_length=5,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": lazy("Hãy ghi kiến nghị này đã được giải quyết thế nào.")},
    )
    paper = forms.CharField(
        label=lazy("Văn bản trả lời"),
        help_text=lazy("Số, ngày và cơ quan ban hành."),
        required=False,
        max_length=200,
    )
    on = forms.DateField(
        label=lazy("Ngày trả lời"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": lazy("Hãy ghi ngày trả lời."),
            "invalid": lazy("Hãy ghi một ngày, ví dụ 26/11/2026."),
        },
    )


def _offer(form: forms.Form, name: str, offered: Choices) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared above
    field.choices = [("", _("Không chọn")), *offered]
