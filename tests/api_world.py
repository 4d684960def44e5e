"""A small living province for what is asked of the API, and the API as it describes itself."""

from datetime import datetime
from pathlib import Path

import schemathesis
from django.test import override_settings

import tinhso
from tinhso.config.loading import load_province
from tinhso.kernel.documents.actions import store_photo
from tinhso.kernel.documents.images import prepare_photo
from tinhso.kernel.ledger.actors import LOADER
from tinhso.systems.hotline import actions as hotline
from tinhso.systems.hotline.tests.story import picture, told
from tinhso.web.api.described import groups
from tinhso.web.api.document import document

PROVINCE = Path(tinhso.__file__).parent / "provinces" / "example"
ACCEPTED = ["2xx", "3xx", "401", "403", "404", "409", "429"]
# What no schema says: which parameters go together (a window of at most ninety days, one instant
# before another), and what a commune is called. There a query may be refused that fits the schema.
TOGETHER = (
    "GET /open311/v2/requests.{form}",
    "POST /open311/v2/requests.{form}",
    "GET /sdmx/3.0/data",
    "GET /sdmx/3.0/data/{context}/{agency}/{id}/{version}/{key}",
)
MAY_REFUSE = {"positive_data_acceptance": {"expected-statuses": [*ACCEPTED, "400"]}}


def described() -> schemathesis.BaseSchema:
    """Return the API of the fictional province as it describes itself."""
    with override_settings(TINHSO_PROVINCE=PROVINCE):
        found = document(groups(), "en", server="http://localhost")
    rules = [{"include-name": name, "checks": MAY_REFUSE} for name in TOGETHER]
    config = schemathesis.Config.from_dict({"operations": rules})
    return schemathesis.openapi.from_dict(found, config=config)


API = described()


def build(now: datetime) -> str:
    """Load the fictional province; let a report be filed, answered and shown; return its number."""
    for _report in load_province(PROVINCE, now=now):
        pass
    report = told(
        now,
        latitude=21.601234,
        longitude=104.401234,
        photos=[store_photo(prepare_photo(picture()))],
    )
    report.classified().answered().seen()
    wording = hotline.Wording(title="Ổ gà sâu", text="Ổ gà sâu giữa đường")
    hotline.publish(report.filed.number, wording, actor=LOADER, now=now)
    return report.filed.number
