"""How many queries each page asks of the database: exactly so many, so that no page grows unseen.

The table below is asked with the province and the people of `rights_world`: one case on its way,
documents, figures, findings. A page is asked twice and counted the second time: what a process
keeps (procedures, calendars, units' names) is then known. A new page that is answered without
arguments must stand here; one that names something may, and should where it shows lists. When a
count rises for a good reason, write down the new number with the change that needs it.
"""

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import test_rights
from tests.rights_world import World
from tests.test_rights import RULES, VISITOR, addresses, path_of

pytestmark = pytest.mark.django_db
world, sessions = test_rights.world, test_rights.sessions
# A transaction of the test's own makes savepoints of the product's transactions.
NO_QUESTION = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")

COUNTS: dict[str, dict[str, int]] = {
    "hotline_open311:clients": {"administrator": 6},
    "hotline_open311:discovery": {"visitor": 2},
    "hotline_open311:services": {"visitor": 4},
    "hotline_open311:definition": {"visitor": 3},
    "hotline_open311:requests": {"visitor": 7},
    "hotline_open311:request": {"visitor": 7},
    "hotline_open311:token": {"visitor": 7},
    "hotline_channels:desk": {"operator": 11},
    "hotline_channels:incoming": {"operator": 15},
    "hotline_calls:log": {"operator": 12},
    "hotline_calls:export": {"operator": 7},
    "hotline_calls:figures": {"operator": 7},
    "hotline_calls:new": {"operator": 7},
    "hotline_calls:wall": {"visitor": 14},
    "hotline_calls:now_on_wall": {"visitor": 15},
    "hotline_calls:places": {"operator": 7},
    "hotline_calls:units": {"operator": 7},
    "hotline_calls:answers": {"operator": 8},
    "hotline_calls:call": {"operator": 12},
    "hotline_alike:similar": {"visitor": 1},
    "hotline_alike:learning": {"administrator": 7},
    "hotline_monthly:index": {"visitor": 5},
    "hotline_monthly:live": {"visitor": 11},
    "hotline_monthly:hotspots": {"visitor": 6},
    "hotline_monthly:hotspots_geojson": {"visitor": 6},
    "hotline_monthly:month": {"visitor": 20},
    "hotline_monthly:cases": {"visitor": 7},
    "hotline_monthly:paper": {"visitor": 17},
    "hotline_notices:notices": {"visitor": 2},
    "hotline_notices:feed": {"visitor": 2},
    "hotline_notices:new": {"operator": 6},
    "hotline_notices:follow": {"visitor": 1},
    "hotline_notices:follow_report": {"visitor": 6},
    "hotline:board": {"visitor": 9, "officer": 13},
    "hotline:new": {"visitor": 2},
    "hotline:follow": {"visitor": 1},
    "hotline:reviews": {"operator": 8},
    "hotline:review": {"operator": 11},
    "hotline:export": {"visitor": 9},
    "hotline:json": {"visitor": 9},
    "hotline:points": {"visitor": 6},
    "hotline:feed": {"visitor": 6},
    "hotline:report": {"visitor": 9, "officer": 13},
    "hotline:report_feed": {"visitor": 7},
    "home": {"visitor": 11, "officer": 15},
    "about": {"visitor": 1},
    "accessibility": {"visitor": 1},
    "design": {"visitor": 1},
    "api:page": {"visitor": 1},
    "api:openapi": {"visitor": 1},
    "account_login": {"visitor": 1},
    "account_logout": {"officer": 5},
    "account_inactive": {"visitor": 1},
    "account_reauthenticate": {"officer": 11},
    "account_change_password": {"officer": 5},
    "account_reset_password": {"visitor": 1},
    "account_enrol": {"visitor": 1},
    "account_mine": {"officer": 7},
    "mfa_index": {"officer": 7},
    "mfa_reauthenticate": {"officer": 11},
    "mfa_list_webauthn": {"officer": 6},
    "administration:desk": {"head": 5},
    "administration:staff": {"head": 9},
    "administration:open_account": {"administrator": 6},
    "administration:import": {"administrator": 5},
    "administration:template": {"administrator": 6},
    "administration:left_behind": {"administrator": 6},
    "administration:official": {"leader": 8},
    "administration:appoint": {"administrator": 7},
    "administration:change_sign_in": {"administrator": 6},
    "administration:end": {"administrator": 6},
    "administration:holidays": {"administrator": 7},
    "administration:ledger": {"administrator": 7},
    "administration:readings": {"administrator": 6},
    "places:search": {"visitor": 2},
    "places:communes": {"visitor": 2},
    "places:outline": {"visitor": 1},
    "units:directory": {"visitor": 3},
    "units:csv": {"visitor": 4},
    "units:xlsx": {"visitor": 4},
    "units:unit": {"visitor": 7, "officer": 11},
    "registers:index": {"visitor": 3},
    "registers:table": {"visitor": 5, "officer": 9},
    "registers:excel": {"visitor": 3},
    "registers:csv": {"visitor": 3},
    "registers:places": {"visitor": 3},
    "registers:add": {"administrator": 7},
    "registers:import": {"administrator": 6},
    "registers:template": {"administrator": 7},
    "registers:record": {"visitor": 4},
    "registers:edit": {"administrator": 8},
    "registers:end": {"administrator": 7},
    "ledger:index": {"visitor": 6},
    "ledger:sandbox": {"visitor": 1},
    "ledger:key": {"visitor": 1},
    "ledger:checkpoint": {"visitor": 2},
    "ledger:heads": {"visitor": 2},
    "ledger:inclusion": {"visitor": 6},
    "ledger:consistency": {"visitor": 3},
    "field:field": {"officer": 6},
    "field:worker": {"visitor": 1},
    "cases:worklist": {"officer": 10},
    "cases:export": {"officer": 8},
    "cases:area": {"officer": 7},
    "cases:points": {"officer": 6},
    "cases:away": {"officer": 7},
    "cases:statistics": {"officer": 12},
    "cases:procedures": {"visitor": 2},
    "cases:procedure": {"visitor": 3},
    "cases:new": {"visitor": 4},
    "cases:case": {"visitor": 6, "officer": 21},
    "cases:receipt": {"officer": 13},
    "cases:photo": {"officer": 9},
    "cases:small": {"officer": 9},
    "documents:library": {"visitor": 3},
    "documents:add": {"analyst": 5},
    "documents:document": {"visitor": 4},
    "documents:replace": {"analyst": 6},
    "indicators:catalogue": {"visitor": 6},
    "indicators:figures_csv": {"visitor": 2},
    "indicators:figures_xlsx": {"visitor": 3},
    "indicators:indicator": {"visitor": 10},
    "indicators:areas": {"visitor": 6},
    "indicators:csv": {"visitor": 3},
    "exchange:page": {"visitor": 11},
    "exchange:import": {"analyst": 6},
    "exchange:template": {"analyst": 6},
    "exchange:dataset": {"visitor": 11},
    "exchange:catalogue": {"visitor": 11},
    "exchange:catalogue_as": {"visitor": 11},
    "exchange:structures": {"visitor": 3},
    "exchange:structure": {"visitor": 3},
    "exchange:all_data": {"visitor": 7},
    "exchange:data": {"visitor": 7},
    "insight:documents": {"analyst": 8},
    "insight:findings": {"visitor": 3},
    "insight:review": {"analyst": 8},
    "insight:summary": {"analyst": 9},
    "insight:csv": {"analyst": 7},
    "insight:lines": {"analyst": 7},
    "insight:choices": {"analyst": 6},
    "strategy:board": {"visitor": 18, "officer": 22},
    "strategy:board_csv": {"visitor": 17},
    "strategy:wall": {"visitor": 17},
    "strategy:resolution": {"visitor": 12},
    "strategy:target": {"visitor": 10},
    "strategy:rankings": {"visitor": 7},
    "strategy:tasks": {"visitor": 5},
    "strategy:give": {"leader": 14},
    "strategy:task": {"visitor": 7},
    "strategy:sessions": {"visitor": 6},
    "strategy:new_session": {"leader": 6},
    "strategy:session": {"visitor": 6},
    "reports:index": {"visitor": 5},
    "reports:edition": {"visitor": 3},
    "reports:edition_paper": {"visitor": 2},
    "reports:edition_json": {"visitor": 2},
    "reports:again": {"visitor": 10},
}


