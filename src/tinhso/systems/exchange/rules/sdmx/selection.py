"""Which data a query asks for (SDMX REST, data queries). Nothing here knows a database.

A comma means or, a plus means and; a value may have an operator before it (`ge:2020`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from urllib.parse import unquote

from tinhso.systems.exchange.rules.sdmx.components import ATTRIBUTES, BY_ID, KEY, TIME, VALUE
from tinhso.systems.exchange.rules.sdmx.errors import BadQueryError, NotImplementedHereError

ALL_DIMENSIONS = "AllDimensions"
OPERATORS = ("eq", "ne", "lt", "le", "gt", "ge", "co", "nc", "sw", "ew")
CONTEXTS = ("dataflow", "datastructure", "provisionagreement", "*")
SERIES_KEY = tuple(one for one in KEY if one != TIME)
FILTERED_ATTRIBUTES = ("OBS_STATUS", "RELATION", "CONFIDENCE", "RANKED_AMONG", "METHOD")
MOST_ALTERNATIVES = 500
NOT_HERE = ("includeHistory", "sort", "reportingYearStartDay")
LEVELS = {"dataset": "dataset", "series": "series", "obs": "observation"}
HIGHEST = 10**9


@dataclass(frozen=True)
class Condition:
    """One comparison of a component's value."""

    operator: str
    value: str


Alternatives = tuple[tuple[Condition, ...], ...]
"""Conditions that hold together, of which one group must."""


@dataclass(frozen=True)
class DataQuery:
    """A data query as it was understood.

    `keys` are patterns over the series key, None where any value will do; `where` is what each
    component must satisfy. `attributes` are those to be given, in their order.
    """

    context: str = "dataflow"
    agency: str = "*"
    id: str = "*"
    version: str = "*"
    keys: tuple[tuple[str | None, ...], ...] = ()
    where: tuple[tuple[str, Alternatives], ...] = ()
    updated_after: datetime | None = None
    as_of: datetime | None = None
    first: int | None = None
    last: int | None = None
    offset: int = 0
    limit: int | None = None
    at_observation: str = TIME
    attributes: tuple[str, ...] = tuple(one.id for one in ATTRIBUTES)
    values: bool = True
    form: str = ""


def pairs(query: str) -> list[tuple[str, str]]:
    """Return the names and values of a raw query string; a plus stays a plus."""
    found = []
    for part in query.split("&"):
        name, _, value = part.partition("=")
        if name:
            found.append((unquote(name), unquote(value)))
    return found


def parse(path: str, query: str, *, zone: tzinfo) -> DataQuery:
    """Read what follows `/data` in an address: `dataflow/VN19/DF_OBSERVATION/1.0/A.GRDP`.

    A moment without an offset is one of `zone`. Raises BadQueryError or NotImplementedHereError,
    saying what to write.
    """
    context, agency, id_, version, key = _path(path)
    given: dict[str, str] = {}
    where: list[tuple[str, Alternatives]] = []
    for name, value in pairs(query):
        if name in given:
            raise BadQueryError(f"{name} is given twice: put its values into one, with commas")
        given[name] = value
        if name.startswith("c[") and name.endswith("]"):
            where.append(_filter(name[2:-1], value))
        elif name in NOT_HERE:
            if value.lower() != "false":
                raise NotImplementedHereError(f"{name} isn't offered")
        elif name not in READERS:
            raise BadQueryError(
                f"{name!r} is no parameter; there are: {', '.join(READERS)}, c[...]"
            )
    updated = _moment("updatedAfter", given, zone)
    as_of = _moment("asOf", given, zone)
    if updated and as_of and updated > as_of:
        raise BadQueryError("updatedAfter is later than asOf")
    return DataQuery(
        context=context,
        agency=agency,
        id=id_,
        version=version,
        keys=_keys(key),
        where=tuple(where),
        updated_after=updated,
        as_of=as_of,
        first=_count("firstNObservations", given),
        last=_count("lastNObservations", given),
        offset=_count("offset", given, least=0) or 0,
        limit=_count("limit", given),
        at_observation=_at_observation(given.get("dimensionAtObservation", TIME)),
        attributes=_attributes(given.get("attributes", "dsd")),
        values=_values(given.get("measures", "all")),
        form=given.get("format", ""),
    )


READERS = (
    "updatedAfter",
    "asOf",
    "firstNObservations",
    "lastNObservations",
    "offset",
    "limit",
    "dimensionAtObservation",
    "attributes",
    "measures",
    "format",
)


def _path(path: str) -> tuple[str, str, str, str, str]:
    parts = path.strip("/").split("/") if path.strip("/") else []
    head = [*(one or "*" for one in parts[:4]), "*", "*", "*", "*"][:4]
    context, agency, id_, version = head
    if context not in CONTEXTS:
        raise BadQueryError(f"{context!r} is no context: one of {', '.join(CONTEXTS)}")
    # A base period may have a slash, and the key is what comes last.
    return context, agency, id_, version, "/".join(parts[4:]) or "*"


