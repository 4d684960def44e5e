"""What allauth asks of us: our words, sealed secrets, no mail, no sign-up, no addresses kept."""

import io
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.people import queries, sealing, throttle
from tinhso.kernel.people.keys import parse_keyring
from tinhso.kernel.people.models import Account
from tinhso.web.accounts.beginning import first_page
from tinhso.web.province import this_province

SECRET = "mfa.secret"  # noqa: S105 - the name of a sealed field, not a secret

SAID = {
    "account/messages/password_changed.txt": _("Đã đổi mật khẩu."),
    "mfa/messages/totp_activated.txt": _("Đã bật ứng dụng xác thực."),
    "mfa/messages/totp_deactivated.txt": _("Đã tắt ứng dụng xác thực."),
    "mfa/messages/recovery_codes_generated.txt": _("Đã tạo mã dự phòng mới; mã cũ hết hiệu lực."),
    "mfa/messages/webauthn_added.txt": _("Đã thêm khóa truy cập."),
    "mfa/messages/webauthn_removed.txt": _("Đã gỡ khóa truy cập."),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts are opened by an administrator; nothing is mailed."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Tài khoản này đã đóng."),
        "username_password_mismatch": _("Tên đăng nhập hoặc mật khẩu không đúng."),
        "incorrect_password": _("Mật khẩu không đúng."),
        "enter_current_password": _("Hãy nhập đúng mật khẩu hiện tại."),
        "too_many_login_attempts": _("Sai nhiều lần. Hãy thử lại sau 5 phút."),
        "incorrect_code": _("Mã không đúng. Hãy nhập mã đang hiện trên ứng dụng."),
        "rate_limited": _("Thử quá nhanh. Hãy chờ một phút rồi thử lại."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: staff accounts are opened by an administrator."""
        del request
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return where whoever signs in begins their day, when nowhere else was asked for."""
        return first_page(queries.actor_of(request.user, now=timezone.now()))

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return a keyed hash of the visitor's address: enough to count by."""
        return throttle.client(request)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send nothing: there are no addresses to send to."""

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say in our words what changed, and nothing where the page itself shows it."""
        del message_context
        words = message or SAID.get(message_template or "")
        if words:
            messages.add_message(request, level, str(words), extra_tags=extra_tags)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Secrets are sealed; a post needs a second factor for as long as it is held."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _(
            "Người giữ chức vụ cần ít nhất một cách xác thực thứ hai. Hãy thêm cách khác trước."
        ),
        "incorrect_code": _("Mã không đúng. Hãy nhập mã đang hiện trên ứng dụng."),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret with the active key of the keyring."""
        return sealing.seal(parse_keyring(settings.TINHSO_KEYRING), SECRET, "", text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret."""
        return sealing.unseal(parse_keyring(settings.TINHSO_KEYRING), SECRET, "", encrypted_text)

    def get_totp_issuer(self) -> str:
        """Return the name under which the app lists this account."""
        return self._get_site_name()

    def _get_site_name(self) -> str:
        name = this_province().full_name
        return f"{name.in_language(get_language() or '')} · Tỉnh Số"

    def build_totp_svg(self, url: str) -> str:
        """Return the QR code of an otpauth address as SVG."""
        out = io.BytesIO()
        segno.make(url, error="m").save(out, kind="svg", scale=5, border=2, light="#fff")
        return out.getvalue().decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Return False for the last TOTP or passkey of whoever holds a post."""
        account = authenticator.user
        if not isinstance(account, Account) or not account.memberships.exists():
            return True
        others = Authenticator.objects.filter(
            user=account, type__in=(Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
        ).exclude(pk=authenticator.pk)
        return bool(others.exists())

    def generate_authenticator_name(
        self,
        user: AbstractBaseUser,
        type: Authenticator.Type,  # noqa: A002 - allauth's name
    ) -> str:
        """Return a name to begin with: "Khóa 1"."""
        number = 1 + Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return str(_("Khóa %d") % number)
