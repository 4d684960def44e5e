"""Who asks, and what is asked: for the benches over many reports (`reports.py`).

Needs Django set up and the province loaded.
"""

import json
import random
from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client
from django.utils import timezone

from reports import Connection, Ground, to_the_second
from tinhso.kernel.cases.models import Case
from tinhso.kernel.ledger.actors import ANONYMOUS, LOADER
from tinhso.kernel.people import actions as people
from tinhso.kernel.units import queries as units
from tinhso.systems.hotline import actions as hotline
from tinhso.systems.hotline import queries

DESK = "tong-dai-1022"


def people_and_ground(heavy: str, light: str) -> tuple[Ground, dict[str, Client]]:
    """File one report whose limit the others share; return what they refer to, and officers."""
    now = timezone.now()
    day = timezone.localdate(now)
    communes = list(units.communes(day))
    filed = hotline.file_report(
        hotline.NewReport(text="Ổ gà sâu trước cổng trường học.", place=communes[0].code),
        key="bench",
        actor=ANONYMOUS,
        now=now,
    )
    case = Case.objects.get(pk=filed.case_id)
    ids = {code: units.by_code(code, day).pk for code in (heavy, light, DESK)}
    ground = Ground(
        bundle=case.bundle_id,
        calendar=case.calendar,
        limit=json.dumps(case.limit, ensure_ascii=False).replace("\\", "\\\\"),
        operator=ids[DESK],
        heavy=ids[heavy],
        light=ids[light],
        communes=tuple(
            (one.pk, 21.6 + index % 10 / 20, 105.6 + index / 200)
            for index, one in enumerate(communes)
            if one.pk != ids[light]
        ),
        now=to_the_second(now),
    )
    return ground, {"heavy": _officer("heavy", ids[heavy]), "light": _officer("light", ids[light])}


def _officer(name: str, unit: int) -> Client:
    now = timezone.now()
    account = people.open_account(name, actor=LOADER, now=now)
    people.appoint(
        account.pk,
        unit,
        "officer",
        since=timezone.localdate(now),
        reason="-",
        actor=LOADER,
        now=now,
    )
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={"secret": ""})
    client = Client(
        headers={"host": settings.ALLOWED_HOSTS[0].lstrip(".").replace("*", "localhost")}
    )
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def questions(
    bare: Connection, clients: dict[str, Client], words: tuple[str, ...]
) -> dict[str, Callable[[], Any]]:
    """Return every question by name; each call asks it once."""
    chance = random.Random(7)
    any_ = "SELECT number FROM cases_case TABLESAMPLE BERNOULLI ({}) WHERE unit_id = {} LIMIT 200"
    open_ = "SELECT number FROM cases_case WHERE unit_id = {} AND closed_at IS NULL LIMIT 100"
    (total,) = bare.execute("SELECT count(*) FROM cases_case").fetchone() or (0,)
    (unit,) = bare.execute("SELECT id FROM units_unit WHERE code = 'so-xay-dung'").fetchone() or (
        0,
    )
    share = min(100.0, 100 * 2000 / total)
    asked = (*bare.execute(any_.format(share, unit)), *bare.execute(open_.format(unit)))
    numbers = [number for (number,) in asked]

    def page(who: str, address: str) -> Callable[[], Any]:
        def get() -> None:
            answer = clients[who].get(address, secure=True)
            assert answer.status_code == 200, answer.status_code

        return get

    def case() -> None:
        page("heavy", f"/cases/{chance.choice(numbers)}/")()

    def search() -> None:
        queries.board(queries.Filters(words=chance.choice(words)), now=timezone.now())

    return {
        "worklist of 10,000": page("heavy", "/work/"),
        "worklist of 20": page("light", "/work/"),
        "worklist, late": page("heavy", "/work/?state=late"),
        "worklist, words": page("heavy", "/work/?q=ổ+gà"),
        "worklist, rare words": page("heavy", "/work/?q=bong+troc+nhieu"),
        "case": case,
        "public search": search,
    }
