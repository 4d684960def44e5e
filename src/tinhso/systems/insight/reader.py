"""The reader of this province: made once a process from the aliases of its catalogue."""

from functools import lru_cache
from pathlib import Path

import yaml
from django.conf import settings

from tinhso.kernel.declarations import fingerprint
from tinhso.systems.insight.rules.claims import Reading
from tinhso.systems.insight.rules.reading import Reader, lexicon_of

GRAMMAR = "1"
"""Raised whenever the grammar reads differently, so that documents are read again."""


def read(text: str) -> Reading:
    """Return what the province's reader finds in a text."""
    return _reader(_aliases())[0].read(text)


def version() -> str:
    """Return the name of the reader: the grammar's version and its words' fingerprint."""
    return _reader(_aliases())[1]


def _aliases() -> Path:
    return Path(settings.TINHSO_PROVINCE) / "indicators" / "aliases.yaml"


@lru_cache(maxsize=2)
def _reader(path: Path) -> tuple[Reader, str]:
    aliases = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
    return Reader(lexicon_of((), aliases)), f"{GRAMMAR}.{fingerprint(aliases)[:12]}"
