"""The peer: django-helpdesk, as its documentation installs it, on the same server and database.

It runs in an environment of its own under var/bench, made on the first run. Same Django, same web
server with as many workers and threads, the same kind of connection pool, production settings, no
more middleware than it asks for. Its form sends the reporter an e-mail at once, which is written
and thrown away.
"""

import os
import subprocess
import sys
from pathlib import Path

PACKAGES = [
    "django-helpdesk==2.6.1",
    "django==5.2.*",
    "psycopg[binary,pool]>=3.2",
    "granian>=2.5,<3",
    "whitenoise>=6.9",
]
ENVIRONMENT = Path(__file__).resolve().parent.parent / "var" / "bench" / "django-helpdesk"
FORM = "/tickets/submit/"
DATABASE = "helpdesk"
SETTINGS = """
import os
from pathlib import Path

HERE = Path(__file__).resolve().parent
SECRET_KEY = "only-for-the-bench-" + "x" * 40
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sites",
    "django.contrib.humanize",
    "django.contrib.admin",
    "rest_framework",
    "helpdesk",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "urls"
TEMPLATES = [{
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "APP_DIRS": True,
    "OPTIONS": {"context_processors": [
        "django.template.context_processors.request",
        "django.contrib.auth.context_processors.auth",
        "django.contrib.messages.context_processors.messages",
    ]},
}]
DATABASES = {"default": {
    "ENGINE": "django.db.backends.postgresql",
    "NAME": os.environ["PEER_DATABASE"],
    "HOST": os.environ["PEER_HOST"],
    "USER": os.environ["PEER_USER"],
    "OPTIONS": {"pool": {"min_size": 1, "max_size": 8, "timeout": 10}},
}}
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
USE_TZ = True
SITE_ID = 1
STATIC_URL = "/static/"
MEDIA_ROOT = HERE / "media"
MEDIA_URL = "/media/"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
HELPDESK_TEAMS_MODE_ENABLED = False
HELPDESK_PUBLIC_ENABLED = True
LOGIN_URL = "/login/"
"""
URLS = """
from django.urls import include, path

urlpatterns = [path("", include("helpdesk.urls"))]
"""
WSGI = """
import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
application = get_wsgi_application()
"""
PREPARE = """
import os

os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
import django

django.setup()
from django.core.management import call_command

call_command("migrate", verbosity=0)
call_command("loaddata", "emailtemplate.json", verbosity=0)
from helpdesk.models import Queue

Queue.objects.create(
    title="Hotline", slug="hotline", allow_public_submission=True, email_address="a@example.org"
)
"""


def install() -> Path:
    """Return the Python of the peer's environment, made on the first call."""
    python = ENVIRONMENT / "bin" / "python"
    ready = ENVIRONMENT / "ready"
    wanted = "\n".join(PACKAGES)
    if not ready.exists() or ready.read_text() != wanted:
        subprocess.run([sys.executable, "-m", "venv", "--clear", ENVIRONMENT], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
        ready.write_text(wanted)
    return python


def start(
    folder: Path, *, host: str, user: str, port: int, workers: int, threads: int
) -> "subprocess.Popen[bytes]":
    """Make a project in `folder` on the empty DATABASE and start it; its log is beside it."""
    python = install()
    folder.mkdir()
    files = {"settings": SETTINGS, "urls": URLS, "wsgi": WSGI, "prepare": PREPARE}
    for name, content in files.items():
        (folder / f"{name}.py").write_text(content)
    environment = {
        "PATH": os.environ["PATH"],
        "PEER_DATABASE": DATABASE,
        "PEER_HOST": host,
        "PEER_USER": user,
        "PYTHONPATH": str(folder),
    }
    subprocess.run([python, "prepare.py"], cwd=folder, env=environment, check=True)
    with (folder / "server.log").open("wb") as log:
        return subprocess.Popen(
            [
                *(python, "-m", "granian", "--interface", "wsgi", "--no-ws"),
                *("--host", "127.0.0.1", "--port", str(port), "--log-level", "warning"),
                *("--workers", str(workers), "--blocking-threads", str(threads)),
                "wsgi:application",
            ],
            cwd=folder,
            env=environment,
            stdout=log,
            stderr=log,
        )
