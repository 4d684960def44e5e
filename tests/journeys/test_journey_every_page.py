"""Every kind of page that links lead to, seen by axe in light and dark.

What everyone sees is looked at on a phone, what staff see on their desks on a wide screen.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import APIRequestContext, Page

from .conftest import Eye, Opener

Enter = Callable[[str], Page]
# The wall board hangs in the hotline's room; nothing leads a visitor to it.
DOORS = ("/", "/reports/calls/wall/")
# Kinds of pages that a visitor must have come by; the walk may find more.
PUBLIC = {
    "home",
    "about",
    "accessibility",
    "account_login",
    "api:page",
    "cases:new",
    "cases:procedure",
    "cases:procedures",
    "documents:document",
    "documents:library",
    "exchange:dataset",
    "exchange:page",
    "hotline:board",
    "hotline:follow",
    "hotline:new",
    "hotline:report",
    "hotline_calls:wall",
    "hotline_monthly:cases",
    "hotline_monthly:hotspots",
    "hotline_monthly:index",
    "hotline_monthly:live",
    "hotline_monthly:month",
    "hotline_notices:follow",
    "hotline_notices:follow_report",
    "hotline_notices:notice",
    "hotline_notices:notices",
    "indicators:catalogue",
    "indicators:indicator",
    "ledger:index",
    "ledger:sandbox",
    "registers:index",
    "registers:record",
    "registers:table",
    "reports:index",
    "strategy:board",
    "strategy:rankings",
    "strategy:resolution",
    "strategy:session",
    "strategy:sessions",
    "strategy:target",
    "strategy:task",
    "strategy:tasks",
    "strategy:wall",
    "units:directory",
    "units:unit",
}
STAFF = {
    "Tổng đài viên": {
        "cases:case",
        "cases:worklist",
        "hotline:review",
        "hotline:reviews",
        "hotline_calls:call",
        "hotline_calls:figures",
        "hotline_calls:log",
        "hotline_calls:new",
        "hotline_channels:desk",
        "hotline_notices:new",
    },
    "Cán bộ xử lý": {
        "account_mine",
        "cases:area",
        "cases:away",
        "cases:case",
        "cases:statistics",
        "cases:worklist",
        "field:field",
    },
    "Lãnh đạo": {"cases:worklist", "cases:statistics", "administration:staff"},
    "Chuyên viên tổng hợp": {
        "exchange:import",
        "insight:documents",
        "insight:review",
        "insight:summary",
    },
    "Quản trị": {
        "administration:desk",
        "administration:holidays",
        "administration:import",
        "administration:ledger",
        "administration:official",
        "administration:open_account",
        "administration:readings",
        "administration:staff",
        "hotline_alike:learning",
        "hotline_channels:desk",
        "hotline_open311:clients",
        "registers:edit",
        "registers:import",
    },
}

# Pages that everyone sees, on which staff see more.
BOTH = {
    "cases:case",
    "hotline_notices:notices",
    "registers:index",
    "registers:record",
    "registers:table",
}
DIFFERENT_FOR_EACH = {"cases:case", "cases:worklist"}
START = dict.fromkeys(STAFF, "/work/") | {
    "Chuyên viên tổng hợp": "/insight/",
    "Quản trị": "/administration/",
}

TRIES = 3


def kinds_of_pages(
    page: Page, starts: Sequence[str], worth: Callable[[str, str], bool]
) -> Iterator[str]:
    """Open a page of every kind that links lead to from `starts`, and give its kind's name.

    `worth(address, kind)` decides whether one is opened; a kind of which the first three aren't
    is passed by.
    """
    waiting, seen, passed = deque(starts), set[str](), Counter[str]()
    while waiting:
        address = waiting.popleft()
        kind = kind_of(address)
        if kind is None or kind in seen or passed[kind] == TRIES:
            continue
        if not worth(address, kind):
            passed[kind] += 1
            continue
        seen.add(kind)
        page.goto(address)
        waiting.extend(
            page.eval_on_selector_all(
                "a[href]:not([download])", "links => links.map(link => link.getAttribute('href'))"
            )
        )
        yield kind


def kind_of(address: str) -> str | None:
    """Return the name of what answers at one of our addresses; None for any other."""
    parts = urlsplit(address)
    if parts.netloc or not parts.path.startswith("/"):
        return None
    try:
        return resolve(parts.path).view_name
    except Resolver404:
        return None


def is_page(visitor: APIRequestContext, address: str) -> bool:
    """Say whether a request shows a page right there, without being led elsewhere."""
    answer = visitor.get(address, max_redirects=0)
    return answer.ok and answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("screen", ["phone"], indirect=True)
def test_everyone_sees_every_public_page(page: Page, eye: Eye) -> None:
    visitor = page.context.request
    found = set()
    for kind in kinds_of_pages(page, DOORS, lambda address, _kind: is_page(visitor, address)):
        name = kind.replace(":", "-")
        eye.look(f"every-{name}")
        eye.look_in_the_dark(f"every-{name}")
        found.add(kind)
    assert found >= PUBLIC, PUBLIC - found


@pytest.mark.parametrize("screen", ["desktop"], indirect=True)
def test_staff_see_every_page_of_their_day(enter: Enter, open_window: Opener, eye: Eye) -> None:
    stranger = open_window().context.request
    looked_at = set[str]()
    for role, expected in STAFF.items():
        page = enter(role)
        found = set()
        for kind in kinds_of_pages(page, [START[role]], only_staff_see(page, stranger)):
            found.add(kind)
            if kind in looked_at - DIFFERENT_FOR_EACH:
                continue
            looked_at.add(kind)
            name = f"staff-{kind.replace(':', '-')}"
            eye.of(page).look(name)
            eye.of(page).look_in_the_dark(name)
        assert found >= expected, (role, expected - found)


def only_staff_see(page: Page, stranger: APIRequestContext) -> Callable[[str, str], bool]:
    """Give what tells whether a page is one that this member sees and a stranger doesn't."""

    def worth(address: str, kind: str) -> bool:
        seen = is_page(page.context.request, address)
        return seen and (kind in BOTH or not is_page(stranger, address))

    return worth
