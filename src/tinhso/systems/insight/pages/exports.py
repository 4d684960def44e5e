"""The claims of a document as files: for a spreadsheet, and a line of JSON each."""

import json
from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.systems.insight.models import Claim
from tinhso.systems.insight.queries import claims as queries
from tinhso.web.accounts.rights import requires
from tinhso.web.indicators.exports import csv_file


@never_cache
@require_safe
@requires("insight.review", whole_province=True)
def as_csv(request: HttpRequest, code: str) -> HttpResponse:
    """Give the claims as a table: what each says, its words, and how it was decided."""
    del request
    head = [
        _("Từ vị trí"),
        _("Đến vị trí"),
        _("Câu chữ"),
        _("Chỉ tiêu thống kê"),
        _("Gọi là"),
        _("Cách đo"),
        _("Giá trị"),
        _("Đơn vị"),
        _("Quan hệ"),
        _("Kỳ"),
        _("Loại"),
        _("Kỳ gốc"),
        _("Nơi"),
        _("Phạm vi"),
        _("Tình trạng"),
        _("Lý do"),
    ]
    rows = [
        [
            one["start"],
            one["end"],
            one["quote"],
            one["indicator"] or "",
            one["subject"],
            one["measure"],
            one["value"],
            one["unit"],
            one["relation"],
            one["period"] or "",
            one["kind"],
            one.get("base_period", ""),
            one.get("place", ""),
            one.get("scope", ""),
            one["state"],
            one.get("reason", ""),
        ]
        for one in _records(code)
    ]
    return csv_file(f"so-lieu-{code}", head, rows)


@never_cache
@require_safe
@requires("insight.review", whole_province=True)
def as_lines(request: HttpRequest, code: str) -> HttpResponse:
    """Give the claims one a line in JSON, as `tinhso read` prints them, with their state."""
    del request
    lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in _records(code))
    response = HttpResponse(lines, content_type="application/jsonl; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="so-lieu-{code}.jsonl"'
    return response


def _records(code: str) -> Iterator[dict[str, Any]]:
    reading = queries.reading_of(code)
    if reading is None:
        raise Http404
    return (_record(code, one) for one in queries.claims_of(reading))


def _record(code: str, claim: Claim) -> dict[str, Any]:
    record: dict[str, Any] = {
        "document": code,
        "start": claim.start,
        "end": claim.end,
        "quote": claim.quote,
        "indicator": claim.indicator.code if claim.indicator else None,
        "subject": claim.subject,
        "measure": claim.measure,
        "value": _number(claim),
        "unit": claim.unit,
        "relation": claim.relation,
        "period": claim.period or None,
        "kind": claim.kind,
    }
    optional = {
        "base_period": claim.base_period,
        "place": claim.place,
        "scope": claim.scope,
        "reason": claim.reason,
    }
    given = {name: value for name, value in optional.items() if value}
    return {**record, **given, "state": claim.state}


def _number(claim: Claim) -> int | float:
    whole = claim.value == claim.value.to_integral_value()
    return int(claim.value) if whole else float(claim.value)
