"""Turns a sentence into items in one pass over its words."""

import re
from decimal import Decimal

from tinhso.systems.insight.rules.reading.dates import RULES as PERIOD_WORDS
from tinhso.systems.insight.rules.reading.dates import period_at
from tinhso.systems.insight.rules.reading.figures import Tokens, figure_at, words_at
from tinhso.systems.insight.rules.reading.items import Figure, Item
from tinhso.systems.insight.rules.reading.lexicon import TOKENS, Lexicon
from tinhso.systems.insight.rules.reading.numbers import WORDS
from tinhso.systems.insight.rules.reading.ranks import RULES as RANK_WORDS
from tinhso.systems.insight.rules.reading.ranks import rank_at
from tinhso.systems.insight.rules.reading.units import PER

_REFERENCE = re.compile(
    r"\d+(?:/\d{4})?\s?[/-]\s?[a-zđ]{2,}[\w.-]*(?:/[\w-]+)*|\d{7,}(?!\d)|\d+h\d*"
)
_NAME = r"[A-ZĐ][a-zà-ỹ]\w*"
_PLACE = re.compile(
    r"(?:[Tt]hành phố|TP\.?|[Hh]uyện|[Tt]hị xã|[Qq]uận|[Tt]ỉnh)"
    rf"\s+(?P<one>{_NAME}(?:\s+{_NAME}){{0,3}})"
    rf"|(?:[Xx]ã|[Pp]hường|[Tt]hị trấn)\s+(?P<two>{_NAME}(?:\s+{_NAME}){{1,3}})"
)
# By which standard something is measured: the years in its name are no period.
_STANDARD_WORDS = frozenset({"theo", "chuẩn", "bộ"})
_STANDARD = re.compile(
    r"(?:theo\s+(?:chuẩn|(?:bộ\s+)?(?:tiêu chí|tiêu chuẩn))|chuẩn nghèo|bộ tiêu chí)"
    r"(?:\s+(?!giai\s|năm\s)[^\W\d]+){0,9}?\s+(?:(?:mới\s+)?giai đoạn\s+)?"
    r"\d{4}\s?[-–]\s?\d{4}(?!\w)"
    r"|(?:theo\s+)?chuẩn\s+(?:nghèo|mới|đa chiều)"
    r"(?:\s+(?:nghèo|mới|quốc gia|tiếp cận|đa chiều|của trung ương|hiện hành))*(?!\w)"
)
_SO_FAR = frozenset({"months", "half", "quarter", "since", "this"})
_PLACE_WORDS = frozenset({"thành", "tp", "huyện", "thị", "quận", "tỉnh", "xã", "phường"})
# The last word of a kind of place, and how many words it has: thị xã, thành phố.
_PLACE_ENDS = {"tỉnh": 1, "huyện": 1, "quận": 1, "phố": 2, "xã": 2}
# Words at which more than the lexicon is asked.
_SPECIAL = frozenset({*PERIOD_WORDS, *RANK_WORDS, *_PLACE_WORDS, *_STANDARD_WORDS})
_STOPS = frozenset(",;:()…+[].")


