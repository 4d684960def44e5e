"""What a figure measures: the words beside it, or the subject handed on by what stands before."""

from collections.abc import Sequence
from dataclasses import dataclass

from tinhso.systems.insight.rules.reading import unknown
from tinhso.systems.insight.rules.reading.items import Figure, Item
from tinhso.systems.insight.rules.reading.lexicon import Alias, Indicator, Lexicon
from tinhso.systems.insight.rules.reading.linking import (
    CHIEM,
    Asked,
    Link,
    Nearby,
    link,
    narrowed,
    terms_of,
)
from tinhso.systems.insight.rules.reading.measures import GROWTH
from tinhso.systems.insight.rules.reading.words import PLANS

_WHOLES = frozenset({"dân số", "grdp"})
_NOT_ANOTHER = _WHOLES | set(PLANS)
_WHERE = ("ở", "tại", "trong")
_AMOUNTS = ("với", "trị giá", "với giá trị")  # what follows is another figure's subject


@dataclass(slots=True)
class Subject:
    """What the last figure measured, for the figures behind it that name nothing."""

    terms: list[str]
    start: int
    end: int
    indicator: Indicator | None
    measure: str = "level"


@dataclass(frozen=True, slots=True)
class Found:
    """The subject of a figure: its indicator if it has one, its terms and its words' offsets."""

    link: Link | None
    terms: list[str]
    start: int
    end: int


