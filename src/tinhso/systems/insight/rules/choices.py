"""Which decisions a finding allows: taking sides needs two figures that can each be wrong. Pure."""

from collections.abc import Sequence

TAKING_SIDES = ("left", "right", "both", "source")
LOOKING_ON = ("both", "source", "noted")


def choices(sides: Sequence[str]) -> tuple[str, ...]:
    """Return what may be decided; `sides` says of each whether it is a claim, figure or target."""
    if len(sides) == 2 and "target" not in sides:
        return TAKING_SIDES
    return LOOKING_ON


def losing(choice: str, sides: int) -> tuple[int, ...]:
    """Return the places of the sides that a choice takes back."""
    kept = {"left": 0, "right": 1}.get(choice)
    return tuple(place for place in range(sides) if kept is not None and place != kept)
