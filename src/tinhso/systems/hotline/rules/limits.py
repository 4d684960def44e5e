"""How long a report may be and how many photos it takes: what the procedure's own form says."""

from dataclasses import dataclass

from tinhso.kernel.cases.rules.forms import Form

WORDS = "text"


@dataclass(frozen=True)
class Limits:
    """The most photos of a report, and the fewest and most characters of its words.

    The defaults are for a form that leaves a bound out.
    """

    photos: int = 5
    shortest: int = 1
    longest: int = 4000

    @classmethod
    def of(cls, form: Form) -> "Limits":
        """Return the limits that the form of a report states."""
        words, photos = form.properties.get(WORDS), form.photos
        stated = {
            "photos": photos[1].max_items if photos else 0,
            "shortest": words.min_length if words else None,
            "longest": words.max_length if words else None,
        }
        return cls(**{name: bound for name, bound in stated.items() if bound is not None})
