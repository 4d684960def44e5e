"""A procedure drawn as SVG: steps in columns by how far they are from filing, arrows between.

Colours and type come from the page's stylesheet by class; alone in a file it is plain black on
white. Every text is escaped.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from tinhso.kernel.cases.procedures.ways import arrows
from tinhso.kernel.cases.rules.language import PROMISE, REPORTER, Procedure, Step

WIDTH, HEIGHT = 216, 76
GAP_X, GAP_Y = 88, 40
MARGIN = 40
LANE = 12
LINE = 26
ARROW = (
    '<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7"'
    ' markerHeight="7" orient="auto-start-reverse"><path class="drawing-head"'
    ' d="M0 0 10 5 0 10z"/></marker></defs>'
)
WORDS = {
    "vi": {"reporter": "người gửi", "promise": "theo hạn đã hẹn", "end": "kết thúc", "or": "hoặc"},
    "en": {"reporter": "reporter", "promise": "as promised", "end": "end", "or": "or"},
}


@dataclass(frozen=True)
class Box:
    """Where a step stands."""

    name: str
    x: int
    y: int


def draw(procedure: Procedure, language: str = "vi") -> str:
    """Return a procedure as an SVG document in a language."""
    code = (
        language.split("-", maxsplit=1)[0] if language.split("-", maxsplit=1)[0] in WORDS else "vi"
    )
    boxes = {box.name: box for box in _placed(procedure)}
    width = max(box.x for box in boxes.values()) + WIDTH + MARGIN
    around = _around(procedure, boxes)
    height = max(box.y for box in boxes.values()) + HEIGHT + MARGIN + LANE * len(around)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="drawing" viewBox="0 0 {width} {height}"'
        f' width="{width}" height="{height}" role="img"'
        f' aria-label="{escape(procedure.title.in_language(code))}" font-family="inherit"'
        ' font-size="14">'
    )
    parts = [
        head,
        ARROW,
        *_lines(procedure, boxes, around),
        *(text for box in boxes.values() for text in _box(procedure, box, code)),
        "</svg>",
    ]
    return "\n".join(parts)


def _placed(procedure: Procedure) -> Iterator[Box]:
    """Place each step in the column of its distance from filing, in the order written."""
    distance = {procedure.first: 0}
    waiting = [procedure.first]
    while waiting:
        name = waiting.pop(0)
        for target, _action in arrows(procedure, name):
            if target not in distance and target in procedure.steps:
                distance[target] = distance[name] + 1
                waiting.append(target)
    ways = [distance.get(name, 0) for name, step in procedure.steps.items() if not step.final]
    last = max(ways, default=0) + 1
    rows: dict[int, int] = {}
    for name, step in procedure.steps.items():
        column = last if step.final else distance.get(name, 0)
        row = rows.get(column, 0)
        rows[column] = row + 1
        yield Box(name, MARGIN + column * (WIDTH + GAP_X), MARGIN + row * (HEIGHT + GAP_Y))


def _pairs(procedure: Procedure) -> Iterator[tuple[str, str, bool]]:
    """Yield each arrow once: from, to, and whether time alone takes it."""
    seen: dict[tuple[str, str], bool] = {}
    for name in procedure.steps:
        for target, action in arrows(procedure, name):
            if target in procedure.steps and target != name:
                key = (name, target)
                seen[key] = seen.get(key, True) and action is None
    for (start, end), by_time in seen.items():
        yield start, end, by_time


def _around(procedure: Procedure, boxes: dict[str, Box]) -> list[tuple[str, str]]:
    """Return the arrows that go back, or past a column: they run in lanes below all boxes."""
    near = (0, WIDTH + GAP_X)
    return [(a, b) for a, b, _ in _pairs(procedure) if boxes[b].x - boxes[a].x not in near]


def _lines(
    procedure: Procedure, boxes: dict[str, Box], around: list[tuple[str, str]]
) -> Iterator[str]:
    floor = max(box.y for box in boxes.values()) + HEIGHT + LANE
    for start, end, by_time in _pairs(procedure):
        a, b = boxes[start], boxes[end]
        right, y1, y2 = a.x + WIDTH, a.y + HEIGHT // 2, b.y + HEIGHT // 2
        if (start, end) in around:
            number = around.index((start, end))
            out, into = right + 10 + 5 * (number % 5), b.x - 14 - 5 * (number % 5)
            path = f"M{right} {y1 + 12} H{out} V{floor + LANE * number} H{into} V{y2} H{b.x - 2}"
        elif a.x == b.x:
            path = f"M{right} {y1 - 12} H{right + 20} V{y2 - 12} H{right + 2}"
        else:
            path = f"M{right} {y1} H{b.x - GAP_X // 2} V{y2} H{b.x - 2}"
        kind = "drawing-line drawing-line-time" if by_time else "drawing-line"
        dash = ' stroke-dasharray="5 5"' if by_time else ""
        yield (
            f'<path class="{kind}" d="{path}" fill="none" stroke="currentColor"'
            f' stroke-width="1.5"{dash} marker-end="url(#arrow)"/>'
        )


def _box(procedure: Procedure, box: Box, code: str) -> Iterator[str]:
    step = procedure.steps[box.name]
    kind = "drawing-step drawing-end" if step.final else "drawing-step"
    yield (
        f'<rect class="{kind}" x="{box.x}" y="{box.y}" width="{WIDTH}" height="{HEIGHT}"'
        ' rx="10" fill="#fff" stroke="currentColor"/>'
    )
    title = _lines_of(step.title.in_language(code))
    below = [_cut(words) for words in (_who(step, code), _limit(step, code)) if words]
    lines = [*title[:2], *below][:3]
    top = box.y + (HEIGHT - 20 * len(lines)) // 2 + 15
    for number, words in enumerate(lines):
        weight = ' font-weight="600"' if number < len(title[:2]) else ' class="drawing-soft"'
        yield f'<text x="{box.x + 14}" y="{top + 20 * number}"{weight}>{escape(words)}</text>'


def _lines_of(words: str) -> list[str]:
    lines = [""]
    for word in words.split():
        if len(lines[-1]) + len(word) >= LINE and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _cut(words: str) -> str:
    return words if len(words) <= LINE + 4 else words[: LINE + 3] + "…"


def _who(step: Step, code: str) -> str:
    if step.owner is None:
        return WORDS[code]["end"]
    if step.owner.roles == (REPORTER,):
        return WORDS[code]["reporter"]
    return ""


def _limit(step: Step, code: str) -> str:
    if step.limit is None:
        return ""
    return WORDS[code]["promise"] if step.limit == PROMISE else _limit_words(step.limit, code)


def _limit_words(limit: str, code: str) -> str:
    if code == "en":
        return limit
    amount, _, unit = limit.partition(" ")
    named = (
        ("working day", "ngày làm việc"),
        ("day", "ngày"),
        ("hour", "giờ"),
        ("minute", "phút"),
    )
    return f"{amount} {next((vi for en, vi in named if unit.startswith(en)), unit)}"
