"""What the console and the log ask. What can't be read is asked again, and nothing is lost."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.cases.queries import is_commune
from tinhso.kernel.people.rules import NotAPhoneNumberError, normal_phone
from tinhso.kernel.units.finding import Found, find
from tinhso.systems.hotline.actions import Contact, NewReport

from .actions import WITHOUT_REPORT, Classification, Told
from .models import Call
from .queries.routing import routing, unit

OUTCOMES = {
    Call.Outcome.FILED: _("Đã ghi phản ánh"),
    Call.Outcome.LINKED: _("Thêm vào phản ánh đã có"),
    Call.Outcome.INFORMED: _("Đã trả lời ngay"),
    Call.Outcome.LED_ELSEWHERE: _("Đã chỉ nơi gửi đơn"),
    Call.Outcome.WRONG_NUMBER: _("Gọi nhầm"),
    Call.Outcome.ABANDONED: _("Người gọi dừng giữa chừng"),
    Call.Outcome.MISSED: _("Gọi nhỡ"),
}
LONGEST_QUERY = 100


def outcome_words(call: Call) -> str:
    """Return what became of a call, in words."""
    return str(OUTCOMES[Call.Outcome(call.outcome)]) if call.outcome else str(_("Đang nghe"))


def _number(typed: str) -> str:
    """Return a number in E.164, nothing where none was typed; raise ValidationError."""
    try:
        return normal_phone(typed) if typed.strip() else ""
    except NotAPhoneNumberError:
        raise forms.ValidationError(
            _("Chưa đọc được số này. Số điện thoại viết như 0912 345 678.")
        ) from None


class NumberForm(forms.Form):
    """A number as it is typed or handed over by the telephone system; empty where it is hidden."""

    number = forms.CharField(
        label=_("Số của người gọi"),
        help_text=_("Để trống nếu số bị ẩn."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=80)

    def clean_number(self) -> str:
        """Return the number in E.164, or nothing."""
        return _number(self.cleaned_data["number"])


class MissedForm(NumberForm):
    """The number of a call that nobody could take."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].required = True
        self.fields["number"].help_text = ""


class CallForm(forms.Form):
    """What a caller tells. `found` is what the typed place may mean where that isn't sure."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    text = forms.CharField(
        label=_("Người gọi nói gì?"),
        min_length=10,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5, "autofocus": True}),
        error_messages={
            "required": _("Hãy ghi điều người gọi nói, từ 10 chữ cái trở lên."),
            "min_length": _("Hãy ghi thêm một chút, từ 10 chữ cái trở lên."),
            "max_length": _("Hãy viết ngắn lại, nhiều nhất 4.000 chữ cái."),
        },
    )
    where = forms.CharField(label=_("Xã, phường"), max_length=LONGEST_QUERY, required=False)
    place = forms.CharField(max_length=40, required=False)
    address = forms.CharField(label=_("Chỗ cụ thể"), max_length=200, required=False)
    category = forms.CharField(label=_("Lĩnh vực"), max_length=60, required=False)
    priority = forms.CharField(max_length=30, required=False)
    unit_words = forms.CharField(
        label=_("Đơn vị trả lời"), max_length=LONGEST_QUERY, required=False
    )
    unit = forms.CharField(max_length=40, required=False)
    name = forms.CharField(label=_("Tên người gọi"), max_length=100, required=False)
    phone = forms.CharField(label=_("Số để báo kết quả"), max_length=40, required=False)
    consents = forms.BooleanField(
        label=_("Người gọi đồng ý để lại tên, số để được báo kết quả"), required=False
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        self.found: Found | None = None
        self.found_units: Found | None = None

    def clean_phone(self) -> str:
        """Return the number in E.164, or nothing."""
        return _number(self.cleaned_data["phone"])

    def clean(self) -> dict[str, Any]:
        """Settle place and unit: what was chosen, else what the typed words leave no doubt of."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        given["place"] = self._place(given)
        if given.get("category") and given["place"]:
            self._classify(given)
        return given

    def _place(self, given: dict[str, Any]) -> str:
        day = timezone.localdate(self.now)
        if given.get("place") and is_commune(given["place"], day):
            return str(given["place"])
        typed = given.get("where", "")
        if not typed.strip():
            self.add_error("where", _("Hãy hỏi việc xảy ra ở xã, phường nào."))
            return ""
        self.found = find(typed, day, areas_only=True)
        if self.found.only is not None and is_commune(self.found.only.code, day):
            return self.found.only.code
        several = any(one.unit.kind == "commune" for one in self.found.candidates)
        self.add_error(
            "where",
            _("Tên này có thể là nhiều xã, phường. Hãy hỏi lại rồi chọn một.")
            if several
            else _("Không có xã, phường tên như vậy. Hãy viết lại, tên cũ cũng được."),
        )
        return ""

    def _classify(self, given: dict[str, Any]) -> None:
        usual = routing(given["category"], given["place"], now=self.now)
        if usual.priority is None:
            self.add_error("category", _("Hãy chọn một lĩnh vực trong danh sách."))
            return
        given["priority"] = given.get("priority") or usual.priority.code
        given["unit"] = self._unit(given) or (usual.unit.code if usual.unit else "")
        if not given["unit"] and "unit_words" not in self.errors:
            self.add_error(
                "unit_words", _("Lĩnh vực này chưa có đơn vị mặc định. Hãy chọn đơn vị trả lời.")
            )

    def _unit(self, given: dict[str, Any]) -> str:
        if given.get("unit") and unit(given["unit"], now=self.now) is not None:
            return str(given["unit"])
        typed = given.get("unit_words", "")
        if not typed.strip():
            return ""
        self.found_units = find(typed, timezone.localdate(self.now))
        if self.found_units.only is not None:
            return self.found_units.only.code
        self.add_error("unit_words", _("Hãy chọn một đơn vị trong danh sách."))
        return ""

    @property
    def told(self) -> Told:
        """What was told; call it on a valid form."""
        given = self.cleaned_data
        contact = (
            Contact(name=given["name"], phone=given["phone"]) if given["consents"] else Contact()
        )
        report = NewReport(
            text=given["text"],
            place=given["place"],
            address=given["address"],
            contact=contact,
            channel="phone",
        )
        chosen = (
            Classification(given["category"], given["priority"], given["unit"])
            if given["category"]
            else None
        )
        return Told(report, chosen)


class EndForm(forms.Form):
    """How a call ended that led to no report."""

    outcome = forms.ChoiceField(choices=[(one, OUTCOMES[one]) for one in WITHOUT_REPORT])
    note = forms.CharField(label=_("Ghi chú"), max_length=1000, required=False)


class LogForm(forms.Form):
    """What of the log is wanted. What can't be read narrows nothing."""

    day = forms.DateField(required=False)
    operator = forms.IntegerField(required=False, min_value=1)
    outcome = forms.ChoiceField(required=False, choices=[("", ""), *OUTCOMES.items(), ("open", "")])
    q = forms.CharField(required=False, max_length=LONGEST_QUERY)

    def on(self, today: date) -> date:
        """Return the day that is asked for, today where none or a later one is; after is_valid."""
        asked: date | None = self.cleaned_data.get("day")
        return min(asked or today, today)
