"""How fast an officer's list, a case and the public search answer with a million cases.

Usage: python bench/worklist.py [--cases 1000000] [--few 10000] [--rounds 100]

Makes a PostgreSQL of its own, loads the province, and fills it twice (`reports.py`): with a few
cases, then with many. Each time it asks, in turn and in an order drawn by lot:

- worklist: the page /work/ of an officer whose unit has a hundredth of all cases open (10,000 of a
  million) and of one whose unit has twenty; narrowed to late ones; searched for words
- case: the page of any case, closed or open, for such an officer
- search: `hotline.queries.board` for words common and rare, with and without diacritics

Pages are whole: middleware, session, rights, queries and template, asked in this process.

Aims: the 95th percentile under 50 ms, and at most twice that of few cases.
"""

import argparse
import random
import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any, cast

from ground import own_server
from ledger import prepare, report

AIM_MS, AIM_RATIO = 50.0, 2.0
HEAVY, LIGHT = "so-xay-dung", "05443"
WORDS = (
    "duong", "ổ gà", "rac", "den duong", "tram y te", "ngap nuoc", "gần cầu", "xe tai",
    "kinh te", "chuyển đổi", "khong co tu nay", "xom", "bien bao do", "cong nghiep xom",
)  # fmt: skip
Question = Callable[[], Any]


def main() -> None:
    """Run the bench and print its figures, the ratio last."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    arguments.add_argument("--cases", type=int, default=1_000_000)
    arguments.add_argument("--few", type=int, default=10_000)
    arguments.add_argument("--rounds", type=int, default=100)
    asked = arguments.parse_args()
    with own_server() as server:
        prepare(server)
        measure(asked.few, asked.cases, asked.rounds, server.dsn())


def measure(few: int, many: int, rounds: int, dsn: str) -> None:
    """Fill, ask, fill more, ask again, and print."""
    import psycopg

    from reports import fill
    from tinhso.runtime import roles

    load()
    roles.grant(dsn)
    import tinhso.config.wsgi  # noqa: F401  # memory is kept here as the server keeps it
    from scene import people_and_ground, questions

    ground, clients = people_and_ground(HEAVY, LIGHT)
    tails: list[dict[str, float]] = []
    with psycopg.connect(dsn, autocommit=True) as bare:
        held = 0
        for wanted in (few, many):
            started = time.perf_counter()
            fill(bare, ground, held, wanted)
            report(f"{wanted:,} cases: filled", time.perf_counter() - started, "s")
            held = wanted
            tails.append(ask(questions(bare, clients, WORDS), rounds, f"{wanted:,} cases"))
    worst = 0.0
    for name, tail in tails[1].items():
        ratio = tail / tails[0][name]
        worst = max(worst, ratio)
        report(f"{name}, p95 of many / of few", ratio, "")
    print(f"ratio {worst:.2f} (the worst of them; aim: at most {AIM_RATIO:g})")


def load() -> None:
    """Load the province as `tinhso up` does."""
    from django.conf import settings
    from django.core.management import call_command
    from django.utils import timezone

    from tinhso.config.loading import load_province

    call_command("migrate", verbosity=0)
    for _ in load_province(settings.TINHSO_PROVINCE, now=timezone.now() - timedelta(days=1)):
        pass
    storages = cast("dict[str, dict[str, object]]", settings.STORAGES)
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    storages["staticfiles"]["BACKEND"] = plain


def ask(questions: dict[str, Question], rounds: int, many: str) -> dict[str, float]:
    """Ask each question so often; print and return the 95th percentile of each."""
    taken: dict[str, list[float]] = {name: [] for name in questions}
    worked: dict[str, list[float]] = {name: [] for name in questions}
    for question in questions.values():
        for _ in range(3):
            question()
    order = list(questions)
    for _ in range(rounds):
        random.shuffle(order)
        for name in order:
            started, work = time.perf_counter(), time.process_time()
            questions[name]()
            taken[name].append((time.perf_counter() - started) * 1000)
            worked[name].append((time.process_time() - work) * 1000)
    tails = {}
    for name, times in taken.items():
        tails[name] = statistics.quantiles(times, n=20)[-1]
        report(f"{many}: {name}, median", statistics.median(times), "ms")
        report(f"{many}: {name}, p95", tails[name], f"ms (aim: under {AIM_MS:g})")
        report(f"{many}: {name}, this process's own work", statistics.median(worked[name]), "ms")
    return tails


if __name__ == "__main__":
    main()
