"""How fast figures are read when there are ten million of them, beside the same in bare SQL.

Usage: python bench/series.py [--observations 10000000] [--rounds 60]

Makes a PostgreSQL of its own, loads the province, and fills it with observations (`filling.py`).
Then asks what the screens ask (`questions.py`):

- board: the leaders' board as the product makes it, with promises, series, turns and conflicts
- boundaries: a sum's series in the boundaries after the merger, with the parts of every figure
- mean: the same of a mean, with its weights
- ranking: what the 92 communes had in a year, the best first, with their sources

Each is asked of the product's own query functions, and in bare SQL through psycopg in the same
process: hand-written statements for the same answer, fetched as tuples, with no objects and no
rules. Both answers are compared before anything is timed, and who goes first is drawn by lot.

Aims: the 95th percentile under 200 ms, and at most 1.5 times bare SQL.
"""

import argparse
import random
import statistics
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ground import own_server
from ledger import prepare, report

if TYPE_CHECKING:
    from questions import Question

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
AIM_MS, AIM_RATIO = 200.0, 1.5
HELD = (
    "SELECT count(*), pg_total_relation_size('indicators_observation') FROM indicators_observation"
)


def main() -> None:
    """Run the bench and print its figures, the ratio last."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    arguments.add_argument("--observations", type=int, default=10_000_000)
    arguments.add_argument("--rounds", type=int, default=60)
    asked = arguments.parse_args()
    with own_server() as server:
        prepare(server)
        measure(asked.observations, asked.rounds, server.dsn())


def measure(observations: int, rounds: int, dsn: str) -> None:
    """Fill, ask, and print."""
    import psycopg

    from filling import fill
    from questions import questions

    load()
    with psycopg.connect(dsn, autocommit=True) as bare:
        started = time.perf_counter()
        filled = fill(bare, observations)
        report("observations filled", filled / (time.perf_counter() - started), "/s")
        bare.execute("VACUUM ANALYZE indicators_observation")
        (held, size) = bare.execute(HELD).fetchone() or (0, 0)
        print(f"observations held: {held:,} rows, {size / 2**30:.2f} GiB with their indexes")
        worst = max(ask(question, rounds) for question in questions(bare))
    print(f"ratio {worst:.2f} (the slowest question's p95 / bare SQL's; aim: at most {AIM_RATIO})")


def load() -> None:
    """Load the province as `tinhso up` does, with its own figures and promises."""
    from django.conf import settings
    from django.core.management import call_command

    from tinhso.config.loading import load_province

    call_command("migrate", verbosity=0)
    for _ in load_province(settings.TINHSO_PROVINCE, now=NOW):
        pass


def ask(question: "Question", rounds: int) -> float:
    """Ask the product and bare SQL in turn; print both; return the ratio of their p95."""
    ways = {"product": question.product, "bare SQL": question.bare}
    answers = {name: way() for name, way in ways.items()}
    first, *others = answers.values()
    assert all(first == other for other in others), f"{question.name}: the answers differ"
    taken: dict[str, list[float]] = {name: [] for name in ways}
    order = list(ways)
    for _ in range(rounds):
        random.shuffle(order)
        for name in order:
            started = time.perf_counter()
            ways[name]()
            taken[name].append((time.perf_counter() - started) * 1000)
    tails = {}
    for name, times in taken.items():
        tails[name] = statistics.quantiles(times, n=20)[-1]
        aim = f" (aim: under {AIM_MS:g})" if name == "product" else ""
        report(f"{question.name}, {name}, p50", statistics.median(times), "ms")
        report(f"{question.name}, {name}, p95", tails[name], f"ms{aim}")
    ratio = tails["product"] / tails["bare SQL"]
    report(f"{question.name}, ratio of p95", ratio, "")
    return ratio


if __name__ == "__main__":
    main()
