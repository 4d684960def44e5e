"""The made-up days: marked, whole, and made once."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tinhso.kernel.ledger.actors import LOADER
from tinhso.kernel.people.actors import Member
from tinhso.kernel.people.models import Account, Membership
from tinhso.systems.hotline.calls.demonstration import load_demonstration
from tinhso.systems.hotline.calls.models import Call
from tinhso.systems.hotline.calls.queries import log
from tinhso.systems.hotline.tests.story import told

pytestmark = pytest.mark.django_db


def test_made_up_calls_are_marked_lie_in_the_past_and_are_made_once(
    example: Path, operator: Member, now: datetime
) -> None:
    report = told(now - timedelta(hours=5)).filed
    assert load_demonstration(example, actor=LOADER, now=now).created == 0  # nobody made up there
    Account.objects.update(demonstration=True)
    Membership.objects.create(
        account_id=operator.account_id,
        unit_id=operator.memberships[0].unit_id,
        role="operator",
        since=date(2026, 1, 1),
        appointed_by="system:loader",
    )
    made = load_demonstration(example, actor=LOADER, now=now).created
    assert made == Call.objects.count() > 50
    assert not Call.objects.filter(demonstration=False).exists()
    assert not Call.objects.filter(ended_at__gt=now).exists()
    assert not Call.objects.filter(
        case_id=report.case_id
    ).exists()  # a real report has no such call
    assert load_demonstration(example, actor=LOADER, now=now).created == 0
    days = log.figures(
        operator.memberships[0].unit_id, first=now.date() - timedelta(days=4), last=now.date()
    )
    assert sum(day.calls for day in days) == made
