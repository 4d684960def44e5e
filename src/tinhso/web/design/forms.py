"""The form that the style guide shows; it is filled wrongly on purpose and saves nothing."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SpecimenForm(forms.Form):
    """Every kind of field once."""

    what = forms.CharField(
        label=_("Chuyện gì xảy ra?"),
        help_text=_("Viết như bạn kể với hàng xóm. Không cần tên hay số điện thoại."),
        widget=forms.Textarea,
        error_messages={"required": _("Hãy viết ít nhất một câu để đơn vị biết phải làm gì.")},
    )
    where = forms.CharField(label=_("Ở đâu?"), required=False)
    field = forms.ChoiceField(
        label=_("Việc thuộc lĩnh vực nào?"),
        widget=forms.RadioSelect,
        choices=[("roads", _("Đường sá")), ("lights", _("Đèn chiếu sáng"))],
        error_messages={"required": _("Hãy chọn một lĩnh vực; tổng đài sẽ sửa nếu chưa đúng.")},
    )
    photo = forms.FileField(label=_("Ảnh"), required=False, help_text=_("JPEG, PNG hoặc WebP."))
    agree = forms.BooleanField(label=_("Tôi đã đọc cách dữ liệu được dùng"), required=False)
