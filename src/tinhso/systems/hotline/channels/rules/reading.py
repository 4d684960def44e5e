"""Reading a message: what its sender wants, of which report, and the words without the rest.

Verbs are read with diacritics or without, at the beginning, so that a report that tells of an
agreement is no agreement.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from tinhso.kernel.units.names import fold

LETTERS: Final = "2-9A-HJKMNP-TV-Z"
SHORTEST_WORDS: Final = 3
SHORTEST_REASON: Final = 10
SHORT_ANSWER: Final = 12
"""Words up to which "đồng ý" without a number is an answer, "tình trạng" with one a question."""

SHORT_THANKS: Final = 6
_OF_A_QUESTION: Final = re.compile(
    "phan|anh|viec|don|ma|ho|so|ket|qua|xu|ly|tinh|trang|tien|do|cua|toi|minh|em|chau|con|giup|xem"
    "|cho|xin|voi|the|nao|ra|sao|den|dau|roi|chua|gi|nhe|nhi|a|ah|oi|la|cac|chi"
)
"""Words beside which "tình trạng" asks how a report stands; with others it tells of something."""

_TOKEN: Final = re.compile(r"\w+")
_FOUR: Final = f"[{LETTERS}]{{4}}"
# With spaces between only where it holds a letter and a digit: "DANG TRAN HANG" are three words.
_SPACED: Final = rf"(?=.{{0,13}}\d)(?=.{{0,13}}[A-Z]){_FOUR}(?:[- ]{_FOUR}){{2}}"
_SECRET: Final = re.compile(rf"(?<![\w-])({_FOUR}(?:-{_FOUR}){{2}}|{_SPACED})(?![\w-])")
_REPLY_CODE: Final = rf"([{LETTERS}]{{4}}-?[{LETTERS}]{{4}})(?![\w-])"
_STARS: Final = re.compile(r"(?<!\d)([1-5])\s*(?:sao|điểm|diem|\*|⭐|★|/\s*5)", re.IGNORECASE)
_SUBJECT_NOISE: Final = re.compile(
    r"^(?:\s*(?:re|fw|fwd|tl|trả lời|ch|chuyển)\s*:)+", re.IGNORECASE
)
_GENERIC: Final = frozenset(
    {"", "phan anh", "phan anh hien truong", "gop y", "kien nghi", "1022", "phan anh 1022", "hoi"}
)
_PRONOUNS: Final = frozenset({"toi", "minh", "em", "chau", "chung", "da", "vang", "xin"})
_NOT: Final = frozenset({"khong", "chua", "ko", "kg", "k", "hong", "chang"})


class Verb(StrEnum):
    """What a sender wants."""

    STATUS = "status"
    AGREE = "agree"
    DISPUTE = "dispute"
    RATE = "rate"
    HELP = "help"
    THANKS = "thanks"
    TELL = "tell"  # everything else: a report, a supplement, an answer to our question


@dataclass(frozen=True)
class Said:
    """What a message says. `words` are without the verb, numbers and codes, as they were written.

    `reply_code` and `secret` prove that the sender holds our letter; "" where there is none.
    """

    verb: Verb
    words: str
    numbers: tuple[str, ...] = ()
    stars: int | None = None
    reply_code: str = ""
    secret: str = ""


def read(text: str, *, subject: str = "", prefix: str) -> Said:
    """Return what a message says; `prefix` begins the numbers of this province's reports."""
    number = re.compile(
        rf"(?<![\w-])({re.escape(prefix)})[- ]?(\d{{2}})[- ]?([{LETTERS}]{{6}})(?![\w-])",
        re.IGNORECASE,
    )
    tag = re.compile(number.pattern + rf"\s*[/·]\s*{_REPLY_CODE}", re.IGNORECASE)
    tagged = tag.search(subject) or tag.search(text)
    numbers = [
        "-".join(part.upper() for part in found.groups()[:3])
        for found in [*number.finditer(subject), *number.finditer(text)]
    ]
    secret = _SECRET.search(text.upper())
    bare = number.sub(" ", tag.sub(" ", text))
    if secret:
        bare = re.sub(re.escape(secret.group(1)), " ", bare, flags=re.IGNORECASE)
    verb, words = _verb(bare, named=bool(numbers))
    stars = _stars(verb, words)
    return Said(
        verb=verb,
        words=words,
        numbers=tuple(dict.fromkeys(numbers)),
        stars=stars,
        reply_code=tagged.group(4).upper().replace("-", "") if tagged else "",
        secret=secret.group(1).replace(" ", "-") if secret else "",
    )


