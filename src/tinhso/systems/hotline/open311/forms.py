"""What the administrator enters to give an application a key."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ClientForm(forms.Form):
    """An application and who runs it."""

    name = forms.CharField(
        label=_("Tên ứng dụng"),
        max_length=120,
        error_messages={"required": _("Hãy ghi tên ứng dụng.")},
    )
    owner = forms.CharField(
        label=_("Cơ quan, doanh nghiệp vận hành"),
        help_text=_("Không ghi tên hay số điện thoại của cá nhân."),
        max_length=200,
        error_messages={"required": _("Hãy ghi nơi vận hành ứng dụng.")},
    )
