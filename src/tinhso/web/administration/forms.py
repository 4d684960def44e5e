"""Forms of the administrator's desk."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.people.roles import roles_of
from tinhso.kernel.units import queries as units
from tinhso.kernel.units.models import Kind, Unit

if TYPE_CHECKING:
    UnitChoice = forms.ModelChoiceField[Unit]
else:
    UnitChoice = forms.ModelChoiceField  # not generic when it runs

BODIES = (
    Kind.COMMUNE,
    Kind.COMMITTEE,
    Kind.DEPARTMENT,
    Kind.AGENCY,
    Kind.CENTRE,
    Kind.PROVINCE,
    Kind.ASSEMBLY,
    Kind.PARTY_BODY,
)


class DayInput(forms.DateInput):
    """A day, with the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def reason_field() -> forms.CharField:
    """Return the field that asks why: every change has a reason."""
    return forms.CharField(
        label=_("Lý do"),
        help_text=_("Ví dụ: Quyết định số 123/QĐ-UBND ngày 20/11/2026."),
        max_length=500,
    )


def role_choices() -> list[tuple[str, str]]:
    """Return the roles one can be appointed to, titled in the reader's language."""
    roles, language = roles_of(settings.TINHSO_PROVINCE), get_language() or ""
    return [(code, roles.get(code).title.in_language(language)) for code in roles.appointable]


def units_of(day: date) -> Any:
    """Return the units that can have staff on a day, in Vietnamese order."""
    return units.at(day).filter(kind__in=BODIES)


class UnitField(UnitChoice):
    """One unit out of those that stand, named in the reader's language."""

    def label_from_instance(self, obj: Unit) -> str:
        """Return the unit's full name."""
        return obj.title


class StaffSearch(forms.Form):
    """What to look for in the list of staff."""

    q = forms.CharField(label=_("Tên đăng nhập"), required=False, max_length=64)
    role = forms.ChoiceField(label=_("Vai trò"), required=False)
    unit = UnitField(label=_("Đơn vị"), required=False, queryset=Unit.objects.none())
    state = forms.ChoiceField(
        label=_("Tài khoản"),
        required=False,
        choices=[("", _("Đang mở")), ("closed", _("Đã đóng"))],
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role, unit = self.fields["role"], self.fields["unit"]
        assert isinstance(role, forms.ChoiceField)  # noqa: S101 - for the type checker
        assert isinstance(unit, UnitField)  # noqa: S101 - for the type checker
        role.choices = [("", _("Mọi vai trò")), *role_choices()]
        unit.queryset = units_of(today)
        unit.empty_label = str(_("Mọi đơn vị"))
        for field in self.fields.values():
            field.widget.attrs["class"] = "ds-input"


class AppointForm(forms.Form):
    """A role at a unit from a day on."""

    role = forms.ChoiceField(label=_("Vai trò"), widget=forms.Select)
    unit = UnitField(label=_("Đơn vị"), queryset=Unit.objects.none())
    since = forms.DateField(label=_("Từ ngày"), widget=DayInput())
    until = forms.DateField(
        label=_("Đến trước ngày"),
        help_text=_("Để trống nếu chưa biết."),
        required=False,
        widget=DayInput(),
    )
    reason = reason_field()

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role, unit = self.fields["role"], self.fields["unit"]
        assert isinstance(role, forms.ChoiceField)  # noqa: S101 - for the type checker
        assert isinstance(unit, UnitField)  # noqa: S101 - for the type checker
        role.choices = [("", _("Chọn vai trò")), *role_choices()]
        unit.empty_label = str(_("Chọn đơn vị"))
        unit.queryset = units_of(today)


class OpenAccountForm(AppointForm):
    """One new official: who, and the first post."""

    username = forms.CharField(
        label=_("Tên đăng nhập"),
        help_text=_("Chữ không dấu, ví dụ: hoa.nguyen"),
        max_length=64,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    name = forms.CharField(label=_("Họ và tên"), max_length=200)
    phone = forms.CharField(label=_("Điện thoại"), required=False, max_length=30)
    field_order = ["username", "name", "phone", "role", "unit", "since", "until", "reason"]


class EndForm(forms.Form):
    """The first day on which a post is no longer held."""

    until = forms.DateField(label=_("Không giữ nữa từ ngày"), widget=DayInput())
    reason = reason_field()


class ReasonForm(forms.Form):
    """Why."""

    reason = reason_field()


class SheetForm(forms.Form):
    """An Excel file."""

    file = forms.FileField(
        label=_("Tệp Excel đã điền"),
        help_text=_("Tệp .xlsx theo mẫu, không quá 2 MB và 1.000 dòng."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )


class HolidayForm(forms.Form):
    """A day off, a day worked, or a day back to usual."""

    day = forms.DateField(label=_("Ngày"), widget=DayInput())
    kind = forms.ChoiceField(
        label=_("Là ngày"),
        choices=[("off", _("nghỉ")), ("worked", _("làm bù")), ("usual", _("bình thường"))],
    )
    title = forms.CharField(label=_("Tên ngày"), max_length=120)
    source = forms.CharField(
        label=_("Căn cứ"),
        help_text=_("Số và ngày của văn bản, ví dụ: Thông báo số 12/TB-UBND."),
        max_length=300,
    )