def _verb(text: str, *, named: bool) -> tuple[Verb, str]:
    """Return the verb at the beginning and the words after it; TELL leaves the words whole."""
    tokens = list(_TOKEN.finditer(text))
    folded = [fold(token.group()) for token in tokens]
    start = 0
    while start < len(folded) and folded[start] in _PRONOUNS:
        start += 1
    for verb, length in _spoken(folded[start:]):
        over = start + length
        if verb is Verb.STATUS and not _asks(folded[over:], named=named):
            continue
        if verb in {Verb.AGREE, Verb.RATE} and not named and len(folded) > SHORT_ANSWER:
            continue
        if verb is Verb.HELP and len(folded) > over + 1:
            continue
        if verb is Verb.THANKS and (named or len(folded) > SHORT_THANKS):
            continue
        rest = text[tokens[over - 1].end() :]
        return verb, _trimmed(rest)
    return Verb.TELL, re.sub(r"[ \t]+", " ", text).strip()


def _asks(folded: Sequence[str], *, named: bool) -> bool:
    """Tell whether what follows "tình trạng" only asks: "tình trạng rác thải" begins a report.

    Without a number one word more may stand there: half of one that was mistyped.
    """
    if named:
        return len(folded) <= SHORT_ANSWER
    return sum(word.isalpha() and not _OF_A_QUESTION.fullmatch(word) for word in folded) <= 1


def _spoken(folded: Sequence[str]) -> list[tuple[Verb, int]]:
    """Return the verbs that a text may begin with, and of how many words each is."""
    two, one = folded[:2], folded[:1]
    if one and one[0] in _NOT and folded[1:3] in (["dong", "y"], ["hai", "long"]):
        return [(Verb.DISPUTE, 3)]
    if two in (["dong", "y"], ["hai", "long"]):
        return [(Verb.AGREE, 2)]
    if two in (["danh", "gia"], ["cham", "diem"]):
        return [(Verb.RATE, 2)]
    if two in (["theo", "doi"], ["tra", "cuu"], ["tinh", "trang"], ["kiem", "tra"]):
        return [(Verb.STATUS, 2)]
    if two in (["huong", "dan"], ["tro", "giup"]):
        return [(Verb.HELP, 2)]
    if two == ["cam", "on"]:
        return [(Verb.THANKS, 2)]
    return {"help": [(Verb.HELP, 1)], "ok": [(Verb.THANKS, 1)]}.get(" ".join(one), [])


def _stars(verb: Verb, words: str) -> int | None:
    if verb not in {Verb.RATE, Verb.AGREE}:
        return None
    found = _STARS.search(words)
    if found is None and verb is Verb.RATE:
        found = re.search(r"(?<!\d)([1-5])(?!\d)", words)
    return int(found.group(1)) if found else None


def _trimmed(text: str) -> str:
    return re.sub(r"[ \t]+", " ", text).strip(" \t\n.,:;-–[]()")


def told(text: str, subject: str = "") -> str:
    """Return the words of a report: the subject goes before where it says something of its own."""
    title = _trimmed(_SUBJECT_NOISE.sub("", subject))
    if fold(title) in _GENERIC or fold(title) in fold(text):
        return text.strip()
    return f"{title}. {text.strip()}" if text.strip() else title


def says_enough(text: str, *, shortest: int) -> bool:
    """Tell whether words can be a report: the form asks for characters, sense for 3 words."""
    return len(text.strip()) >= shortest and len(fold(text).split()) >= SHORTEST_WORDS


def parted(text: str, longest: int) -> tuple[str, str]:
    """Return a text as long as a report's may be, and the rest, which becomes a remark."""
    if len(text) <= longest:
        return text, ""
    cut = text.rfind(" ", 0, longest)
    cut = cut if cut > longest // 2 else longest
    return text[:cut].strip(), text[cut:].strip()


def choice_in(text: str, offered: int) -> int | None:
    """Return which of the offered numbers a short answer names, from 0; None where none."""
    found = re.fullmatch(r"\s*(?:so|số|chon|chọn)?\s*(\d{1,2})\s*[.)]?\s*", text, re.IGNORECASE)
    if found and 1 <= int(found.group(1)) <= offered:
        return int(found.group(1)) - 1
    return None
