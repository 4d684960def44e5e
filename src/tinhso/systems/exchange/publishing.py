"""Who gives the province's data, and on what terms, from its exchange/catalogue.yaml."""

from functools import lru_cache
from pathlib import Path
from typing import Literal

from django.conf import settings
from pydantic import BaseModel, ConfigDict

from tinhso.kernel.declarations import Text, load_yaml
from tinhso.web.province import this_province


class Contact(BaseModel):
    """Where people can ask about the data."""

    title: Text
    telephone: str = ""


class Licence(BaseModel):
    """On what terms the data may be used, and whether the province has said so."""

    title: Text
    address: str
    basis: Literal["adopted", "assumed"]
    note: Text | None = None


class Publishing(BaseModel):
    """What catalogue.yaml says."""

    model_config = ConfigDict(frozen=True)

    publisher: Text
    contact: Contact
    licence: Licence | None = None


def publishing() -> Publishing:
    """Return what this province says; without a file the province itself gives, on no terms."""
    return _read(Path(settings.TINHSO_PROVINCE))


@lru_cache(maxsize=4)
def _read(folder: Path) -> Publishing:
    path = folder / "exchange" / "catalogue.yaml"
    if path.exists():
        return load_yaml(path, Publishing)
    province = this_province()
    contact = Contact(title=province.full_name, telephone=province.hotline)
    return Publishing(publisher=province.full_name, contact=contact)
