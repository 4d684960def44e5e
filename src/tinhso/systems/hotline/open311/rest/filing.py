"""A client files a report (POST Service Request)."""

import re
import uuid
from datetime import datetime, timedelta

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tinhso.kernel.cases.errors import Invalid
from tinhso.kernel.documents.images import Photo, PhotoError, prepare_photo
from tinhso.kernel.people import throttle
from tinhso.systems.hotline.actions import Filed
from tinhso.systems.hotline.queries import limits
from tinhso.web.formatting import format_moment

from .. import queries
from ..actions import Sender, file
from ..rules.asking import last
from ..rules.drawing import Value
from ..rules.posting import Posted, read
from ..rules.refusing import BAD, KEY, TOO_MANY, Refusal, say
from .answering import given, language

WINDOW = timedelta(minutes=10)
OPEN_LIMIT, CLIENT_LIMIT = 10, 600
OWN_KEY = re.compile(r"[!-~]{1,200}")
NO_KEY = say(
    "api_key: mã này không đúng hoặc đã đóng. Bỏ trống để gửi không cần mã.",
    "api_key: it is invalid or was closed. Leave it out to send without a key.",
)
SLOWLY = say(
    "Quá nhiều phản ánh trong 10 phút. Hãy chờ, hoặc xin mã api_key.",
    "Too many reports within 10 minutes. Wait, or ask for an api_key.",
)
NO_OWN_KEY = say(
    "Idempotency-Key: 1 đến 200 ký tự ASCII nhìn thấy được.",
    "Idempotency-Key: 1 to 200 visible ASCII characters.",
)
# What the procedure calls them, and what the standard does.
FIELDS = {"text": "description", "place": "lat, long", "address": "address_string"}


def file_request(request: HttpRequest) -> tuple[str, Value]:
    """File what was sent; answer with its number at once.

    `media` of a multipart form are its photographs, an extension that clients use; a `media_url`
    is kept as words and never fetched. With `Idempotency-Key` a repeat gets the same number.
    """
    now = timezone.now()
    sender = _sender(request, now)
    allowed = limits(now=now)
    posted = read(given(request.POST), allowed)
    photos = _photos(request, allowed.photos)
    key = _own_key(request) or uuid.uuid4().hex
    try:
        filed = file(posted, photos, key=key, sender=sender, limits=allowed, now=now)
    except Invalid as error:
        sentences = (f"{FIELDS.get(name, name)}: {words}" for name, words in error.errors.items())
        raise Refusal(BAD, *(say(one, one) for one in sentences)) from None
    return "service_requests", [_answer(filed, posted, request)]


def _own_key(request: HttpRequest) -> str:
    """Return the key by which the client knows this report again; empty where it gave none."""
    key = request.headers.get("Idempotency-Key", "")
    if key and not OWN_KEY.fullmatch(key):
        raise Refusal(BAD, NO_OWN_KEY)
    return key


def _sender(request: HttpRequest, now: datetime) -> Sender:
    """Return who sends, counted; raise Refusal for a key that is none and for too many."""
    key = last(given(request.POST), "api_key") or last(given(request.GET), "api_key")
    mark = throttle.client(request)
    client = queries.by_key(key) if key else None
    if key and client is None:
        # Guessing counts like sending.
        _count(f"open311:{mark}", OPEN_LIMIT, now)
        raise Refusal(KEY, NO_KEY)
    if client:
        _count(f"open311:client:{client.pk}", CLIENT_LIMIT, now)
    else:
        _count(f"open311:{mark}", OPEN_LIMIT, now)
    return Sender(client)


def _count(key: str, limit: int, now: datetime) -> None:
    if not throttle.allow(key, limit, WINDOW, now):
        raise Refusal(TOO_MANY, SLOWLY)


def _photos(request: HttpRequest, most: int) -> list[Photo]:
    files = [file for _name, sent in request.FILES.lists() for file in sent]
    if len(files) > most:
        cure = say(f"media: nhiều nhất {most} ảnh.", f"media: at most {most} photographs.")
        raise Refusal(BAD, cure)
    return [_photo(file) for file in files if isinstance(file, UploadedFile)]


def _photo(file: "UploadedFile[bytes]") -> Photo:
    try:
        return prepare_photo(file.read())
    except PhotoError as error:
        raise Refusal(BAD, say(f"media: {error}", f"media: {error}")) from None


def _answer(filed: Filed, posted: Posted, request: HttpRequest) -> dict[str, Value]:
    follow = request.build_absolute_uri(f"{reverse('hotline:follow')}?number={filed.number}")
    found: dict[str, Value] = {
        "service_request_id": filed.number,
        "service_notice": _notice(filed, posted, follow),
        "account_id": None,
    }
    if posted.extensions:
        found["extended_attributes"] = {
            "expected_datetime": timezone.localtime(filed.due_at).isoformat(timespec="seconds"),
            "basis": filed.basis,
            "secret": filed.secret,
            "page": follow,
            "again": filed.again,
        }
    return found


def _notice(filed: Filed, posted: Posted, follow: str) -> str:
    """Return what the reporter must know: an unchanged client shows these words and no others."""
    due = format_moment(filed.due_at, timezone.get_current_timezone(), language())
    sentences = [
        _("Hạn trả lời: %(due)s. Căn cứ: %(basis)s.")
        % {"due": due, "basis": filed.basis.rstrip(".")},
        _("Theo dõi: %(page)s, mã bí mật %(secret)s.") % {"page": follow, "secret": filed.secret},
    ]
    if posted.media_url:
        sentences.append(_("Ảnh ở media_url không được tải về: hãy gửi ảnh trong trường media."))
    return " ".join(sentences)
