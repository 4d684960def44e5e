"""The province's rules and words of the month, read once a process."""

from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

from tinhso.kernel.declarations import load_yaml
from tinhso.web.province import this_province

from .rules.declared import MonthFile
from .rules.windows import Cut

FILE = Path("hotline") / "monthly.yaml"


def this_month_file() -> MonthFile | None:
    """Return what this deployment's province declares; None where it declares nothing."""
    return _read(Path(settings.TINHSO_PROVINCE))


def this_zone() -> ZoneInfo:
    """Return the province's clock."""
    return ZoneInfo(this_province().time_zone)


def this_cut(file: MonthFile) -> Cut:
    """Return when months close, in the province's clock."""
    return file.month.cut(this_zone())


@lru_cache(maxsize=4)
def _read(folder: Path) -> MonthFile | None:
    path = folder / FILE
    return load_yaml(path, MonthFile) if path.exists() else None
