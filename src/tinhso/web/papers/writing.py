"""From values to words in both languages, with a province's own sentences. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tinhso.web.formatting import format_date
from tinhso.web.papers.content import Both, Sentence, Value
from tinhso.web.papers.wording import Wording

NO_BREAK = "\N{NO-BREAK SPACE}"


def same(words: str) -> Both:
    """Return words that are the same in both languages."""
    return Both(words, words)


class Writer:
    """Says things with a province's wording; numbers sources, tables and charts as they come."""

    def __init__(self, wording: Wording, zone: ZoneInfo) -> None:
        self.sentences = wording.sentences
        self.zone = zone
        self.numbers: dict[str, int] = {}
        self.captions: dict[str, int] = {}

    def pattern(self, key: str) -> Both:
        """Return the pattern of a sentence."""
        text = self.sentences[key]
        return Both(text.vi, text.en)

    def words(self, key: str, **values: Both | str) -> Both:
        """Return a pattern filled with values."""
        pattern = self.pattern(key)
        return Both(
            pattern.vi.format_map(_of(values, "vi")), pattern.en.format_map(_of(values, "en"))
        )

    def sentence(  # a sentence is what it says, with what, and says who
        self,
        identity: str,
        key: str,
        *,
        data: Mapping[str, Both | str] | None = None,
        names: Mapping[str, Both | str] | None = None,
        sources: Iterable[str] = (),
    ) -> Sentence:
        """Return a sentence: `data` was read or computed, `names` are only names."""
        values = [
            Value(name, one if isinstance(one, Both) else same(one), is_data)
            for is_data, group in ((True, data or {}), (False, names or {}))
            for name, one in group.items()
        ]
        return Sentence(identity, self.pattern(key), tuple(values), self.cite(sources))

    def cite(self, codes: Iterable[str]) -> tuple[int, ...]:
        """Return the numbers of sources, giving new ones to those first used here."""
        found = [
            self.numbers.setdefault(code, len(self.numbers) + 1)
            for code in dict.fromkeys(codes)
            if code
        ]
        return tuple(sorted(found))

    def caption(self, kind: str, title: Both) -> Both:
        """Return the caption of the next table or chart: Bảng 2. Title."""
        self.captions[kind] = self.captions.get(kind, 0) + 1
        return self.words(f"caption_{kind}", n=str(self.captions[kind]), title=title)

    def day(self, day: date) -> Both:
        """Return a day, day first."""
        return same(format_date(day))

    def moment(self, at: datetime) -> Both:
        """Return an instant in the province's clock, to the second: it names a position."""
        local = at.astimezone(self.zone)
        return self.words("moment", time=f"{local:%H:%M:%S}", day=self.day(local.date()))

    def joined(self, parts: Iterable[Both], between: str = "; ") -> Both:
        """Return parts one after another."""
        found = list(parts)
        return Both(between.join(one.vi for one in found), between.join(one.en for one in found))


def _of(values: Mapping[str, Both | str], language: str) -> dict[str, str]:
    return {
        name: one.of(language) if isinstance(one, Both) else one for name, one in values.items()
    }
