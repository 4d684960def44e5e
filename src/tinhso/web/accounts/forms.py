"""allauth's forms in our words, and the form of the one-time code."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

CODE = {
    "autocomplete": "one-time-code",
    "inputmode": "numeric",
    "autofocus": True,
    "maxlength": "10",
}


def _say(field: forms.Field, label: Any, help_text: Any = "", **attrs: Any) -> None:
    field.label = label
    field.help_text = help_text
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attrs)


class LoginForm(account.LoginForm):  # type: ignore[misc]  # allauth has no types
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["login"], _("Tên đăng nhập"), autocapitalize="none", spellcheck="false")
        _say(self.fields["password"], _("Mật khẩu"))


class ReauthenticateForm(account.ReauthenticateForm):  # type: ignore[misc]  # no types
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["password"], _("Mật khẩu"))


class ChangePasswordForm(account.ChangePasswordForm):  # type: ignore[misc]  # no types
    """The old password and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["oldpassword"], _("Mật khẩu hiện tại"))
        _say(self.fields["password1"], _("Mật khẩu mới"), _("Ít nhất 12 ký tự."))
        _say(self.fields["password2"], _("Nhập lại mật khẩu mới"))


class CodeForm(mfa.AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The six digits of the app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["code"], _("Mã xác thực"), _("6 chữ số trên ứng dụng."), **CODE)


class ReauthenticateCodeForm(mfa.ReauthenticateForm):  # type: ignore[misc]  # no types
    """The six digits once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["code"], _("Mã xác thực"), _("6 chữ số trên ứng dụng."), **CODE)


class ActivateTOTPForm(totp.ActivateTOTPForm):  # type: ignore[misc]  # allauth has no types
    """The first six digits the app shows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["code"], _("Mã 6 chữ số ứng dụng đang hiện"), **CODE)


class AddPasskeyForm(webauthn.AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A passkey's name, and whether it may sign in by itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["name"], _("Tên khóa"), _("Để sau này nhận ra, ví dụ: Điện thoại của tôi"))
        _say(
            self.fields["passwordless"],
            _("Đăng nhập chỉ bằng khóa này, không cần mật khẩu"),
            _("Máy sẽ hỏi vân tay, khuôn mặt hoặc mã PIN."),
        )
        self.fields["passwordless"].initial = True


class EditPasskeyForm(webauthn.EditWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A passkey's name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["name"], _("Tên khóa"))


class EnrolForm(forms.Form):
    """The one-time code from the slip and a first password."""

    code = forms.CharField(
        label=_("Mã kích hoạt"),
        help_text=_("16 chữ in trên phiếu, có hay không có dấu gạch đều được."),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    password1 = forms.CharField(
        label=_("Mật khẩu mới"),
        help_text=_("Ít nhất 12 ký tự. Bốn, năm từ dễ nhớ là tốt."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("Nhập lại mật khẩu"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Check that both passwords are the same."""
        cleaned = super().clean() or {}
        if cleaned.get("password1") != cleaned.get("password2") and "password2" in cleaned:
            self.add_error("password2", _("Hai lần nhập chưa giống nhau."))
        return cleaned