def queries_of(who: str, path: str, sessions: dict[str, str]) -> tuple[int, list[str]]:
    """Return the status of a page and the statements it took; what it wrote is undone."""
    client = Client()
    if who in sessions:
        client.cookies[settings.SESSION_COOKIE_NAME] = sessions[who]
    with transaction.atomic(), CaptureQueriesContext(connection) as captured:
        response = client.get(path)
        response.getvalue()
        transaction.set_rollback(True)
    statements = [query["sql"] for query in captured.captured_queries]
    return response.status_code, [one for one in statements if not one.startswith(NO_QUESTION)]


def test_every_page_asks_the_database_exactly_so_often(
    world: World, sessions: dict[str, str]
) -> None:
    wrong = []
    for name, pattern in addresses():
        for who, count in COUNTS.get(name, {}).items():
            path = path_of(name, pattern, world)
            queries_of(who, path, sessions)
            status, asked = queries_of(who, path, sessions)
            if (status, len(asked)) != (200, count):
                listed = "".join(
                    f"\n    {number}. {one[:120]}" for number, one in enumerate(asked, 1)
                )
                wrong.append(f'"{name}": {{"{who}": {len(asked)}}}, not {count} ({status}){listed}')
    assert not wrong, "\n".join(wrong)


def test_every_page_that_answers_without_arguments_is_counted() -> None:
    answered = {
        name
        for name, pattern in addresses()
        if "<" not in pattern and 200 in RULES[name].get.values()
    }
    assert answered - set(COUNTS) == set(), "say in COUNTS how many queries these take"
    assert set(COUNTS) - {name for name, _pattern in addresses()} == set(), "these are gone"


def test_who_is_counted_is_answered() -> None:
    wrong = {
        (name, who)
        for name, counts in COUNTS.items()
        for who in counts
        if RULES[name].get[who] != 200
    }
    assert not wrong
    assert all(VISITOR in RULES[name].get for name in COUNTS)
