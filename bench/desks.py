"""Officers at their desks while `flood.py` pours: lists and cases opened, classified, answered."""

import asyncio
import random
import re
import time
from collections import defaultdict
from dataclasses import dataclass, field
from html import unescape

from browsing import Browser, Page

CASE = re.compile(rb'href="(/cases/[A-Z]+-\d\d-[0-9A-Z]{6}/)')
ACT = re.compile(rb'action="(/cases/[^"]+/act/[0-9a-f-]{36}/(?:classify|answer)/)"')
ANSWER = "Đơn vị đã cử người đến hiện trường, xử lý xong trong ngày và đặt biển báo."
THINKS = 4.0
"""Seconds that an officer reads and types, on average."""


@dataclass
class Desks:
    """How long officers waited in seconds, by what they did; what was done; what went wrong."""

    waits: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: list[str] = field(default_factory=list)

    async def timed(self, name: str, browser: Browser, path: str) -> Page:
        """Open a page and note how long it took."""
        started = time.perf_counter()
        page = await browser.get(path)
        self.note(name, started, page, path)
        return page

    def note(self, name: str, started: float, page: Page, path: str) -> None:
        """Note an answer that has just come."""
        self.waits[name].append(time.perf_counter() - started)
        if page.status >= 400 and page.status != 409:  # somebody was first: that is a day's work
            self.wrong.append(f"{page.status} {path}")


async def sit(desks: Desks, browser: Browser, chance: random.Random, until: float) -> None:
    """Work as one officer until then: the list, a case of it, and what its first form asks."""
    while time.perf_counter() < until:
        worklist = await desks.timed("worklist", browser, "/work/")
        await asyncio.sleep(chance.expovariate(1 / THINKS))
        if not (cases := list(dict.fromkeys(CASE.findall(worklist.body)))):
            continue
        path = chance.choice(cases).decode()
        case = await desks.timed("case", browser, path)
        await asyncio.sleep(chance.expovariate(1 / THINKS))
        if (act := ACT.search(case.body)) is None or time.perf_counter() > until:
            continue
        where = unescape(act[1].decode())
        fields = {"csrfmiddlewaretoken": case.token} | _answers(where)
        started = time.perf_counter()
        done = await browser.post(where, fields)
        desks.note(where.rsplit("/", 2)[1], started, done, where)
        if done.location:
            await desks.timed("case", browser, done.location)


def _answers(where: str) -> dict[str, str]:
    if where.endswith("/answer/"):
        return {"answer": ANSWER}
    return {"category": "flooding", "priority": "urgent", "unit": "so-xay-dung"}
