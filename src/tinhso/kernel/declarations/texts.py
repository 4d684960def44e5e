"""Titles and sentences that stand in two languages in the data itself."""

from pydantic import BaseModel, ConfigDict, Field


class Text(BaseModel):
    """A title or sentence in Vietnamese and in English; neither may be empty."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True)

    vi: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def in_language(self, code: str) -> str:
        """Return the English words for `en` and its variants, else the Vietnamese ones."""
        return self.en if code.split("-", maxsplit=1)[0] == "en" else self.vi

    def __str__(self) -> str:
        return self.vi
