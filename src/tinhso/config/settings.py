"""Settings: plain names, secure by default; secrets come from the environment only.

`tinhso up` makes the secrets on its first start and hands them over in the environment. Without
them nothing starts: there is no default secret.
"""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

PACKAGE = Path(__file__).resolve().parent.parent


def required(name: str) -> str:
    """Return the environment's value of `name`; raise ImproperlyConfigured naming the cure."""
    value = os.environ.get(name)
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. `tinhso up` sets it; see docs/how-to.")
    return value


def database(url: str) -> dict[str, object]:
    """Return Django's settings of a `postgresql://` address; `?host=` may name a socket folder."""
    parts = urlsplit(url)
    options: dict[str, object] = dict(parse_qsl(parts.query))
    host = str(options.pop("host", "") or parts.hostname or "")
    # A pool that waits ever longer between its attempts would stay away when the database is back.
    options["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10, "reconnect_timeout": 2}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(host),
        "PORT": str(options.pop("port", "") or parts.port or ""),
        "OPTIONS": options,
    }


DEBUG = False
SECRET_KEY = required("TINHSO_SECRET_KEY")
ALLOWED_HOSTS = os.environ.get("TINHSO_HOSTS", "127.0.0.1,localhost").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("TINHSO_ORIGINS", "").split(",") if o]

# What this deployment is.
TINHSO_PROVINCE = Path(os.environ.get("TINHSO_PROVINCE", PACKAGE / "provinces" / "thai_nguyen"))
TINHSO_DEMONSTRATION = os.environ.get("TINHSO_DEMONSTRATION") == "1"
# For how many days addresses and words of messages that were done with are kept.
TINHSO_MESSAGE_DAYS = int(os.environ.get("TINHSO_MESSAGE_DAYS", "90"))
TINHSO_VAR = Path(os.environ.get("TINHSO_VAR", "var")).resolve()
TINHSO_LEDGER_KEY = required("TINHSO_LEDGER_KEY")
TINHSO_KEYRING = required("TINHSO_KEYRING")

# How messages come and go; what is not set is absent. `config/carrying.py` reads and checks them.
TINHSO_SMTP = os.environ.get("TINHSO_SMTP", "")
TINHSO_IMAP = os.environ.get("TINHSO_IMAP", "")
TINHSO_SMS_HTTP = os.environ.get("TINHSO_SMS_HTTP", "")
TINHSO_SMS_TOKEN = os.environ.get("TINHSO_SMS_TOKEN", "")
TINHSO_SMS_TEMPLATE = os.environ.get("TINHSO_SMS_TEMPLATE", "")
TINHSO_SMS_ANSWER_ID = os.environ.get("TINHSO_SMS_ANSWER_ID", "id")
TINHSO_SMS_NAMES = os.environ.get("TINHSO_SMS_NAMES", "")
TINHSO_SMS_SECRET = os.environ.get("TINHSO_SMS_SECRET", "")
TINHSO_SMPP = os.environ.get("TINHSO_SMPP", "")
TINHSO_ZALO_APP_ID = os.environ.get("TINHSO_ZALO_APP_ID", "")
TINHSO_ZALO_APP_SECRET = os.environ.get("TINHSO_ZALO_APP_SECRET", "")
TINHSO_ZALO_OA_SECRET = os.environ.get("TINHSO_ZALO_OA_SECRET", "")
TINHSO_ZALO_REFRESH_TOKEN = os.environ.get("TINHSO_ZALO_REFRESH_TOKEN", "")
TINHSO_ZALO_API = os.environ.get("TINHSO_ZALO_API", "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "tinhso.web",  # before Django's forms and allauth, whose templates it replaces
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "procrastinate.contrib.django",
    "tinhso.kernel.calendar",
    "tinhso.kernel.ledger",
    "tinhso.kernel.documents",
    "tinhso.kernel.units",
    "tinhso.kernel.people",
    "tinhso.kernel.messages",
    "tinhso.gateways.memory",
    "tinhso.kernel.places",
    "tinhso.kernel.indicators",
    "tinhso.kernel.registers",
    "tinhso.kernel.cases",
    "tinhso.systems.hotline",
    "tinhso.systems.hotline.calls",
    "tinhso.systems.hotline.alike",
    "tinhso.systems.hotline.channels",
    "tinhso.systems.hotline.notices",
    "tinhso.systems.hotline.open311",
    "tinhso.systems.hotline.monthly",
    "tinhso.systems.strategy",
    "tinhso.systems.strategy.reports",
    "tinhso.systems.insight",
    "tinhso.systems.exchange",
    "tinhso.config",
]
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tinhso.web.language.language_middleware",
    "tinhso.web.wording.wording_middleware",
    "django.middleware.common.CommonMiddleware",
    "tinhso.web.legible.LegibleMiddleware",
    "tinhso.web.api.methods.MethodMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tinhso.kernel.registers.middleware.reading_middleware",
    "tinhso.kernel.people.middleware.actor_middleware",
    "tinhso.web.accounts.second_factor.second_factor_middleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "tinhso.config.urls"
WSGI_APPLICATION = "tinhso.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tinhso.web.context_processors.shell",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": database(required("DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None  # an account has no e-mail
ACCOUNT_ADAPTER = "tinhso.web.accounts.adapters.AccountAdapter"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "tinhso.web.accounts.forms.LoginForm",
    "reauthenticate": "tinhso.web.accounts.forms.ReauthenticateForm",
    "change_password": "tinhso.web.accounts.forms.ChangePasswordForm",
}
MFA_ADAPTER = "tinhso.web.accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "tinhso.web.accounts.forms.CodeForm",
    "reauthenticate": "tinhso.web.accounts.forms.ReauthenticateCodeForm",
    "activate_totp": "tinhso.web.accounts.forms.ActivateTOTPForm",
    "add_webauthn": "tinhso.web.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "tinhso.web.accounts.forms.EditPasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# allauth counts attempts in the cache: in PostgreSQL, so that every process sees the same counts.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "people_cache",
        "KEY_FUNCTION": "tinhso.kernel.people.throttle.cache_key",
    }
}
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
LOGIN_URL = "/accounts/login/"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = TINHSO_VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    "evidence": {
        "BACKEND": "tinhso.gateways.storage.EvidenceStorage",
        "OPTIONS": {"location": str(TINHSO_VAR / "evidence")},
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20

SECURE = os.environ.get("TINHSO_HTTPS") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SESSION_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "worker-src": [SELF, "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
