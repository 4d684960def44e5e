"""Every read of this part: services, service requests, clients."""

from .clients import by_key, clients
from .places import AskedPlace, commune_of
from .requests import Shown, found, one
from .services import UNCLASSIFIED, Service, changed_at, questions_of, service, services

__all__ = [
    "UNCLASSIFIED",
    "AskedPlace",
    "Service",
    "Shown",
    "by_key",
    "changed_at",
    "clients",
    "commune_of",
    "found",
    "one",
    "questions_of",
    "service",
    "services",
]
