"""What a province's file of wording says: a letterhead and the sentences of a paper. Pure.

Each sentence may use the places that its paper lists and no others; every sentence must be there,
so that a paper never has a hole in it.
"""

import string
from collections.abc import Iterator, Mapping

from pydantic import BaseModel, ConfigDict

from tinhso.kernel.declarations import Text


class Letterhead(BaseModel):
    """The fixed parts of the state's format; what the office fills in by hand is dots."""

    model_config = ConfigDict(frozen=True)

    issuer: tuple[str, ...]
    number: str
    place: str
    date: str
    signer: str
    post: str
    recipients: tuple[str, ...]


class Wording(BaseModel):
    """The part of a file that words a paper."""

    model_config = ConfigDict(frozen=True)

    letterhead: Letterhead
    sentences: dict[str, Text]


def mistakes(wording: Wording, places_of: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield every mistake as the sentence's name ("" for a missing one) and what to do.

    `places_of` gives for each sentence the names of its places, joined by spaces.
    """
    for name in sorted(places_of.keys() - wording.sentences.keys()):
        yield "", f"the sentence “{name}” is missing: write it in both languages"
    for name, text in wording.sentences.items():
        if name not in places_of:
            yield name, f"nothing uses a sentence “{name}”: remove it"
            continue
        for language, words in (("vi", text.vi), ("en", text.en)):
            try:
                used = {
                    part for _, part, _, _ in string.Formatter().parse(words) if part is not None
                }
            except ValueError as error:
                yield name, f"{language}: {error}"
                continue
            unknown = used - set(places_of[name].split())
            if unknown:
                places = ", ".join(f"{{{place}}}" for place in places_of[name].split()) or "none"
                yield name, f"{language}: no place {sorted(unknown)}; there are: {places}"
