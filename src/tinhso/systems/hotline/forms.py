"""The citizen's and the reviewer's forms. Every error names the field and the cure."""

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.people.rules import NotAPhoneNumberError, normal_phone
from tinhso.web.formatting import format_number
from tinhso.web.places.fields import CommuneField

from .rules import Limits

KEPT = {"data-draft-keep": True}
"""Marks a hidden input that is a part of the draft on the citizen's device."""


class ManyFiles(forms.ClearableFileInput):
    """A file input that takes several pictures."""

    allow_multiple_selected = True


class Photos(forms.FileField):
    """Up to `most` pictures; what is in them is checked when they are re-encoded."""

    widget = ManyFiles
    most = 0

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[bytes]]":
        """Return the uploaded files; raise ValidationError when there are too many."""
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if len(files) > self.most:
            raise forms.ValidationError(
                _("Bạn đã chọn %(given)s ảnh. Hãy chọn nhiều nhất %(most)s ảnh."),
                params={"given": len(files), "most": self.most},
            )
        return [super(Photos, self).clean(file, initial) for file in files]


def _words(limits: Limits) -> forms.CharField:
    shortest = {"shortest": limits.shortest}
    longest = {"longest": format_number(limits.longest, None, get_language() or "vi")}
    return forms.CharField(
        label=_("Chuyện gì đang xảy ra?"),
        help_text=_("Viết như bạn nói, có dấu hay không dấu đều được."),
        min_length=limits.shortest,
        max_length=limits.longest,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("Hãy viết vài lời về điều bạn thấy, từ %(shortest)s chữ cái trở lên.")
            % shortest,
            "min_length": _("Hãy viết thêm một chút, từ %(shortest)s chữ cái trở lên.") % shortest,
            "max_length": _("Hãy viết ngắn lại, nhiều nhất %(longest)s chữ cái.") % longest,
        },
    )


class ReportForm(forms.Form):
    """What a citizen tells: words, a place, pictures, and a contact if they want one used.

    `limits` are those of the procedure's own form.
    """

    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    text = forms.CharField()  # made anew with its limits
    photos = Photos(
        label=_("Ảnh chụp"),
        required=False,
        widget=ManyFiles(
            attrs={"accept": "image/jpeg,image/png,image/webp", "data-photos": "hotline.report"}
        ),
    )
    place = CommuneField(
        label=_("Ở xã, phường nào?"),
        help_text=_("Gõ tên cũ hay mới đều được. Ví dụ: quyet thang, Tân Linh (Đại Từ)."),
        error_messages={"required": _("Hãy chọn xã, phường nơi xảy ra.")},
    )
    address = forms.CharField(
        label=_("Chỗ cụ thể"),
        help_text=_("Ví dụ: gần cầu, đối diện chợ."),
        max_length=200,
        required=False,
    )
    latitude = forms.FloatField(
        widget=forms.HiddenInput(KEPT), required=False, min_value=-90, max_value=90
    )
    longitude = forms.FloatField(
        widget=forms.HiddenInput(KEPT), required=False, min_value=-180, max_value=180
    )
    name = forms.CharField(label=_("Tên của bạn"), max_length=100, required=False)
    phone = forms.CharField(
        label=_("Số điện thoại"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(
        label=_("Thư điện tử"),
        max_length=254,
        required=False,
        error_messages={"invalid": _("Địa chỉ thư chưa đúng. Ví dụ: ten@vidu.vn.")},
        widget=forms.EmailInput(attrs={"inputmode": "email", "autocomplete": "email"}),
    )

    def __init__(self, *args: Any, day: date, limits: Limits, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"] = _words(limits)
        photos = self.fields["photos"]
        assert isinstance(photos, Photos)  # noqa: S101  narrows the type
        photos.most = limits.photos
        photos.help_text = _("Nhiều nhất %(most)s ảnh. Vị trí ghi trong ảnh được xóa.") % {
            "most": limits.photos
        }
        photos.widget.attrs["data-photos-most"] = limits.photos
        place = self.fields["place"]
        assert isinstance(place, CommuneField)  # noqa: S101  narrows the type
        place.on(day)

    def clean_phone(self) -> str:
        """Return the number in its normal form, "" where none was given."""
        typed = str(self.cleaned_data["phone"]).strip()
        try:
            return typed and normal_phone(typed)
        except NotAPhoneNumberError:
            raise forms.ValidationError(
                _("Số điện thoại chưa đúng. Hãy viết như 0912 345 678, hoặc để trống.")
            ) from None

    def clean(self) -> dict[str, Any]:
        """Drop a pin that is only half there: the commune is what decides who answers."""
        cleaned = super().clean() or {}
        if cleaned.get("latitude") is None or cleaned.get("longitude") is None:
            cleaned["latitude"] = cleaned["longitude"] = None
        return cleaned


class FollowForm(forms.Form):
    """The two codes of a receipt; without the secret one, the public page is shown."""

    number = forms.CharField(
        label=_("Mã phản ánh"),
        help_text=_("In ở đầu biên nhận."),
        max_length=40,
        error_messages={"required": _("Hãy nhập mã phản ánh in trên biên nhận.")},
    )
    secret = forms.CharField(
        label=_("Mã bí mật"),
        help_text=_("Chỉ bạn có. Cần để đồng ý, không đồng ý hoặc đánh giá."),
        max_length=40,
        required=False,
    )

    def clean_number(self) -> str:
        """Return the number as it is printed, however it was typed."""
        return str(self.cleaned_data["number"]).strip().upper().replace(" ", "")


class ContactForm(forms.Form):
    """Why somebody wants to know how to reach the reporter."""

    purpose = forms.ChoiceField(
        label=_("Vì việc gì?"),
        choices=[
            ("hotline.ask_more", _("Hỏi thêm để xử lý phản ánh")),
            ("hotline.call_back", _("Gọi lại để trả lời")),
        ],
    )
