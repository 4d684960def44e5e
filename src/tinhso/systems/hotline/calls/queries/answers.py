"""What an operator may answer at once: the province's own list of answers to read aloud."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from tinhso.kernel.declarations import Text
from tinhso.kernel.registers import queries as registers
from tinhso.kernel.registers.queries import NoSuchRegisterError

REGISTER = "hotline_answers"
SHOWN = 4


@dataclass(frozen=True)
class Answer:
    """A question that is often asked, the words to read aloud, and on what they rest."""

    question: Text
    words: Text
    source: str


def search(text: str, *, now: datetime) -> list[Answer]:
    """Return the answers that hold every word of a text, typed with diacritics or without.

    The first of the list where nothing was typed; none where the province keeps no such list.
    """
    try:
        declared = registers.register(REGISTER)
    except NoSuchRegisterError:
        return []
    found = registers.search(declared, on=timezone.localdate(now), text=text)[:SHOWN]
    return [
        Answer(
            Text(vi=str(row.data["question"]), en=str(row.data["question_en"])),
            Text(vi=str(row.data["words"]), en=str(row.data["words_en"])),
            str(row.data.get("source") or ""),
        )
        for row in found
    ]
