"""The reader of this province: made once a process from the aliases of its catalogue."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from tinhso.kernel.declarations import fingerprint_files
from tinhso.systems.insight.rules import reading
from tinhso.systems.insight.rules.claims import Reading
from tinhso.systems.insight.rules.reading import Reader, lexicon_of, reader_of

GRAMMAR = Path(reading.__file__).parent


def read(text: str) -> Reading:
    """Return what the province's reader finds in a text."""
    return _reader(_aliases())[0].read(text)


def version() -> str:
    """Return the name of the reader: another grammar or other words give another name."""
    return _reader(_aliases())[1]


def _aliases() -> Path:
    return Path(settings.TINHSO_PROVINCE) / "indicators" / "aliases.yaml"


@lru_cache(maxsize=2)
def _reader(path: Path) -> tuple[Reader, str]:
    files = list(GRAMMAR.glob("*.py"))
    if not path.exists():  # a province that names nothing: every subject is unknown
        return Reader(lexicon_of({})), fingerprint_files(files)[:16]
    return reader_of(path), fingerprint_files([*files, path])[:16]
