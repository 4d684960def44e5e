"""The province's files into the database: each room loads its own, in the order of the rooms."""

from collections.abc import Iterator
from datetime import datetime
from importlib import import_module
from pathlib import Path

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from tinhso.kernel.declarations import LoadReport
from tinhso.kernel.ledger.actors import Actor

LOADER = Actor(ref="system:loader")


def load_province(folder: Path, *, now: datetime) -> Iterator[LoadReport]:
    """Load what every room finds in a province's folder; yield each room's report.

    Loading again changes nothing unless the files have changed. Raises DeclarationError naming
    file, line and cure.
    """
    for room in _rooms_with("loading"):
        yield import_module(f"{room}.loading").load(folder, actor=LOADER, now=now)


def load_demonstration(folder: Path, *, now: datetime) -> Iterator[LoadReport]:
    """Add the made-up data of a demonstration, marked as such; yield each room's report."""
    for room in _rooms_with("demonstration"):
        module = import_module(f"{room}.demonstration")
        yield module.load_demonstration(folder, actor=LOADER, now=now)


def _rooms_with(part: str) -> Iterator[str]:
    """Yield the rooms that have a module of that name, what is stood upon before what stands."""
    for app in apps.get_app_configs():
        ours = app.name.startswith(("tinhso.kernel.", "tinhso.systems."))
        if ours and module_has_submodule(app.module, part):
            yield app.name
