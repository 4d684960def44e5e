"""Fills a database with reports: their cases, steps and public rows, as three years would.

Words follow what a province's own files say: the reports' sentences with their weights, and names
of streets and hamlets made of the syllables of its documents, the most common most often, so that
there are words in half of all reports and words in three. One unit has a hundredth of all cases
open, one has twenty, the others share two hundredths.
"""

import contextlib
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any

import psycopg

Connection = psycopg.Connection[tuple[Any, ...]]

TABLES = ("cases_case", "cases_step", "hotline_publishedreport")
KEYS = """
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE conrelid = %s::regclass AND contype = 'f'
"""
INDEXES = """
SELECT indexname, indexdef FROM pg_indexes i
WHERE tablename = %s AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = i.indexname)
"""
CASE = (
    "id, bundle_id, number, secret_hash, key_hash, title, folded, category, priority, unit_id,"
    " place_id, latitude, longitude, form, fields, filed_by, filed_at, promised_at, due_at,"
    ' "limit", calendar, pauses, hops, answered_at, closed_at, outcome, rating, demonstration'
)
STEP = (
    "id, case_id, name, role, unit_id, opened_at, due_at, calendar, pause, pauses, escalated,"
    " closed_at, closed_by, closed_for, outcome, entered, reason"
)
PUBLIC = (
    "case_id, number, category, commune_id, unit_id, latitude, longitude, pin_confirmed, status,"
    " filed_at, due_at, answered_at, hops, stars, demonstration, way, moved_at, shown_at,"
    " reviewed_at, title, text, answer, folded, words, pictures"
)
NULL = "\\N"
NAMES = 6000
YEARS = timedelta(days=3 * 365)
HEAVY, OTHERS = 0.01, 0.02  # shares of all cases that are open: with one unit, with the others
LIGHT = 20
CROWD = 20_000


@dataclass(frozen=True)
class Text:
    """What a report says, the same without diacritics, and its answer."""

    category: str
    priority: str
    title: str
    text: str
    folded: str
    answer: str


class Texts:
    """Draws reports' words; the same seed draws the same."""

    def __init__(self, chance: random.Random) -> None:
        from django.conf import settings

        from tinhso.kernel.declarations import load_yaml
        from tinhso.kernel.units.names import fold
        from tinhso.systems.hotline.demonstration.year import DemonstrationFile

        province = settings.TINHSO_PROVINCE
        told = load_yaml(province / "hotline" / "demonstration.yaml", DemonstrationFile)
        self.chance, self.fold = chance, fold
        self.kinds = list(told.categories.items())
        self.kind_weights = list(accumulate(float(kind.weight) for _, kind in self.kinds))
        self.spots, self.since = told.spots, told.since
        said = " ".join(p.read_text("utf-8") for p in (province / "documents").glob("*.md"))
        counted = Counter(re.findall(r"[^\W\d_]{2,7}", said.lower()))
        syllables, often = zip(*counted.most_common(), strict=True)
        drawn = chance.choices(syllables, often, k=2 * NAMES)
        self.names = [
            f"{one.title()} {two.title()}" for one, two in zip(drawn[::2], drawn[1::2], strict=True)
        ]
        self.name_weights = list(accumulate(1 / rank for rank in range(1, NAMES + 1)))
        self.folded: dict[str, str] = {}

    def draw(self, many: int) -> list[Text]:
        """Return so many reports' words."""
        choices, choice = self.chance.choices, self.chance.choice
        kinds = choices(self.kinds, cum_weights=self.kind_weights, k=many)
        streets = choices(self.names, cum_weights=self.name_weights, k=2 * many)
        drawn = []
        for index, (category, kind) in enumerate(kinds):
            spot, since = choice(self.spots), choice(self.since)
            words = choice(kind.texts).format(spot=spot, since=since)
            street, near = streets[2 * index], streets[2 * index + 1]
            tail = f" Số {self.chance.randrange(1, 400)} đường {street}, gần xóm {near}."
            title = words[:70].rsplit(" ", 1)[0] + "…"
            answer = choice(kind.answers)
            drawn.append(
                Text(
                    category,
                    kind.priority,
                    title,
                    words + tail,
                    f"{self._bare(words)} {self.fold(tail)}",
                    answer,
                )
            )
        return drawn

    def _bare(self, words: str) -> str:
        if words not in self.folded:
            self.folded[words] = self.fold(words)
        return self.folded[words]


@dataclass(frozen=True)
class Ground:
    """What every row refers to."""

    bundle: int
    calendar: str
    limit: str
    operator: int
    heavy: int
    light: int
    communes: tuple[tuple[int, float, float], ...]
    now: datetime


