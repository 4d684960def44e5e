"""The province's wording of reports, read once a process."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from tinhso.kernel.declarations import load_yaml
from tinhso.web.papers.wording import Wording

FILE = Path("strategy") / "reports.yaml"


def this_wording() -> Wording | None:
    """Return the wording of this deployment's province; None where it declares none."""
    return _read(Path(settings.TINHSO_PROVINCE))


@lru_cache(maxsize=4)
def _read(folder: Path) -> Wording | None:
    path = folder / FILE
    return load_yaml(path, Wording) if path.exists() else None