def _keys(written: str) -> tuple[tuple[str | None, ...], ...]:
    if written in ("*", "all"):
        return ()
    keys = []
    for key in written.split(","):
        values = key.split(".")
        if len(values) > len(SERIES_KEY):
            raise BadQueryError(
                f"a key has at most {len(SERIES_KEY)} parts ({'.'.join(SERIES_KEY)}),"
                f" {key!r} has {len(values)}"
            )
        if any("+" in value for value in values):
            raise BadQueryError("several values of a dimension go into c[...]: c[FREQ]=A,Q")
        filled = [*values, *"*" * (len(SERIES_KEY) - len(values))]
        keys.append(tuple(None if value in ("*", "") else value for value in filled))
    if len(keys) > MOST_ALTERNATIVES:
        raise BadQueryError(f"at most {MOST_ALTERNATIVES} keys at once")
    if any(set(key) == {None} for key in keys):
        return ()
    return tuple(keys)


def _filter(component: str, written: str) -> tuple[str, Alternatives]:
    if component not in BY_ID:
        raise BadQueryError(f"{component!r} is no component; there are: {', '.join(BY_ID)}")
    if component not in (*KEY, VALUE, *FILTERED_ATTRIBUTES):
        raise NotImplementedHereError(f"c[{component}]: one can't filter by {component}")
    if not written:
        raise BadQueryError(f"c[{component}] has no value")
    groups = tuple(
        tuple(_condition(component, one) for one in group.split("+"))
        for group in written.split(",")
    )
    if sum(len(group) for group in groups) > MOST_ALTERNATIVES:
        raise BadQueryError(f"c[{component}]: at most {MOST_ALTERNATIVES} values")
    return component, groups


def _condition(component: str, written: str) -> Condition:
    operator, colon, value = written.partition(":")
    if not colon or operator not in OPERATORS:
        operator, value = "eq", written
    if not value:
        raise BadQueryError(f"c[{component}] has an empty value")
    return Condition(operator, value)


def _moment(name: str, given: dict[str, str], zone: tzinfo) -> datetime | None:
    if name not in given:
        return None
    try:
        # A plus that a form has made a blank of is a plus again: an offset has no blanks.
        found = datetime.fromisoformat(given[name].replace(" ", "+"))
        return found.replace(tzinfo=zone) if found.tzinfo is None else found.astimezone(zone)
    except (ValueError, OverflowError):
        raise BadQueryError(f"{name}: a moment such as 2026-11-22T09:00:00+07:00") from None


def _count(name: str, given: dict[str, str], least: int = 1) -> int | None:
    if name not in given:
        return None
    written = given[name]
    if not (written.isascii() and written.isdecimal() and len(written) <= 10):
        raise BadQueryError(f"{name}: a whole number from {least}")
    number = int(written)
    if not least <= number <= HIGHEST:
        raise BadQueryError(f"{name}: a whole number from {least} to {HIGHEST}")
    return number


def _at_observation(written: str) -> str:
    if written not in (*KEY, ALL_DIMENSIONS):
        raise BadQueryError(
            f"dimensionAtObservation: one of {', '.join(KEY)} or {ALL_DIMENSIONS}, not {written!r}"
        )
    return written


def _attributes(written: str) -> tuple[str, ...]:
    every = [one.id for one in ATTRIBUTES]
    wanted: set[str] = set()
    for word in written.split(","):
        if word in ("dsd", "all"):
            wanted |= set(every)
        elif word in LEVELS:
            wanted |= {one.id for one in ATTRIBUTES if one.level == LEVELS[word]}
        elif word in every:
            wanted.add(word)
        elif word not in ("none", "msd"):
            raise BadQueryError(f"attributes: {word!r} is none of {', '.join(every)}")
    return tuple(one for one in every if one in wanted)


def _values(written: str) -> bool:
    if written not in ("all", "none", VALUE):
        raise BadQueryError(f"measures: all, none or {VALUE}, not {written!r}")
    return written != "none"


def flow_of(asked: DataQuery, *, agency: str, flows: Iterable[str], structure: str) -> str | None:
    """Return the dataflow that a query is about, None where there is none such.

    A wildcard means the flow that has everything, which comes first among `flows`; the others are
    parts of it and would say the same again.
    """
    offered = list(flows)
    versions = {"*", "~", "+", "latest", "1.0", "1.0.0", "1.0+", "1+.0"}
    if not _one_of(agency, asked.agency) or not versions & set(asked.version.split(",")):
        return None
    if asked.context == "provisionagreement":
        return None
    if asked.context == "datastructure":
        return offered[0] if _one_of(structure, asked.id) else None
    if asked.id in ("*", "all"):
        return offered[0]
    wanted = [one for one in offered if one in asked.id.split(",")]
    if len(wanted) > 1:
        raise NotImplementedHereError("ask for one dataflow at a time")
    return wanted[0] if wanted else None


def _one_of(value: str, wanted: str) -> bool:
    return wanted in ("*", "all") or value in wanted.split(",")


def series_dimensions(at_observation: str) -> Sequence[str]:
    """Return the dimensions that make a series, in the order of the key."""
    if at_observation == ALL_DIMENSIONS:
        return ()
    return tuple(one for one in KEY if one != at_observation)


def satisfies(alternatives: Alternatives, value: str) -> bool:
    """Return whether a code satisfies a filter; codes are compared as text."""
    return any(all(_compares(one, value) for one in group) for group in alternatives)


def _compares(one: Condition, value: str) -> bool:
    wanted = one.value
    return {
        "eq": value == wanted,
        "ne": value != wanted,
        "lt": value < wanted,
        "le": value <= wanted,
        "gt": value > wanted,
        "ge": value >= wanted,
        "co": wanted in value,
        "nc": wanted not in value,
        "sw": value.startswith(wanted),
        "ew": value.endswith(wanted),
    }[one.operator]
