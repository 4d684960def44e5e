"""Loading the province's roles."""

from datetime import datetime
from pathlib import Path

from tinhso.kernel.declarations import LoadReport, load_yaml
from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.people.actions import enter_roles
from tinhso.kernel.people.roles import Roles


def load(folder: Path, *, actor: Actor, now: datetime) -> LoadReport:
    """Read people/roles.yaml under the province's folder and keep it as a version if it is new.

    Raises:
        DeclarationError: the file is missing or wrong.
    """
    roles = load_yaml(folder / "people" / "roles.yaml", Roles)
    new = enter_roles(roles, actor=actor, now=now)
    return LoadReport("people", changed=int(new), unchanged=int(not new))
