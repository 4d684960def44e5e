"""The one thing to fill in: a receipt, as a file or as text."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.ledger.rules.receipts import LARGEST_RECEIPT, Receipt, ReceiptError


class ReceiptForm(forms.Form):
    """A receipt's file, or its text pasted; `cleaned_data["receipt"]` is the Receipt read."""

    file = forms.FileField(
        label=_("Tệp biên nhận"),
        help_text=_("Tệp .json bạn đã tải về khi gửi phản ánh hoặc hồ sơ."),
        error_messages={"required": _("Hãy chọn tệp biên nhận, hoặc dán nội dung của nó.")},
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )
    # One of the two is needed: no browser should insist on the file.
    use_required_attribute = False

    text = forms.CharField(
        label=_("Hoặc dán nội dung biên nhận"),
        required=False,
        max_length=LARGEST_RECEIPT,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        """Read the receipt; say which field of it is not one."""
        cleaned = super().clean() or {}
        file, text = cleaned.get("file"), cleaned.get("text")
        if text and not self.files:
            self.errors.pop("file", None)
        if self.errors:
            return cleaned
        field = "file" if file else "text"
        if file and file.size > LARGEST_RECEIPT:
            self.add_error(field, _("Tệp quá lớn, không phải biên nhận. Hãy chọn tệp khác."))
            return cleaned
        try:
            cleaned["receipt"] = Receipt.parse(file.read() if file else str(text))
        except ReceiptError as error:
            self.add_error(
                field,
                _("Đây không phải biên nhận của sổ (mục “%(field)s”). Hãy chọn đúng tệp đã tải về.")
                % {"field": error.field},
            )
        return cleaned


class ActForm(forms.Form):
    """A line of the sandbox and what to write over it."""

    act = forms.IntegerField(min_value=0, max_value=4, required=False)
    line = forms.IntegerField(min_value=1, max_value=8, required=False)
    words = forms.CharField(
        label=_("Viết đè thành"), max_length=160, required=False, widget=forms.Textarea
    )
