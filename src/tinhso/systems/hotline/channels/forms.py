"""What a person fills in for a message that no rule understood."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.web.places.fields import CommuneField

from ..rules import Limits


def _words(limits: Limits) -> forms.CharField:
    return forms.CharField(
        label=_("Nội dung phản ánh"),
        help_text=_("Giữ lời người gửi; chỉ sửa cho rõ việc và rõ chỗ."),
        min_length=limits.shortest,
        max_length=limits.longest,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Hãy viết nội dung phản ánh.")},
    )


class ByHandForm(forms.Form):
    """A report from a message: its words, mended where needed, and the commune."""

    text = forms.CharField()  # made anew with its limits
    place = CommuneField(
        label=_("Ở xã, phường nào?"),
        help_text=_("Gõ tên cũ hay mới đều được."),
        error_messages={"required": _("Hãy chọn xã, phường nơi xảy ra.")},
    )

    def __init__(self, *args: Any, day: date, limits: Limits, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"] = _words(limits)
        place = self.fields["place"]
        assert isinstance(place, CommuneField)  # noqa: S101  narrows the type
        place.on(day)


class DismissForm(forms.Form):
    """Why nothing follows from a message."""

    reason = forms.CharField(
        label=_("Lý do bỏ qua"),
        max_length=300,
        error_messages={"required": _("Hãy nói vì sao bỏ qua tin này.")},
    )
