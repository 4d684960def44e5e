"""Which form and language a client asks for (SDMX REST, content negotiation; RFC 9110, 12.5)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

STRUCTURE_JSON = "application/vnd.sdmx.structure+json"
DATA_JSON = "application/vnd.sdmx.data+json"
DATA_CSV = "application/vnd.sdmx.data+csv"
VERSIONS = ("2.0.0", "2.0", "2", "2+.0.0", "2.0+.0", "2.0.0+")
LABELS = ("id", "name", "both")
KEYS = ("none", "obs", "series", "both")


@dataclass(frozen=True)
class Form:
    """One form of an answer: its media type, the plain types that mean it too, and a short name."""

    name: str
    media_type: str
    also: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The media type with the version of the message."""
        return f"{self.media_type};version=2.0.0"


@dataclass(frozen=True)
class Chosen:
    """The form to answer in, with the parameters of its media type."""

    form: Form
    parameters: Mapping[str, str] = field(default_factory=dict)


STRUCTURES = (Form("json", STRUCTURE_JSON, ("application/json",)),)
DATA = (
    Form("json", DATA_JSON, ("application/json",)),
    Form("csv", DATA_CSV, ("text/csv",)),
)


def chosen(accept: str, forms: tuple[Form, ...], short: str = "") -> Chosen | None:
    """Return the form that an Accept header prefers, the first one offered when it is empty.

    `short` is a form's short name (`?format=csv`), for those who can't send headers, and goes
    first. None where nothing offered is acceptable.
    """
    if short:
        return next((Chosen(form) for form in forms if form.name == short), None)
    best: tuple[float, int, Chosen] | None = None
    for place, part in enumerate((accept or "*/*").split(",")):
        media_type, parameters, quality = _range(part)
        if quality <= 0:
            continue
        for form in forms:
            if not _means(media_type, parameters, form):
                continue
            if best is None or (quality, -place) > (best[0], best[1]):
                best = (quality, -place, Chosen(form, parameters))
            break
    return best[2] if best else None


def _range(part: str) -> tuple[str, dict[str, str], float]:
    media_type, *rest = (piece.strip() for piece in part.split(";"))
    parameters = {}
    quality = 1.0
    for piece in rest:
        name, _, value = piece.partition("=")
        if name.strip().lower() == "q":
            try:
                quality = min(1.0, max(0.0, float(value)))
            except ValueError:
                quality = 0.0
        else:
            parameters[name.strip().lower()] = value.strip().strip('"')
    return media_type.lower(), parameters, quality


def _means(media_type: str, parameters: Mapping[str, str], form: Form) -> bool:
    if parameters.get("version", "2.0.0") not in VERSIONS:
        return False
    if form.name == "csv" and not (
        parameters.get("labels", "id") in LABELS
        and parameters.get("keys", "none") in KEYS
        and parameters.get("timeformat", "original") in ("original", "normalized")
    ):
        return False
    whole, _, _ = form.media_type.partition("/")
    return media_type in ("*/*", f"{whole}/*", form.media_type, *form.also)


def preferred_language(accept_language: str) -> str:
    """Return `vi` or `en`, whichever an Accept-Language header puts first; `vi` for neither."""
    best, found = 0.0, "vi"
    for part in accept_language.split(","):
        tag, _, quality = _range(part)
        language = tag.split("-")[0]
        if language in ("vi", "en") and quality > best:
            best, found = quality, language
    return found
