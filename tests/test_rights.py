"""Every address against everyone: who is answered, who is led to sign in, who is refused.

The table is the whole truth about addresses: one that is added without an entry fails, and so does
an entry whose address is gone. Rights to single objects (own, former, predecessor unit) are tested
in the rooms; here the case is answered by one unit, and an officer of another looks on.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from tests.rights_world import World, build

pytestmark = pytest.mark.django_db

VISITOR, CITIZEN = "visitor", "citizen"
STAFF = (
    "operator",
    "officer",
    "elsewhere",
    "head",
    "leader",
    "analyst",
    "administrator",
    "auditor",
)
# The reporter is a visitor who gave the secret code of the case in this session. A former official
# is a citizen again: nothing of the post remains.
REPORTER = "reporter"
EVERYONE = (VISITOR, REPORTER, CITIZEN, "former", *STAFF)
CHANGES_NOTHING = {302, 403, 404, 405}

Statuses = dict[str, int]


@dataclass(frozen=True)
class Rule:
    """What each of EVERYONE gets: for reading, and for sending an empty form.

    Without `post`, sending must change nothing for anyone.
    """

    get: Statuses
    post: Statuses = field(default_factory=dict)


def all_get(status: int, *, visitor: int | None = None) -> Statuses:
    """Return one status for everyone, and another for visitors, the reporter among them."""
    unknown = dict.fromkeys((VISITOR, REPORTER), status if visitor is None else visitor)
    return dict.fromkeys(EVERYONE, status) | unknown


def only(who: str, status: int, *, others: int = 403, visitor: int = 302) -> Statuses:
    """Return `status` for those named, `others` for the rest and `visitor` for visitors."""
    found = all_get(others, visitor=visitor)
    return found | dict.fromkeys(who.split(), status)


def shown() -> Rule:
    """Return the rule of a page that anyone may read."""
    return Rule(all_get(200))


def desk(who: str) -> Rule:
    """Return the rule of a page of the desk that only some may read."""
    return Rule(only(who, 200))


def desk_form(who: str) -> Rule:
    """Return the rule of a form of the desk."""
    return Rule(only(who, 200), only(who, 200))


def confirmed() -> Rule:
    """Return the rule of a page that asks members for their password once more."""
    return Rule(all_get(302), all_get(302))


ADMIN = "administrator"
ALL_STAFF = " ".join(STAFF)
AT_WORK_ON_IT = "officer head"
ENTERS = f"{ADMIN} analyst"
READS_IT = "reporter operator officer head leader"

RULES: dict[str, Rule] = {
    "home": shown(),
    "about": shown(),
    "accessibility": shown(),
    "design": shown(),
    "set_language": Rule(all_get(302), all_get(302)),
    # Sign-in
    "account_login": Rule(all_get(302, visitor=200), all_get(302, visitor=200)),
    "account_logout": Rule(all_get(200, visitor=302), all_get(302)),
    "account_inactive": shown(),
    "account_reauthenticate": Rule(all_get(200, visitor=302), all_get(200, visitor=302)),
    "account_change_password": Rule(all_get(200, visitor=302), all_get(200, visitor=302)),
    "account_reset_password": shown(),
    "account_enrol": Rule(all_get(200), all_get(200)),
    "account_mine": Rule(all_get(200, visitor=302), all_get(200, visitor=302)),
    "mfa_index": Rule(all_get(200, visitor=302)),
    "mfa_authenticate": confirmed(),
    "mfa_reauthenticate": Rule(all_get(200, visitor=302), all_get(200, visitor=302)),
    "mfa_activate_totp": confirmed(),
    "mfa_deactivate_totp": confirmed(),
    "mfa_view_recovery_codes": Rule(all_get(404, visitor=302)),
    "mfa_generate_recovery_codes": confirmed(),
    "mfa_download_recovery_codes": Rule(all_get(404, visitor=302)),
    "mfa_list_webauthn": Rule(all_get(200, visitor=302)),
    "mfa_add_webauthn": confirmed(),
    "mfa_reauthenticate_webauthn": confirmed(),
    "mfa_remove_webauthn": confirmed(),
    "mfa_edit_webauthn": confirmed(),
    "mfa_login_webauthn": confirmed(),
    # These accounts are no demonstration's: nobody is let in.
    "enter_demonstration": Rule(all_get(405), all_get(404)),
    # The administrator's desk
    "administration:desk": desk("head leader administrator auditor"),
    "administration:staff": desk("head leader administrator auditor"),
    "administration:official": desk_form("leader administrator auditor"),
    "administration:open_account": desk_form(ADMIN),
    "administration:import": desk_form(ADMIN),
    "administration:template": desk(ADMIN),
    "administration:take_in": Rule(only(ADMIN, 405), only(ADMIN, 302)),
    "administration:left_behind": desk(ADMIN),
    "administration:appoint": desk_form(ADMIN),
    "administration:change_sign_in": desk_form(ADMIN),
    "administration:end": desk_form(ADMIN),
    "administration:succeed": Rule(only(ADMIN, 405), only(ADMIN, 302)),
    "administration:holidays": desk_form(ADMIN),
    "administration:ledger": desk("administrator auditor"),
    "administration:readings": desk("administrator auditor"),
    # Places and units
    "places:resolve": Rule(all_get(400)),
    "places:search": shown(),
    "places:communes": shown(),
    "places:outline": shown(),
    "places:tile": Rule(all_get(404)),
    "units:directory": shown(),
    "units:csv": shown(),
    "units:xlsx": shown(),
    "units:unit": shown(),
    # Registers: the one of the hotline's categories
    "registers:index": shown(),
    "registers:table": shown(),
    "registers:record": shown(),
    "registers:excel": shown(),
    "registers:csv": shown(),
    "registers:places": shown(),
    "registers:add": Rule(only(ADMIN, 200, visitor=403), only(ADMIN, 200, visitor=403)),
    "registers:import": Rule(only(ADMIN, 200, visitor=403), only(ADMIN, 200, visitor=403)),
    "registers:template": Rule(only(ADMIN, 200, visitor=403)),
    "registers:preview": Rule(only(ADMIN, 404, visitor=403), only(ADMIN, 404, visitor=403)),
    "registers:edit": Rule(only(ADMIN, 200, visitor=403), only(ADMIN, 200, visitor=403)),
    "registers:end": Rule(only(ADMIN, 200, visitor=403), only(ADMIN, 200, visitor=403)),
    "registers:restore": Rule(only(ADMIN, 404, visitor=403), only(ADMIN, 404, visitor=403)),
    # The ledger
    "ledger:index": shown(),
    "ledger:verify": Rule(all_get(405), all_get(422)),
    "ledger:sandbox": shown(),
    "ledger:key": shown(),
    "ledger:checkpoint": shown(),
    "ledger:heads": shown(),
    "ledger:inclusion": shown(),
    "ledger:consistency": shown(),
    # Cases: one that is with the unit of `officer` and `head`
    "cases:worklist": desk(ALL_STAFF),
    "cases:statistics": desk(ALL_STAFF),
    "cases:export": desk(ALL_STAFF),
    "cases:area": desk(ALL_STAFF),
    "cases:points": desk(ALL_STAFF),
    # With nothing chosen there is nothing to do; a batch is of the session that began it.
    "cases:many": Rule(only(ALL_STAFF, 302), only(ALL_STAFF, 302)),
    "cases:batch": Rule(only(ALL_STAFF, 404), only(ALL_STAFF, 404)),
    "cases:undo": Rule(all_get(405), only(ALL_STAFF, 404)),
    "cases:away": Rule(only(ALL_STAFF, 200), only(ALL_STAFF, 422)),
    "cases:end_away": Rule(all_get(405), only(ALL_STAFF, 404)),
    "cases:procedures": shown(),
    "cases:procedure": shown(),
    "cases:new": Rule(all_get(200), all_get(422)),
    "cases:case": shown(),
    "cases:filed": Rule(all_get(302)),
    "cases:open": Rule(all_get(405), all_get(422)),
    "cases:act": Rule(all_get(405), only(AT_WORK_ON_IT, 422, visitor=403)),
    "cases:wait": Rule(all_get(405), only(AT_WORK_ON_IT, 422, visitor=403)),
    "cases:assign": Rule(all_get(405), only(AT_WORK_ON_IT, 302, visitor=403)),
    "cases:note": Rule(all_get(405), only(f"reporter {AT_WORK_ON_IT}", 422, visitor=403)),
    "cases:remind": Rule(all_get(405), only(AT_WORK_ON_IT, 422, visitor=403)),
    "cases:seen": Rule(all_get(405), only("operator officer head leader", 302, visitor=403)),
    "cases:earlier": Rule(all_get(405), only(AT_WORK_ON_IT, 200, visitor=403)),
    "cases:rate": Rule(all_get(405), only("reporter", 422, visitor=403)),
    "cases:receipt": Rule(only(READS_IT, 200, others=404, visitor=404)),
    "cases:photo": Rule(only(READS_IT, 200, others=404, visitor=404)),
    "cases:small": Rule(only(READS_IT, 200, others=404, visitor=404)),
    # Documents, indicators, strategy
    "documents:library": shown(),
    "documents:document": shown(),
    "documents:add": Rule(only(ENTERS, 200), only(ENTERS, 422)),
    "documents:replace": Rule(only(ENTERS, 200), only(ENTERS, 422)),
    "documents:withdraw": Rule(all_get(405), only(ENTERS, 404)),
    "documents:original": Rule(all_get(404)),  # this document was read from no file that is kept
    "indicators:catalogue": shown(),
    "indicators:indicator": shown(),
    "indicators:areas": shown(),
    "indicators:csv": shown(),
    "indicators:figures_csv": shown(),
    "indicators:figures_xlsx": shown(),
    "strategy:board": shown(),
    "strategy:board_csv": shown(),
    "strategy:resolution": shown(),
    "strategy:wall": shown(),
    "strategy:target": shown(),
    "strategy:rankings": shown(),
    "strategy:tasks": shown(),
    "strategy:task": shown(),
    "strategy:give": Rule(only("leader", 200), only("leader", 422)),
    "strategy:sessions": shown(),
    "strategy:session": shown(),
    "strategy:new_session": Rule(only("leader", 200), only("leader", 422)),
    "strategy:add_to_session": Rule(all_get(405), only("leader", 422)),
    "strategy:answer_ask": Rule(all_get(405), only("leader", 422)),
    # The reading of reports
    "insight:documents": Rule(only("analyst", 200), only("analyst", 422)),
    "insight:findings": shown(),
    "insight:settle": Rule(all_get(405), only("analyst", 409)),
    "insight:review": desk("analyst"),
    "insight:read": Rule(all_get(405), only("analyst", 302)),
    "insight:summary": desk("analyst"),
    "insight:csv": desk("analyst"),
    "insight:lines": desk("analyst"),
    "insight:decide": Rule(all_get(405), only("analyst", 422)),
    "insight:choices": desk("analyst"),
    # Open data
    "exchange:page": shown(),
    "exchange:dataset": shown(),
    "exchange:catalogue": shown(),
    "exchange:catalogue_as": shown(),
    "exchange:import": Rule(only("analyst", 200), only("analyst", 422)),
    "exchange:template": desk("analyst"),
    "exchange:preview": Rule(only("analyst", 404), only("analyst", 404)),
    "exchange:structures": shown(),
    "exchange:structure": shown(),
    "exchange:all_data": shown(),
    "exchange:data": shown(),
    "exchange:not_here": Rule(all_get(501)),
    # The API: everything is for everyone, and keys are the administrator's
    "api:page": shown(),
    "api:openapi": shown(),
    "hotline_open311:discovery": shown(),
    "hotline_open311:services": shown(),
    "hotline_open311:definition": shown(),
    "hotline_open311:requests": Rule(all_get(200), all_get(400)),
    "hotline_open311:request": shown(),
    "hotline_open311:token": shown(),
    "hotline_open311:not_here": Rule(all_get(404)),
    "hotline_open311:clients": Rule(only(ADMIN, 200), only(ADMIN, 422)),
    "hotline_open311:close_client": Rule(only(ADMIN, 405), only(ADMIN, 404)),
    # Reports: one edition was made
    "reports:index": shown(),
    "reports:preview": Rule(all_get(302)),  # to the position of the data that it shows
    "reports:preview_paper": Rule(all_get(404)),
    "reports:make": Rule(all_get(405), only("officer elsewhere head leader analyst", 404)),
    "reports:compare": Rule(all_get(404)),
    "reports:edition": shown(),
    "reports:edition_paper": shown(),
    "reports:edition_json": shown(),
    "reports:again": shown(),
    # The calls: those of the operator's desk; others may count them, and the wall is open
    "hotline_calls:log": desk("operator"),
    "hotline_calls:export": desk("operator"),
    "hotline_calls:figures": desk("operator leader auditor"),
    "hotline_calls:missed": Rule(all_get(405), only("operator", 302)),
    "hotline_calls:new": Rule(only("operator", 200), only("operator", 422)),
    "hotline_calls:wall": shown(),
    "hotline_calls:now_on_wall": shown(),
    "hotline_calls:places": desk("operator"),
    "hotline_calls:units": desk("operator"),
    "hotline_calls:answers": desk("operator"),
    "hotline_calls:call": Rule(only("operator", 200), only("operator", 422)),
    "hotline_calls:listen": Rule(all_get(405), only("operator", 200)),
    "hotline_calls:caller": Rule(all_get(405), only("operator", 200)),
    "hotline_calls:end": Rule(all_get(405), only("operator", 302)),
    "hotline_calls:link": Rule(all_get(405), only("operator", 422)),
    "hotline_calls:call_back": Rule(all_get(405), only("operator", 302)),
    "hotline_calls:further": Rule(all_get(405), only("operator", 302)),
    "hotline_calls:settle": Rule(all_get(405), only("operator", 302)),
    "hotline_calls:receipt": Rule(only("operator", 302)),  # without its key: to the call
    "hotline_calls:sms": Rule(all_get(405), only("operator", 302)),
    # The hotline's month: for everyone; a correction is for who makes reports
    "hotline_monthly:index": shown(),
    "hotline_monthly:live": shown(),
    "hotline_monthly:hotspots": shown(),
    "hotline_monthly:hotspots_geojson": shown(),
    "hotline_monthly:cases_between": Rule(all_get(404)),
    "hotline_monthly:month": shown(),
    "hotline_monthly:cases": shown(),
    "hotline_monthly:paper": shown(),
    "hotline_monthly:make": Rule(all_get(405), only("officer elsewhere head leader analyst", 302)),
    # The hotline
    # On the spot
    "field:field": desk(ALL_STAFF),
    "field:worker": shown(),
    # Without a script one is led back to the page, with what is wrong.
    "field:send": Rule(all_get(405), all_get(403, visitor=401) | dict.fromkeys(STAFF, 302)),
    # Notices, and following without an account
    "hotline_notices:notices": shown(),
    "hotline_notices:feed": shown(),
    "hotline_notices:new": Rule(only("operator", 200), only("operator", 422)),
    "hotline_notices:follow": Rule(all_get(200), all_get(422)),
    "hotline_notices:follow_report": Rule(all_get(200), all_get(422)),
    "hotline_notices:confirm": Rule(all_get(404), all_get(404)),  # a link that isn't ours
    "hotline_notices:mine": Rule(all_get(404), all_get(404)),
    "hotline_notices:notice": Rule(all_get(404)),  # none was given
    "hotline_notices:withdraw": Rule(all_get(405), only("operator", 404)),
    "hotline:board": shown(),
    "hotline:new": Rule(all_get(200), all_get(422)),
    # No report here is made up: nobody steps into a real reporter's shoes.
    "hotline:visit": Rule(all_get(405), all_get(404)),
    "hotline:follow": Rule(all_get(200), all_get(422)),
    "hotline:forget": Rule(all_get(405), all_get(302)),
    "hotline:reviews": desk("operator"),
    "hotline:review": desk_form("operator"),
    "hotline:contact": Rule(all_get(405), only("operator officer head", 302)),
    "hotline:export": shown(),
    "hotline:json": shown(),
    "hotline:points": shown(),
    "hotline:feed": shown(),
    "hotline:report_feed": shown(),
    "hotline:photo": Rule(all_get(404)),  # not before someone has looked at it
    "hotline:report": shown(),
    # Messages that came in, and where providers hand them in: none is connected here.
    "hotline_channels:desk": desk(f"operator {ADMIN}"),
    "hotline_channels:sms": Rule(all_get(405), all_get(404)),
    "hotline_channels:zalo": Rule(all_get(405), all_get(404)),
    "hotline_channels:retry": Rule(all_get(405), only(f"operator {ADMIN}", 302)),
    "hotline_channels:incoming": Rule(only("operator", 200), only("operator", 422)),
    "hotline_channels:attach": Rule(all_get(405), only("operator", 404)),  # about no case
    "hotline_channels:dismiss": Rule(all_get(405), only("operator", 302)),
    "hotline_channels:picture": Rule(only("operator", 404)),  # it came without one
    # Reports of one thing, and suggested categories
    "hotline_alike:similar": Rule(all_get(200), all_get(200)),
    "hotline_alike:learning": Rule(only(ADMIN, 200), only(ADMIN, 302)),
    # On a report that isn't theirs to handle, or isn't linked, they are told so on its page.
    "hotline_alike:link": Rule(all_get(405), only(ALL_STAFF, 302)),
    "hotline_alike:unlink": Rule(all_get(405), only(ALL_STAFF, 302)),
    "hotline_alike:take": Rule(all_get(405), only(ALL_STAFF, 302)),
}


def addresses(
    resolver: URLResolver | None = None, before: str = "", spaces: str = ""
) -> Iterator[tuple[str, str]]:
    """Yield name and pattern of every address of the product."""
    for found in (resolver or get_resolver()).url_patterns:
        pattern = before + str(found.pattern)
        if isinstance(found, URLPattern):
            yield f"{spaces}{found.name}", pattern
        else:
            inner = f"{spaces}{found.namespace}:" if found.namespace else spaces
            yield from addresses(found, pattern, inner)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    """Give a living province; nothing of it remains."""
    del django_db_setup
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]  # untyped
        yield build(timezone.now())
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def sessions(world: World) -> dict[str, str]:
    """Give the session of everyone who is signed in."""
    keys = {}
    for who, account in world.accounts.items():
        client = Client()
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        keys[who] = client.cookies[settings.SESSION_COOKIE_NAME].value
    reporter = Client()
    reporter.post(f"/cases/{world.number}/open/", {"secret": world.secret})
    keys[REPORTER] = reporter.cookies[settings.SESSION_COOKIE_NAME].value
    return keys


# What is called `code` in strategy's addresses, as the province's own files say it.
OF_STRATEGY = {
    "strategy:target": "nq01-dti-2030",
    "strategy:task": "qd-2840-1",
    "strategy:session": "ban-kinh-te-trung-uong",
    "strategy:add_to_session": "ban-kinh-te-trung-uong",
    "strategy:answer_ask": "ban-kinh-te-trung-uong",
}


def path_of(name: str, pattern: str, world: World) -> str:
    """Return an address of this pattern that names things of the world."""
    values: dict[str, object] = {
        "account_id": world.official,
        "action": "answer",
        "attachment": world.photo,
        "call": world.call,
        "incoming": world.incoming,
        "message": world.event,
        "place": 0,
        "change": "close",
        "edition": world.edition,
        "event": world.event,
        "client_id": 1,
        "form": "pdf" if name.startswith(("reports:", "hotline_monthly:")) else "json",
        "month": "2026-02",
        "layer": "reports",
        "new": 2,
        "number": "1" if name == "registers:restore" else world.number,
        "old": 1,
        "pk": {
            "registers:preview": world.event,
            "exchange:preview": world.event,
            "insight:settle": world.finding,
            "insight:decide": world.claim,
            "insight:choices": world.claim,
        }.get(name, world.unit),
        "notice_id": world.event,
        "post_id": world.post,
        "path": "dataflow",
        "role": "officer",
        "serialisation": "ttl",
        "size": "large",
        "step": world.step,
        "substitution": 0,
        "token": world.number,
        "version": 1,
        "x": 800,
        "y": 450,
        "z": 10,
        "name": "hotline_categories" if name.startswith("registers:") else "hotline.report",
        "ask": world.ask,
        "part": "ask",
        "code": OF_STRATEGY.get(name)
        or {
            "documents": world.document,
            "exchange": "so-lieu",
            "indicators": world.indicator,
            "insight": world.read,
            "hotline_open311": "pothole",
            "registers": world.record,
            "strategy": world.resolution,
        }.get(name.partition(":")[0]),
    }
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda m: str(values[m[1]]), pattern)


def answered(who: str, method: str, path: str, sessions: dict[str, str]) -> tuple[int, str]:
    """Return status and words of one request; what it wrote is undone."""
    client = Client()
    if who in sessions:
        client.cookies[settings.SESSION_COOKIE_NAME] = sessions[who]
    with transaction.atomic():
        response = client.get(path) if method == "get" else client.post(path)
        words = response.getvalue().decode(errors="replace")
        transaction.set_rollback(True)
    return response.status_code, words


def test_every_address_has_a_rule_and_every_rule_an_address() -> None:
    names = {name for name, _pattern in addresses()}
    assert names - set(RULES) == set(), "say in RULES who may open these"
    assert set(RULES) - names == set(), "these addresses are gone"


@pytest.mark.parametrize(("name", "pattern"), list(addresses()), ids=lambda value: value)
def test_everyone_gets_at_an_address_what_the_rule_says(
    name: str, pattern: str, world: World, sessions: dict[str, str]
) -> None:
    rule, path = RULES[name], path_of(name, pattern, world)
    for method, expected in (("get", rule.get), ("post", rule.post)):
        got = {who: answered(who, method, path, sessions)[0] for who in expected}
        wrong = {
            who: f"{got[who]}, not {expected[who]}" for who in got if got[who] != expected[who]
        }
        assert not wrong, f"{method} {path}"
    if not rule.post:
        sent = {answered(who, "post", path, sessions)[0] for who in (VISITOR, "officer", ADMIN)}
        assert sent <= CHANGES_NOTHING


@pytest.mark.parametrize("who", EVERYONE)
def test_the_words_of_a_report_that_nobody_reviewed_are_for_those_who_work_on_it(
    who: str, world: World, sessions: dict[str, str]
) -> None:
    for path in (f"/cases/{world.number}/", f"/reports/{world.number}/"):
        _status, words = answered(who, "get", path, sessions)
        may_read = who in READS_IT.split() and path.startswith("/cases/")
        assert (world.words in words) == may_read
        assert world.phone not in words.replace(" ", "")


@pytest.mark.parametrize(
    "path",
    [
        "/reports/",
        "/reports/reports.csv",
        "/reports/reports.json",
        "/reports/points.geojson",
        "/reports/feed.atom",
    ],
)
def test_no_public_page_has_words_that_nobody_reviewed(
    path: str, world: World, sessions: dict[str, str]
) -> None:
    _status, words = answered(VISITOR, "get", path, sessions)
    assert world.words not in words
    assert world.phone not in words.replace(" ", "")