class Scan:
    """One pass over one sentence of a folded text."""

    def __init__(self, text: str, original: str, start: int, end: int, lexicon: Lexicon) -> None:
        self.text, self.original, self.end, self.lexicon = text, original, end, lexicon
        found = list(TOKENS.finditer(text, start, end))
        self.words = [one.group() for one in found]
        self.starts = [one.start() for one in found]
        self.ends = [one.end() for one in found]
        self.tokens = Tokens(self.words, self.starts, self.ends)
        self.items: list[Item] = []

    def run(self) -> list[Item]:
        """Return the sentence's items."""
        words, trie, count = self.words, self.lexicon.trie, len(self.words)
        at = 0
        while at < count:
            word = words[at]
            if word in _SPECIAL or word[0].isdigit():
                item = self._special(word, self.starts[at])
                if item is not None:
                    self._count_on(item)
                    self.items.append(item)
                    at = self._behind(at, item.end)
                    continue
            node = trie.get(word)
            if node is not None:
                best, meaning = at, None
                step = at
                while node is not None:
                    step += 1
                    if "" in node:
                        best, meaning = step, node[""]
                    if step >= count:
                        break
                    node = node.get(words[step])
                if meaning is not None:
                    self.items.append(
                        Item(meaning[0], self.starts[at], self.ends[best - 1], meaning[1])
                    )
                    at = self._past_place(best)
                    continue
            at = self._other(word, at)
        return self.items

    def _special(self, word: str, begin: int) -> Item | None:
        """Return the period, place in a ranking, reference or place that begins at a word."""
        text, end = self.text, self.end
        if word[0].isdigit() and (found := _REFERENCE.match(text, begin, end)):
            return Item("reference", begin, found.end())
        if period := period_at(text, begin, word, end):
            what = "neutral" if period.form == "prices" else "period"
            return Item(what, period.start, period.end, period)
        if word in _STANDARD_WORDS and (standard := _STANDARD.match(text, begin, end)):
            return Item("neutral", begin, standard.end(), standard.group())
        if rank := rank_at(text, begin, word, end):
            figure = Figure(Decimal(rank.value), "rank", rank)
            return Item("figure", rank.start, rank.end, figure)
        if word in _PLACE_WORDS and (place := _PLACE.match(self.original, begin, end)):
            name = place["one"] or place["two"]
            return Item("neutral" if word == "tỉnh" else "place", begin, place.end(), name)
        return None

    def _count_on(self, item: Item) -> None:
        """Take "lũy kế 10 tháng" as ten months, not as all that there is so far."""
        if item.what != "period" or item.says.form not in _SO_FAR or not self.items:
            return
        before = self.items[-1]
        if self.text[before.start : before.end] in ("lũy kế", "cộng dồn", "tính lũy kế"):
            before.what = "neutral"

    def _past_place(self, at: int) -> int:
        """Return the first token behind a place's name: "trên địa bàn huyện | Đại Từ"."""
        length = _PLACE_ENDS.get(self.words[at - 1])
        if length is None or at < length:
            return at
        place = _PLACE.match(self.original, self.starts[at - length], self.end)
        if place is None:
            return at
        if self.words[at - 1] != "tỉnh":
            name = place["one"] or place["two"]
            self.items.append(Item("place", self.starts[at], place.end(), name))
        return self._behind(at, place.end())

    def _behind(self, at: int, offset: int) -> int:
        """Return the first token that begins at or behind an offset."""
        while at < len(self.starts) and self.starts[at] < offset:
            at += 1
        return at

    def _other(self, word: str, at: int) -> int:
        """Take in a number, a mark, a slip or any other word; return the next token."""
        if word[0].isdigit():
            after, item = figure_at(self.tokens, at)
            if item is not None:
                self.items.append(item)
            return after
        if word == "/" and (behind := self._behind_slash(at)):
            return behind
        if word in WORDS:
            after, item = words_at(self.tokens, at)
            if item is not None:
                self.items.append(item)
                return after
        begin, end = self.starts[at], self.ends[at]
        if word in _STOPS or (word == "-" and self.text[begin - 1 : begin] in (" ", "")):
            self.items.append(Item("stop", begin, end, word))
        elif word in self.lexicon.slips and self.items and self.items[-1].what == "figure":
            meant = self.lexicon.slips[word]
            self.items.append(Item("term", begin, end, meant, slip=True))
        elif word[0].isalpha():
            self.items.append(Item("word", begin, end, word))
        return at + 1

    def _behind_slash(self, at: int) -> int | None:
        """Return what follows "/năm", or the whole in "45.678 hồ sơ/58.000 hồ sơ"."""
        following = self.words[at + 1] if at + 1 < len(self.words) else ""
        if following in PER:
            return at + 2
        return figure_at(self.tokens, at + 1)[0] if following[:1].isdigit() else None
