"""Loading what a province's `places.yaml` says: checked, and its official boundaries imported."""

from datetime import datetime
from pathlib import Path

from tinhso.kernel.declarations import DeclarationError, LoadReport
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.places import actions
from tinhso.kernel.places.extents import read_extent


def load(folder: Path, *, actor: Actor, now: datetime) -> LoadReport:
    """Check the file and import the boundaries it names; nothing happens the second time.

    Raises DeclarationError naming the file and every mistake in it or in the boundaries.
    """
    extent, source = read_extent(folder)
    declared = source.value.boundaries
    if declared is None:
        return LoadReport("places", notes=("no boundaries: communes are found by their centres",))
    place = ("boundaries", "file")
    try:
        content = (folder / declared.file).read_bytes()
        return actions.import_boundaries(
            content,
            on=declared.day,
            source=declared.source,
            code_property=declared.code_property,
            within=extent.box,
            actor=actor,
            now=now,
        )
    except OSError as error:
        message = f"{declared.file} can't be read: {(error.strerror or '').lower()}"
        raise DeclarationError([source.problem(place, message)]) from None
    except actions.BoundariesRefusedError as error:
        raise DeclarationError(
            source.problem(place, f"{declared.file}, feature {one.feature}: {one.message}")
            for one in error.mistakes
        ) from None
