"""Which artefacts a structure query's `references` adds (SDMX REST, structure queries)."""

from collections.abc import Callable, Iterable, Mapping, Set

Known = tuple[str, str]
"""A type of artefact and an identifier."""

Edge = Callable[[Set[Known]], set[Known]]


def reached(
    refers_to: Mapping[Known, Set[Known]], start: frozenset[Known], wanted: Iterable[str]
) -> set[Known]:
    """Return what is reached from `start` by the words of a `references` parameter.

    A word is one of WAYS, or a type: then everything of that type, up or down, at any distance.
    """
    used_by: dict[Known, set[Known]] = {}
    for one, others in refers_to.items():
        for other in others:
            used_by.setdefault(other, set()).add(one)

    def children(of: Set[Known]) -> set[Known]:
        return {other for one in of for other in refers_to.get(one, ())}

    def parents(of: Set[Known]) -> set[Known]:
        return {other for one in of for other in used_by.get(one, ())}

    found: set[Known] = set()
    for word in wanted:
        if word in WAYS:
            found |= WAYS[word](children, parents, start)
        else:
            near = _all_the_way(children, start) | _all_the_way(parents, start)
            found |= {one for one in near if one[0] == word}
    return found


def _all_the_way(step: Edge, start: Set[Known]) -> set[Known]:
    found, edge = set[Known](), set(start)
    while edge := step(edge) - found:
        found |= edge
    return found


def _with_siblings(children: Edge, parents: Edge, start: Set[Known]) -> set[Known]:
    above = parents(start)
    return above | children(above)


WAYS: Mapping[str, Callable[[Edge, Edge, Set[Known]], set[Known]]] = {
    "none": lambda _children, _parents, _start: set(),
    "children": lambda children, _parents, start: children(start),
    "descendants": lambda children, _parents, start: _all_the_way(children, start),
    "parents": lambda _children, parents, start: parents(start),
    "parentsandsiblings": _with_siblings,
    "ancestors": lambda _children, parents, start: _all_the_way(parents, start),
    "all": lambda children, parents, start: (
        _with_siblings(children, parents, start) | _all_the_way(children, start)
    ),
}
