"""What somebody wants to follow, the code that confirms it, and a notice before it is given."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.messages import carriers
from tinhso.kernel.messages.contracts import EMAIL, SMS, BadAddress
from tinhso.kernel.messages.rules.addresses import normal_address
from tinhso.kernel.units.models import Unit
from tinhso.kernel.units.queries import communes

from .kinds import these_kinds


def offered_channels() -> frozenset[str]:
    """Return the channels that an address may be typed for and that are connected."""
    return carriers.registered() & {SMS, EMAIL}


class Communes(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # no argument at run time
    """Communes by their titles."""

    def label_from_instance(self, obj: Unit) -> str:
        """Return a commune's title."""
        return obj.title


class TopicsForm(forms.Form):
    """Which notices: of some kinds, for some communes; nothing chosen means all."""

    kinds = forms.MultipleChoiceField(
        label=_("Về những chuyện gì?"),
        help_text=_("Không chọn gì là nhận mọi loại."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    communes = Communes(
        label=_("Ở những xã, phường nào?"),
        help_text=_("Không chọn gì là nhận của cả tỉnh."),
        queryset=Unit.objects.none(),
        required=False,
        to_field_name="code",
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds, places = self.fields["kinds"], self.fields["communes"]
        language = get_language() or "vi"
        assert isinstance(kinds, forms.MultipleChoiceField)  # noqa: S101  narrows the type
        assert isinstance(places, Communes)  # noqa: S101  as above
        kinds.choices = [
            (code, kind.title.in_language(language)) for code, kind in these_kinds().items()
        ]
        places.queryset = communes(day)

    def chosen(self) -> Sequence[Unit]:
        """Return the communes that were chosen; call it on a valid form."""
        return list(self.cleaned_data.get("communes") or ())


class FollowingForm(TopicsForm):
    """An address and what it wants to be told of."""

    address = forms.CharField(
        label=_("Số điện thoại hoặc thư điện tử"),
        max_length=200,
        error_messages={"required": _("Hãy nhập số điện thoại hoặc thư điện tử của bạn.")},
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )
    field_order = ("address", "kinds", "communes")

    def clean_address(self) -> str:
        """Return the address as it was typed, once it is one of a channel that is connected."""
        typed = str(self.cleaned_data["address"]).strip()
        if self.channel_of(typed) not in offered_channels():
            raise forms.ValidationError(
                _("Hiện tỉnh chưa gửi được tin qua kênh này. Hãy dùng kênh khác.")
            )
        try:
            normal_address(self.channel_of(typed), typed)
        except BadAddress:
            raise forms.ValidationError(
                _("Hãy viết số điện thoại như 0912 345 678, hoặc thư như ten@vidu.vn.")
            ) from None
        return typed

    @staticmethod
    def channel_of(address: str) -> str:
        """Return the channel that an address is one of, by its form."""
        return EMAIL if "@" in address else SMS


class AddressForm(FollowingForm):
    """An address that wants to follow one report."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["kinds"], self.fields["communes"]


class CodeForm(forms.Form):
    """The code that was sent."""

    code = forms.CharField(
        label=_("Mã xác nhận"),
        help_text=_("6 chữ số chúng tôi vừa gửi, dùng được trong 1 giờ."),
        max_length=12,
        error_messages={"required": _("Hãy nhập mã 6 chữ số trong tin vừa nhận.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def clean_code(self) -> str:
        """Return the digits, however they were typed."""
        return str(self.cleaned_data["code"]).replace(" ", "")


class NoticeForm(TopicsForm):
    """A notice before it is given."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("Loại"), error_messages={"required": _("Hãy chọn một loại thông báo.")}
    )
    title = forms.CharField(
        label=_("Chuyện gì, ở đâu"),
        help_text=_("Một câu ngắn. Ví dụ: Ngập sâu ở cầu Gia Bảy."),
        max_length=120,
        error_messages={"required": _("Hãy viết một câu ngắn nói có chuyện gì.")},
    )
    text = forms.CharField(
        label=_("Người dân cần làm gì"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Hãy viết nội dung, nhiều nhất 500 chữ cái.")},
    )
    expires_at = forms.DateTimeField(
        label=_("Hết hiệu lực lúc"),
        help_text=_("Từ 30 phút đến 14 ngày nữa. Sau lúc này tin chưa gửi sẽ không gửi nữa."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"required": _("Hãy chọn lúc hết hiệu lực.")},
    )
    field_order = ("kind", "title", "text", "communes", "expires_at")

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, day=day, **kwargs)
        del self.fields["kinds"]
        kind, language = self.fields["kind"], get_language() or "vi"
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101  narrows the type
        kind.choices = [
            ("", _("Chọn loại")),
            *((code, one.title.in_language(language)) for code, one in these_kinds().items()),
        ]
        self.fields["communes"].label = _("Cho những xã, phường nào?")
        self.fields["communes"].help_text = _("Không chọn gì là cho cả tỉnh.")

    def end(self) -> datetime:
        """Return when it expires, aware; call it on a valid form."""
        given: datetime = self.cleaned_data["expires_at"]
        return given if timezone.is_aware(given) else timezone.make_aware(given)


class WithdrawForm(forms.Form):
    """Why a notice is taken back."""

    reason = forms.CharField(
        label=_("Vì sao thu hồi? Mọi người đọc được."),
        max_length=500,
        error_messages={"required": _("Hãy nói vì sao thu hồi, mọi người đọc được.")},
    )
