"""One published report as the standard's service request."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tinhso.systems.hotline import queries as hotline
from tinhso.web.province import this_province

from ..queries import UNCLASSIFIED, Shown
from ..rules.drawing import Value
from .answering import language


def shown(one: Shown, request: HttpRequest, *, now: datetime, extensions: bool) -> dict[str, Value]:
    """Return a report as it is listed; `extensions` adds what the standard has no field for.

    Words, pictures and the exact pin are there once a person has confirmed them. The number of
    hops, the rating and the field of the answer stand among the extended attributes.
    """
    report = one.report
    photos = [_address(request, photo.attachment_id) for photo in report.photos.all()]
    found: dict[str, Value] = {
        "service_request_id": report.number,
        "status": "closed" if one.is_closed else "open",
        "status_notes": _notes(one, now=now),
        "service_name": _name(one),
        "service_code": report.category or UNCLASSIFIED,
        "description": report.text or None,
        "agency_responsible": report.unit.title if report.unit else None,
        "service_notice": _("Dữ liệu trình diễn, không có thật.") if report.demonstration else None,
        "requested_datetime": _moment(report.filed_at),
        "updated_datetime": _moment(report.changed_at),
        "expected_datetime": _moment(report.due_at),
        "address": _commune(one),
        "address_id": report.commune.code if report.commune else None,
        "zipcode": None,
        "lat": report.latitude,
        "long": report.longitude,
        "media_url": photos[0] if photos else None,
    }
    if extensions:
        found["extended_attributes"] = {
            "title": report.title or None,
            "state": report.status,
            "late": hotline.is_late(report, now=now),
            "answered_datetime": _moment(report.answered_at),
            "answer": report.answer or None,
            "hops": report.hops,
            "rating": report.stars,
            "exact_position": report.pin_confirmed,
            "demonstration": report.demonstration,
            "page": request.build_absolute_uri(reverse("hotline:report", args=[report.number])),
            "photos": list(photos),
        }
    return found


def _moment(at: datetime | None) -> str | None:
    return timezone.localtime(at).isoformat(timespec="seconds") if at else None


def _notes(one: Shown, *, now: datetime) -> str:
    words = hotline.status_words(one.report, now=now)
    return f"{words}: {one.report.answer}" if one.report.answer else words


def _name(one: Shown) -> str:
    if one.category:
        return one.category.in_language(language())
    return one.report.category or _("Chưa phân loại")


def _commune(one: Shown) -> str | None:
    commune = one.report.commune
    if commune is None:
        return None
    return f"{commune.title}, {this_province().name.in_language(language())}"


def _address(request: HttpRequest, attachment: object) -> str:
    path = reverse("hotline:photo", args=[attachment, "large"])
    return str(request.build_absolute_uri(path))
