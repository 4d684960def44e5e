"""What is wrong with a request, in the standard's own terms (GeoReport v2, "Errors")."""

from typing import Final

from tinhso.kernel.declarations import Text

from .drawing import Value

BAD: Final = 400
KEY: Final = 403
MISSING: Final = 404
METHOD: Final = 405
TOO_MANY: Final = 429


class Refusal(Exception):  # noqa: N818  # it is an answer, not a fault of ours
    """A request that can't be fulfilled: its HTTP status and a sentence for each reason.

    404 for what doesn't exist, 403 for a key that is none, 400 for whatever else is wrong with
    what was asked. HTTP's own 405 and 429 keep their meaning.
    """

    def __init__(self, status: int, *sentences: Text) -> None:
        super().__init__(" ".join(one.en for one in sentences))
        self.status = status
        self.sentences = sentences

    def body(self, language: str) -> Value:
        """Return the errors as the standard lists them, to be read by the user."""
        return [
            {"code": self.status, "description": one.in_language(language)}
            for one in self.sentences
        ]


def say(vi: str, en: str) -> Text:
    """Return a sentence in both languages."""
    return Text(vi=vi, en=en)
