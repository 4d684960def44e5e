"""Rounds made up for tests, and what they add up to, counted again in plain Python."""

import random
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from tinhso.kernel.cases.models import Bundle, Case, new_id
from tinhso.kernel.units.queries import by_code
from tinhso.systems.hotline.monthly.models import Counted, Round
from tinhso.systems.hotline.monthly.rules.windows import Window

from .conftest import NOW

CATEGORIES = ("pothole", "waste", "flooding", "")
CHANNELS = ("web", "phone", "zalo", "")
UNITS = ("99001", "99007", "99013")


def write(count: int = 150, *, seed: int = 1022) -> list[Round]:
    """Write made-up rounds of cases filed over the last four months; return them."""
    dice = random.Random(seed)
    bundle = Bundle.objects.filter(name="hotline.report").latest("loaded_at")
    places = [by_code(code, NOW.date()).pk for code in UNITS]
    cases, found = [], []
    for n in range(count):
        filed = NOW - timedelta(minutes=dice.randrange(120 * 24 * 60))
        case = _case(bundle, n, filed)
        cases.append(case)
        found += _rounds(case, dice, places)
    Case.objects.bulk_create(cases)
    return Round.objects.bulk_create(found)


def _case(bundle: Bundle, n: int, filed: datetime) -> Case:
    return Case(
        id=new_id(),
        bundle=bundle,
        number=f"TN-{n:06d}",
        secret_hash="x",
        key_hash=f"{n:064d}",
        title="Một phản ánh",
        folded="mot phan anh",
        filed_by="anonymous",
        filed_at=filed,
        promised_at=filed + timedelta(days=5),
        due_at=filed + timedelta(days=5),
        limit={},
        calendar="",
    )


def _rounds(case: Case, dice: random.Random, places: Sequence[int]) -> list[Round]:
    common = {
        "case": case,
        "number": case.number,
        "category": dice.choice(CATEGORIES),
        "priority": dice.choice(("urgent", "ordinary")),
        "channel": dice.choice(CHANNELS),
        "commune_id": dice.choice([*places, None]),
        "due_at": case.due_at,
        "hops": dice.choice((0, 0, 0, 1, 3)),
    }
    opened, found = case.filed_at, []
    for nth in range(1, 4):
        one = Round(nth=nth, opened_at=opened, unit_id=dice.choice([*places, None]), **common)
        found.append(one)
        closed = opened + timedelta(hours=dice.expovariate(1 / 90))
        if closed >= NOW:
            break
        one.closed_at = closed
        one.ended = dice.choices(("answered", "redirected", "declined"), (18, 1, 1))[0]
        if one.ended != "answered":
            break
        one.minutes = dice.randrange(1, 6000) if nth == 1 else None
        replied = closed + timedelta(hours=dice.expovariate(1 / 60))
        if replied >= NOW:
            break
        one.reply = dice.choices(("agreed", "lapsed", "disputed"), (5, 3, 2))[0]
        one.replied_at = replied
        if one.reply != "disputed":
            one.stars = dice.choice((None, 1, 3, 5)) if one.reply == "agreed" else None
            break
        opened = replied
    return found


def oracle(window: Window) -> dict[str, Callable[[Counted], bool]]:
    """Return each measure as it is said, not as it is asked of the database."""

    def within(moment: datetime | None) -> bool:
        return moment is not None and window.since <= moment < window.until

    def still(one: Counted, moment: datetime) -> bool:
        return one.opened_at < moment and (one.closed_at is None or one.closed_at >= moment)

    def done(one: Counted) -> bool:
        return within(one.closed_at)

    def late_done(one: Counted) -> bool:
        return done(one) and one.closed_at is not None and one.closed_at > one.due_at

    def late_open(one: Counted) -> bool:
        return still(one, window.until) and one.due_at < window.until

    return {
        "carried": lambda one: still(one, window.since),
        "received": lambda one: within(one.opened_at) and one.nth == 1,
        "reopened": lambda one: within(one.opened_at) and one.nth > 1,
        "done": done,
        "answered": lambda one: done(one) and one.ended == "answered",
        "redirected": lambda one: done(one) and one.ended == "redirected",
        "declined": lambda one: done(one) and one.ended == "declined",
        "in_time": lambda one: done(one) and not late_done(one),
        "done_late": late_done,
        "open": lambda one: still(one, window.until),
        "open_late": late_open,
        "late": lambda one: late_done(one) or late_open(one),
        "judged": lambda one: done(one) or late_open(one),
        "urgent": lambda one: within(one.opened_at) and one.nth == 1 and one.priority == "urgent",
        "open_urgent": lambda one: still(one, window.until) and one.priority == "urgent",
        "open_again": lambda one: still(one, window.until) and one.nth > 1,
        "agreed": lambda one: within(one.replied_at) and one.reply == "agreed",
        "disputed": lambda one: within(one.replied_at) and one.reply == "disputed",
        "lapsed": lambda one: within(one.replied_at) and one.reply == "lapsed",
        "rated": lambda one: within(one.replied_at) and one.stars is not None,
        "first": lambda one: done(one) and one.nth == 1 and one.minutes is not None,
        "passed": lambda one: done(one) and one.nth == 1 and one.hops >= 1,
        "passed_often": lambda one: done(one) and one.nth == 1 and one.hops >= 3,
    }
