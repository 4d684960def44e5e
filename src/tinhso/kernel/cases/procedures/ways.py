"""The ways through a procedure: what leads where."""

from collections.abc import Callable, Iterator

from tinhso.kernel.cases.rules.language import Action, Procedure


def arrows(procedure: Procedure, name: str) -> Iterator[tuple[str, Action | None]]:
    """Yield where a step leads, each with the action, or None where time itself does it."""
    step = procedure.steps[name]
    for action in step.actions.values():
        for target in action.to:
            yield target, action
    if step.then:
        yield step.then, None


def reachable(
    procedure: Procedure, by: Callable[[Action], bool] = lambda _: True
) -> frozenset[str]:
    """Return the steps that filing leads to, using only the actions that `by` allows."""
    found, open_ = set[str](), [procedure.first]
    while open_:
        name = open_.pop()
        if name in found or name not in procedure.steps:
            continue
        found.add(name)
        open_ += [to for to, action in arrows(procedure, name) if action is None or by(action)]
    return frozenset(found)


def ending(procedure: Procedure) -> frozenset[str]:
    """Return the steps from which an end can be reached."""
    found = {name for name, step in procedure.steps.items() if step.final}
    while True:
        more = {
            name
            for name in procedure.steps
            if name not in found and any(to in found for to, _ in arrows(procedure, name))
        }
        if not more:
            return frozenset(found)
        found |= more
