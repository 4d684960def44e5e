"""A small living province for the test of rights: one of everything that an address can name."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils import timezone

from tinhso.config.loading import load_province
from tinhso.kernel.cases import actions as cases
from tinhso.kernel.cases.models import Step
from tinhso.kernel.documents.actions import store_photo
from tinhso.kernel.documents.images import prepare_photo
from tinhso.kernel.documents.models import Document
from tinhso.kernel.indicators.models import Indicator
from tinhso.kernel.ledger import sealing
from tinhso.kernel.ledger.actors import ANONYMOUS, CLOCK, LOADER
from tinhso.kernel.ledger.keys import signer
from tinhso.kernel.ledger.models import Leaf
from tinhso.kernel.messages import actions as post
from tinhso.kernel.messages.contracts import Arrived
from tinhso.kernel.people import actions as people
from tinhso.kernel.people import queries
from tinhso.kernel.people.models import Account, Membership
from tinhso.kernel.registers.models import Record
from tinhso.kernel.units.queries import by_code
from tinhso.systems.hotline import actions as hotline
from tinhso.systems.hotline.calls import actions as calls
from tinhso.systems.hotline.channels import actions as channels
from tinhso.systems.hotline.tests.story import picture
from tinhso.systems.insight import demonstration as insight
from tinhso.systems.insight.models import Claim, Finding
from tinhso.systems.strategy.models import Ask, Resolution
from tinhso.systems.strategy.reports import actions as reports
from tinhso.systems.strategy.reports import making
from tinhso.systems.strategy.reports import queries as report_queries
from tinhso.systems.strategy.reports.rules.facts import Span
from tinhso.systems.strategy.reports.wording import this_wording

WORDS = "Ổ gà sâu trước cổng trường, xe máy dễ ngã."
PHONE = "0987654321"
ANSWERING, ELSEWHERE = "05443", "05467"
# Who looks: a role, and at which unit it is held. The case below is answered by ANSWERING.
POSTS = {
    "operator": ("operator", "tong-dai-1022"),
    "officer": ("officer", ANSWERING),
    "elsewhere": ("officer", ELSEWHERE),
    "head": ("head", ANSWERING),
    "leader": ("leader", "ubnd-tinh"),
    "analyst": ("analyst", "van-phong-ubnd"),
    "administrator": ("administrator", "van-phong-ubnd"),
    "auditor": ("auditor", "thanh-tra-tinh"),
}


@dataclass(frozen=True)
class World:
    """What addresses name."""

    accounts: dict[str, Account]
    number: str
    secret: str
    step: UUID
    photo: UUID
    event: UUID
    official: int
    post: int
    unit: int
    document: str
    indicator: str
    resolution: str
    edition: int
    record: str
    ask: int
    read: str
    claim: int
    finding: int
    call: UUID
    incoming: UUID
    words: str = WORDS
    phone: str = PHONE


def staffed(now: datetime) -> dict[str, Account]:
    """Return an account of every role, with a second factor, and one of a citizen."""
    accounts = {"citizen": people.open_account("citizen", actor=LOADER, now=now)}
    for name, (role, code) in POSTS.items():
        account = people.open_account(name, actor=LOADER, now=now)
        unit = by_code(code, timezone.localdate(now))
        people.appoint(
            account.pk,
            unit.pk,
            role,
            since=date(2025, 7, 1),
            reason="QĐ 1",
            actor=LOADER,
            now=now,
        )
        accounts[name] = account
    accounts["former"] = _former(now)
    for account in accounts.values():
        account.set_password("bốn con gà trống choai")
        account.save()
        Authenticator.objects.create(user=account, type="totp", data={"secret": ""})
    return accounts


def _former(now: datetime) -> Account:
    """Return the account of an officer of ANSWERING whose post ended today."""
    today = timezone.localdate(now)
    account = people.open_account("former", actor=LOADER, now=now)
    unit = by_code(ANSWERING, today)
    day = date(2025, 7, 1)
    post = people.appoint(
        account.pk, unit.pk, "officer", since=day, reason="QĐ 1", actor=LOADER, now=now
    )
    people.end_appointment(post.pk, until=today, reason="QĐ 2", actor=LOADER, now=now)
    return account


def _unanswerable(now: datetime) -> UUID:
    """Return a message from a short number, which waits for a person."""
    arrived = Arrived("sms", external_id="rights", address="1414", text=WORDS)
    incoming, _is_new = post.receive(arrived, now=now)
    post.handle(channels.hear, now=now)
    return incoming.pk


def build(now: datetime) -> World:
    """Load the province and let one report be filed, classified and sealed."""
    for _report in load_province(settings.TINHSO_PROVINCE, now=now):
        pass
    accounts = staffed(now)
    photo = store_photo(prepare_photo(picture()))
    filed = hotline.file_report(
        hotline.NewReport(
            text=WORDS,
            place=ANSWERING,
            photos=[photo],
            contact=hotline.Contact(name="Lê Thị Bưởi", phone=PHONE),
        ),
        key="rights",
        actor=ANONYMOUS,
        now=now,
    )
    step = Step.objects.get(case_id=filed.case_id, closed_at=None)
    form = {"category": "pothole", "priority": "mendable", "unit": ANSWERING}
    operator = queries.member(accounts["operator"], now=now)
    cases.act(step.pk, "classify", form, actor=operator, now=now)
    # The whole world is one transaction: an epoch seals what stands, finished or not.
    sealing.begin_epoch(actor=CLOCK, now=now, signer=signer())
    while hotline.follow(now=now):
        pass
    step = Step.objects.get(case_id=filed.case_id, closed_at=None)
    insight.load_demonstration(settings.TINHSO_PROVINCE, actor=LOADER, now=now)
    finding = Finding.objects.exclude(sides__claim=None).order_by("pk")[0]
    claim = Claim.objects.filter(reading__document=finding.document).order_by("pk")[0]
    taken, _is_new = calls.begin(calls.Ringing(PHONE), key="rights", actor=operator, now=now)
    return World(
        accounts=accounts,
        call=taken.pk,
        incoming=_unanswerable(now),
        number=filed.number,
        secret=filed.secret,
        step=step.pk,
        photo=step.case.evidence.get().attachment_id,
        event=Leaf.objects.order_by("position").values_list("event_id", flat=True)[0],
        official=accounts["elsewhere"].pk,
        post=Membership.objects.get(account=accounts["elsewhere"]).pk,
        unit=by_code(ANSWERING, timezone.localdate(now)).pk,
        document=Document.objects.values_list("code", flat=True)[0],
        indicator=Indicator.objects.values_list("code", flat=True)[0],
        resolution=Resolution.objects.values_list("code", flat=True)[0],
        edition=_edition(now),
        ask=Ask.objects.filter(session__code="ban-kinh-te-trung-uong").values_list("pk", flat=True)[
            0
        ],
        read=claim.reading.document.code,
        claim=claim.pk,
        finding=finding.pk,
        record=Record.objects.filter(register="hotline_categories").values_list("code", flat=True)[
            0
        ],
    )


def _edition(now: datetime) -> int:
    """Make an edition of the report of a year; return its number in the table."""
    wording = this_wording()
    if wording is None:
        raise LookupError("this province has no wording of reports")
    report = making.report(report_queries.scope("all"), Span.parse("2024"), wording, as_of=now)
    return reports.make_edition(report, actor=LOADER, now=now).pk