@dataclass(slots=True)
class Search:
    """The search for one figure's subject.

    Attributes:
        figure: the figure.
        asked: what it asks of an indicator.
        left: the items between the figure before and this one.
        before: all items of its part of the sentence before it.
        right: the items behind it, up to the next figure or the end of the part.
        last: the subject of the figure before, in this sentence.
        first: the subject of the first figure of this sentence.
        pending: the items of an earlier part that held no figure.
    """

    figure: Figure
    asked: Asked
    left: list[Item]
    before: list[Item]
    right: list[Item]
    last: Subject | None
    first: Subject | None
    pending: list[Item]
    lexicon: Lexicon
    nearby: Nearby

    def given(self, items: Sequence[Item]) -> Found | None:
        """Return the subject that a list of subjects gives the figure in turn."""
        terms = terms_of(items)
        made = self._link(terms)
        named = [item for item in items if item.what == "term"]
        return Found(made, terms, named[-1].start, named[-1].end)

    def found(self) -> Found | None:
        """Return the subject, with no indicator where none is surely known; None without words."""
        weak = self.lexicon.weak
        left_terms = terms_of(self.before)
        about = bool(
            self.first
            and self.right
            and self.right[0].what == "neutral"
            and self.right[0].says == "về"
        )
        behind = [] if not about and self._of_a_whole() else self._behind()
        right_terms = terms_of(behind)
        terms = [*left_terms, *right_terms]
        strong = any(
            term not in weak and term != CHIEM and term not in GROWTH for term in left_terms
        )
        if about and not strong and (counted := self._about(right_terms, behind)):
            return counted
        beside = self._beside(left_terms, right_terms, behind)
        free = not strong and not any(item.what == "word" for item in self.left)
        handed = self._handed(left_terms, right_terms) if free else None
        if beside is not None:
            if handed is None or not self._says_more(handed.alias, beside.alias):
                return Found(beside, terms, *_words(beside.alias, self.before, behind))
        elif not free or self._names_its_own(behind, right_terms):
            return self._unknown(terms, behind)
        elif self.pending and (made := self._from_pending(terms)):
            return Found(
                made, [*terms_of(self.pending), *terms], *_words(made.alias, self.pending, behind)
            )
        if self.last is not None:
            return Found(handed, [*self.last.terms, *terms], self.last.start, self.last.end)
        return self._unknown(terms, behind)

    def _about(self, right_terms: list[str], behind: list[Item]) -> Found | None:
        """Read which of two things is meant: "tăng 18,7% về số doanh nghiệp, ... về vốn"."""
        if self.first is None or not right_terms:
            return None
        made = self._link([*self.first.terms, *right_terms])
        if made is None:
            return None
        return Found(made, self.first.terms, *_words(made.alias, self.before, behind))

    def _says_more(self, handed: Alias, beside: Alias) -> bool:
        """Say whether the subject handed on says more than words that need one: "tỷ lệ lấp đầy"."""
        if not beside.own <= self.lexicon.weak:
            return False
        return beside.alone or (beside.own <= handed.own and handed.weight > beside.weight)

    def _link(self, terms: Sequence[str]) -> Link | None:
        return link(self.lexicon, terms, self.asked, self.nearby)

    def _beside(self, left: list[str], right: list[str], behind: list[Item]) -> Link | None:
        """Return the indicator that the words of this part name."""

        def allowed(alias: Alias) -> bool:
            named = any(item.what == "term" and item.says in alias.own for item in self.before)
            if (
                named
                and narrowed(self.before, alias, self.lexicon)
                and not alias.own.issubset(right)
            ):
                return False
            if not named and alias.own.isdisjoint(right):
                return False
            if self.figure.unit == "percent" and self._share_of_another(alias, behind):
                return False
            return self.figure.unit is not None or not behind or self._counted(alias, right, behind)

        best: Link | None = None
        for terms in (left, [*left, *right]) if right else (left,):
            made = link(self.lexicon, terms, self.asked, self.nearby, allowed)
            if made and (best is None or made.alias.weight > best.alias.weight):
                best = made
        return best

    def _share_of_another(self, alias: Alias, behind: list[Item]) -> bool:
        """Say whether a percentage is of something else: "triển khai đến 100% chợ"."""
        first = self.right[0] if behind and self.right else None
        if first is None or first.what != "term" or first.says in _NOT_ANOTHER:
            return False
        known = alias.own | self.lexicon.indicators[alias.code].may | self.lexicon.weak
        return first.says not in known

    def _counted(self, alias: Alias, right: list[str], behind: list[Item]) -> bool:
        """Say whether what is counted behind a figure is what an alias counts."""
        may = self.lexicon.indicators[alias.code].may
        if alias.own.isdisjoint(right):
            strange = any(item.what == "word" and not _said(item, alias) for item in behind[:2])
            return not strange and all(self._harmless(term, alias, may) for term in right)
        if self._another(alias, behind) or (self.before and self.before[-1].says in _WHERE):
            return False  # "42 xã chưa đạt chuẩn", "về nông thôn mới ở 202 xã"
        return self._counts(behind, alias) and not (alias.alone and _goes_on(behind, alias))

    def _another(self, alias: Alias, behind: Sequence[Item]) -> bool:
        """Say whether what is counted is named as something else that reports tell of."""
        for item in behind:
            if item.what in ("state", "and"):
                return False
            if (
                item.what == "term"
                and item.says in self.lexicon.others
                and item.says not in alias.own
            ):
                return True
        return False

    def _harmless(self, term: str, alias: Alias, may: frozenset[str]) -> bool:
        """Say whether a term behind a figure leaves its subject as it is."""
        if term in may:
            return True
        spellings = self.lexicon.spellings
        return any(
            f" {short} " in f" {long} "
            for own in alias.own
            for long in spellings.get(own, (own,))
            for short in spellings.get(term, (term,))
        )

    def _counts(self, behind: Sequence[Item], alias: Alias) -> bool:
        """Say whether an alias names what is counted: "19 tiêu chí về xã" counts no xã."""
        lexicon = self.lexicon
        known = alias.own | lexicon.indicators[alias.code].may | (lexicon.weak - lexicon.counted)
        for item in behind:
            if item.what == "term":
                return item.says in known
            if item.what in ("word", "state", "and"):
                return item.what != "word"
        return True

    def _handed(self, left: list[str], right: list[str]) -> Link | None:
        """Return the indicator of the subject before, as this figure asks for it."""
        last = self.last
        if last is None:
            return None
        if last.indicator and last.indicator.is_share and self._moves_on(left, right):
            return self._again(last)
        made = self._link([*last.terms, *left, *right])
        if made is None and set(left) <= {CHIEM, *GROWTH}:
            made = self._link(last.terms)
        if made is None:
            return None
        if last.indicator is None:
            # Of what is not in the catalogue the share may be: "602 trường đạt chuẩn, đạt 87,9%".
            share = self.asked.frame == "level" and made.indicator.is_share
            return made if share and self.lexicon.others.isdisjoint(last.terms) else None
        if self.figure.unit is None and right:
            may, own = made.indicator.may, made.alias.own
            same = all(term in own or self._harmless(term, made.alias, may) for term in right)
            return made if same else None
        return made

    def _moves_on(self, left: list[str], right: list[str]) -> bool:
        """Say whether a figure tells how the one before it moved: "đạt 72,3%, tăng 41%"."""
        moved = self.asked.frame in ("growth", "change", "ratio") and self.figure.unit is not None
        return moved and not left and not right and not self.pending

    def _again(self, last: Subject) -> Link | None:
        """Return the link to the indicator of the subject before, by any alias of its terms."""
        own = set(last.terms)
        for term in last.terms:
            for alias in self.lexicon.aliases.get(term, ()):
                if last.indicator and alias.code == last.indicator.code and alias.own <= own:
                    return Link(last.indicator, alias, 0)
        return None

    def _names_its_own(self, behind: list[Item], right: list[str]) -> bool:
        """Say whether a figure names what it counts, so that nothing is handed on to it."""
        if self.figure.unit is None:
            spoken = {word for term in terms_of(self.pending) for word in term.split()}
            strange = any(item.what == "word" and item.says not in spoken for item in behind[:3])
            return strange or any(term not in self.lexicon.weak for term in right)
        stated = any(item.what in ("state", "share", "stop") for item in self.left[1:])
        return (
            self.figure.unit == "percent"
            and not stated
            and bool(behind)
            and behind[0].what
            in (
                "term",
                "word",
            )
        )

    def _from_pending(self, terms: list[str]) -> Link | None:
        def allowed(alias: Alias) -> bool:
            return not narrowed(self.pending, alias, self.lexicon)

        return link(
            self.lexicon, [*terms_of(self.pending), *terms], self.asked, self.nearby, allowed
        )

    def _unknown(self, terms: list[str], behind: list[Item]) -> Found | None:
        span = unknown.phrase(self.before) or unknown.phrase(behind)
        return None if span is None else Found(None, terms, *span)

    def _of_a_whole(self) -> bool:
        """Say whether what follows a percentage is the whole: "..., chiếm 25,6% số xã"."""
        if self.last is None or any(item.what in ("term", "word") for item in self.left):
            return False
        return any(
            item.what == "share" or (item.what == "state" and item.says == "bằng")
            for item in self.left
        )

    def _behind(self) -> list[Item]:
        """Return the items behind the figure that can name what it counts."""
        found: list[Item] = []
        for item in self.right:
            if item.what in ("base", "up", "down", "stop", "parts", "plan", "fold"):
                break
            if item.what == "state" and item.says in _AMOUNTS:
                break
            if item.what not in ("neutral", "period", "relation", "after"):
                found.append(item)
        if self.figure.unit is not None and found and found[0].what not in ("term", "word"):
            return found if found[0].what == "state" and terms_of(found) else []
        return found


def _said(item: Item, alias: Alias) -> bool:
    """Say whether a word repeats one of an alias: "số giường bệnh ... đạt 35,6 giường"."""
    return any(str(item.says) in term.split() for term in alias.own)


def _goes_on(behind: Sequence[Item], alias: Alias) -> bool:
    """Say whether something follows the words of an alias that must stand alone."""
    places = [
        at for at, item in enumerate(behind) if item.what == "term" and item.says in alias.own
    ]
    for item in behind[places[-1] + 1 :] if places else ():
        if item.what == "and":
            return False
        if item.what in ("word", "term", "state"):
            return True
    return False


def _words(alias: Alias, before: Sequence[Item], behind: Sequence[Item]) -> tuple[int, int]:
    """Return where the words of an alias stand, before the figure or behind it."""
    for items in (before, behind):
        named = [item for item in items if item.what == "term" and item.says in alias.own]
        if named:
            return named[0].start, named[-1].end
    return (behind[0].start, behind[-1].end) if behind else (0, 0)