@contextlib.contextmanager
def laid_bare(bare: Connection) -> Iterator[None]:
    """Take the tables' keys and indexes away while they are filled, and put them back."""
    again: list[str] = []
    for table in TABLES:
        for name, definition in bare.execute(KEYS, [table]).fetchall():
            bare.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
            again.append(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
        for name, definition in bare.execute(INDEXES, [table]).fetchall():
            bare.execute(f'DROP INDEX "{name}"')
            again.insert(0, definition)
    yield
    bare.execute("SET maintenance_work_mem = '256MB'")
    for statement in again:
        bare.execute(statement)
    for table in TABLES:
        bare.execute(f"VACUUM ANALYZE {table}")
    bare.execute("CHECKPOINT")  # what was filled is written out before anything is timed


def fill(bare: Connection, ground: Ground, first: int, wanted: int) -> None:
    """Write the cases first to wanted with their steps and public rows, in order of filing."""
    chance = random.Random(first + 2026)
    texts = Texts(chance)
    with laid_bare(bare):
        for start in range(first, wanted, CROWD):
            rows: dict[str, list[str]] = {table: [] for table in TABLES}
            many = min(CROWD, wanted - start)
            for index, text in enumerate(texts.draw(many), start=start):
                _write(rows, ground, text, index, wanted, chance)
            for table, columns in zip(TABLES, (CASE, STEP, PUBLIC), strict=True):
                with bare.cursor().copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                    copy.write("".join(rows[table]))


def _id(at: datetime, chance: random.Random) -> str:
    bits = chance.getrandbits(74)
    milliseconds = int(at.timestamp() * 1000)
    number = (
        (milliseconds << 80) | (7 << 76) | (bits >> 62 << 64) | (2 << 62) | (bits & (2**62 - 1))
    )
    text = f"{number:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def _letters(index: int) -> str:
    """Return six letters and digits for a number under 729 million, as public numbers have."""
    from tinhso.kernel.cases.rules.numbers import LETTERS

    found = []
    for _ in range(6):
        index, letter = divmod(index, len(LETTERS))
        found.append(LETTERS[letter])
    return "".join(reversed(found))


def _open_with(index: int, ground: Ground, chance: random.Random) -> int | None:
    """Return with which unit a case is open, None where it is done."""
    if index < LIGHT:
        return ground.light
    draw = chance.random()
    if draw < HEAVY:
        return ground.heavy
    if draw < HEAVY + OTHERS:
        return chance.choice(ground.communes)[0]
    return None


def _write(
    rows: dict[str, list[str]],
    ground: Ground,
    text: Text,
    index: int,
    wanted: int,
    chance: random.Random,
) -> None:
    open_with = _open_with(index, ground, chance)
    ago = timedelta(days=40) * chance.random() if open_with else YEARS * (1 - index / wanted)
    filed = ground.now - ago - timedelta(days=0 if open_with else 12)
    place, latitude, longitude = chance.choice(ground.communes)
    latitude += chance.gauss(0, 0.02)
    longitude += chance.gauss(0, 0.02)
    unit = open_with or (ground.heavy if chance.random() < 0.2 else place)
    due = filed + timedelta(days=10)
    answered = None if open_with else filed + timedelta(hours=1 + 260 * chance.random())
    closed = answered + timedelta(days=1) if answered else None
    outcome = "agreed" if chance.random() < 0.4 else "lapsed"
    case, number = _id(filed, chance), f"TN-26-{_letters(index)}"
    point = f"{latitude:.5f}\t{longitude:.5f}"
    form = json.dumps(
        {"text": text.text, "address": text.text.rsplit("Số", 1)[-1]}, ensure_ascii=False
    )
    rows["cases_case"].append(
        f"{case}\t{ground.bundle}\t{number}\t{index:064x}\t{index:064x}\t{text.title}"
        f"\t{number.lower().replace('-', ' ')} {text.folded[:70]}\t{text.category}\t{text.priority}"
        f"\t{unit}\t{place}\t{point}\t{_json(form)}\t{{}}\tanonymous\t{filed}\t{due}\t{due}"
        f"\t{ground.limit}\t{ground.calendar}\t[]\t0\t{answered or NULL}\t{closed or NULL}"
        f"\t{outcome if closed else ''}\t{NULL}\tf\n"
    )
    taken = filed + timedelta(minutes=4)
    steps: list[tuple[str, str, int | None, datetime, datetime | None, str]] = [
        ("received", "operator", ground.operator, filed, taken, "classify"),
    ]
    steps.append(("with_unit", "officer head", unit, taken, answered, "answer"))
    if answered:
        steps.append(("answered", "reporter", None, answered, closed, outcome))
    for name, role, at_unit, opened, done, did in steps:
        rows["cases_step"].append(
            f"{_id(opened, chance)}\t{case}\t{name}\t{role}\t{at_unit or NULL}\t{opened}\t{due}"
            f"\t{ground.calendar}\t\t[]\t0\t{done or NULL}\t{'account:1' if done else ''}\t"
            f"\t{did if done else ''}\t{{}}\t\n"
        )
    status = "working" if open_with else outcome
    words = "{" + ",".join(sorted(set(text.folded.split()))) + "}"
    rows["hotline_publishedreport"].append(
        f"{case}\t{number}\t{text.category}\t{place}\t{unit}\t{point}\tf\t{status}\t{filed}\t{due}"
        f"\t{answered or NULL}\t0\t{NULL}\tf\t[]\t{filed}\t{filed}\t{filed}\t{text.title}"
        f"\t{text.text}\t{text.answer if answered else ''}\t{text.folded}\t{words}\t0\n"
    )


def _json(text: str) -> str:
    return text.replace("\\", "\\\\")


def to_the_second(moment: datetime) -> datetime:
    """Return a moment without what is smaller than a second, in UTC."""
    return moment.astimezone(UTC).replace(microsecond=0)
