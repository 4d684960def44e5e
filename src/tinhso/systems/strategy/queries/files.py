"""What the province's board.yaml says."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from tinhso.kernel.declarations import load_yaml
from tinhso.systems.strategy.declared import Board


def board_file() -> Board:
    """Return the province's own choices for its board; the empty ones without a file."""
    return _read(Path(settings.TINHSO_PROVINCE))


@lru_cache(maxsize=4)
def _read(folder: Path) -> Board:
    path = folder / "strategy" / "board.yaml"
    return load_yaml(path, Board) if path.exists() else Board()
