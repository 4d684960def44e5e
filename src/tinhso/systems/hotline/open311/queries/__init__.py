"""Every read of this part: services, service requests, clients."""

from .clients import by_key, clients
from .places import commune_of
from .requests import Shown, found, one
from .services import UNCLASSIFIED, Service, changed_at, name_of, questions_of, services

__all__ = [
    "UNCLASSIFIED",
    "Service",
    "Shown",
    "by_key",
    "changed_at",
    "clients",
    "commune_of",
    "found",
    "name_of",
    "one",
    "questions_of",
    "services",
]
