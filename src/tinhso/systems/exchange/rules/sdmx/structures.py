"""Structure messages: what there is, what it refers to, and how much of it a query asks for.

SDMX REST, structure queries; SDMX-JSON 2.0.0 structure message. Everything carries the version
1.0, which in SDMX 3.0 says that it may grow (a new indicator, a merged commune): only versions of
three parts are promised never to change.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tinhso.kernel.declarations import Text
from tinhso.systems.exchange.rules.sdmx.components import (
    ATTRIBUTES,
    DIMENSIONS,
    MEASURE,
    TIME,
    Codelist,
    Component,
)
from tinhso.systems.exchange.rules.sdmx.errors import BadQueryError, NothingFoundError
from tinhso.systems.exchange.rules.sdmx.references import WAYS, reached

VERSION = "1.0"
CONCEPTS, STRUCTURE, EVERYTHING = "CS_OBSERVATION", "DSD_OBSERVATION", "DF_OBSERVATION"
SCHEMA = (
    "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/develop/structure-message/tools/"
    "schemas/2.0.0/sdmx-json-structure-schema.json"
)
LISTS = {
    "agencyscheme": "agencySchemes",
    "codelist": "codelists",
    "conceptscheme": "conceptSchemes",
    "dataflow": "dataflows",
    "datastructure": "dataStructures",
}
PACKAGES = {
    "agencyscheme": "base.AgencyScheme",
    "codelist": "codelist.Codelist",
    "conceptscheme": "conceptscheme.ConceptScheme",
    "dataflow": "datastructure.Dataflow",
    "datastructure": "datastructure.DataStructure",
}
ITEMS = {"agencyscheme": "agencies", "codelist": "codes", "conceptscheme": "concepts"}
OTHER_TYPES = frozenset(
    {
        "categorisation",
        "categoryscheme",
        "categoryschememap",
        "conceptschememap",
        "customtypescheme",
        "dataconstraint",
        "dataconsumerscheme",
        "dataproviderscheme",
        "hierarchy",
        "hierarchyassociation",
        "metadataconstraint",
        "metadataflow",
        "metadataproviderscheme",
        "metadataprovisionagreement",
        "metadatastructure",
        "namepersonalisationscheme",
        "organisationschememap",
        "organisationunitscheme",
        "process",
        "provisionagreement",
        "reportingtaxonomy",
        "reportingtaxonomymap",
        "representationmap",
        "rulesetscheme",
        "structuremap",
        "transformationscheme",
        "userdefinedoperatorscheme",
        "valuelist",
        "vtlmappingscheme",
    }
)
"""What the standard has besides; there is none of it here."""

STUBS = ("allstubs", "allcompletestubs")
REFERENCE_STUBS = (*STUBS, "referencestubs", "referencecompletestubs")
DETAILS = frozenset({*REFERENCE_STUBS, "full", "referencepartial", "raw"})


@dataclass(frozen=True)
class Artefact:
    """One maintainable artefact: what identifies and names it, its content, what it refers to."""

    kind: str
    agency: str
    id: str
    title: Text
    content: Mapping[str, Any]
    refers_to: frozenset[tuple[str, str]] = frozenset()
    description: Text | None = None

    @property
    def known_by(self) -> tuple[str, str]:
        """What a reference to it says."""
        return self.kind, self.id

    @property
    def urn(self) -> str:
        """The artefact's SDMX URN."""
        return urn(self.kind, self.agency, self.id)


@dataclass(frozen=True)
class StructureQuery:
    """What a client asks for; `*` and `~` mean all, a comma parts several."""

    kind: str = "*"
    agency: str = "*"
    id: str = "*"
    version: str = "~"
    item: str = "*"
    detail: str = "full"
    references: tuple[str, ...] = ("none",)

    @classmethod
    def parse(cls, path: Sequence[str], detail: str, references: str) -> "StructureQuery":
        """Read a path's parts and the two parameters; raise BadQueryError naming what is wrong."""
        if len(path) > 5:
            raise BadQueryError("a structure query has at most type/agency/id/version/item")
        kind, agency, id_, version, item = [*(one or "*" for one in path), *"*****"][:5]
        if kind != "*" and kind not in LISTS and kind not in OTHER_TYPES:
            raise BadQueryError(f"{kind!r} is no type of structure; there are: {', '.join(LISTS)}")
        if detail not in DETAILS:
            raise BadQueryError(f"detail: one of {', '.join(sorted(DETAILS))}, not {detail!r}")
        wanted = tuple(references.split(","))
        for one in wanted:
            if one not in WAYS and one not in LISTS and one not in OTHER_TYPES:
                raise BadQueryError(f"references: one of {', '.join(WAYS)} or a type, not {one!r}")
        return cls(kind, agency, id_, version, item, detail, wanted)


@dataclass(frozen=True)
class Flow:
    """A dataflow: all figures, or those of one field."""

    id: str
    title: Text
    field: str = ""
    description: Text | None = None


@dataclass(frozen=True)
class Holdings:
    """Everything structural there is, from which the artefacts are made."""

    agency: str
    agency_title: Text
    codelists: tuple[Codelist, ...]
    flows: tuple[Flow, ...]
    contact: str = ""
    codes: Mapping[str, Codelist] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "codes", {one.id: one for one in self.codelists})


def urn(kind: str, agency: str, id_: str, item: str = "") -> str:
    """Return a URN of ours, of an item where one is named."""
    package = PACKAGES[kind]
    if item:
        package = {"conceptscheme": "conceptscheme.Concept", "codelist": "codelist.Code"}[kind]
    tail = f".{item}" if item else ""
    return f"urn:sdmx:org.sdmx.infomodel.{package}={agency}:{id_}({VERSION}){tail}"


def named(id_: str, title: Text, language: str) -> dict[str, Any]:
    """Return identifier and name: in the reader's language, and in both."""
    return {
        "id": id_,
        "name": title.in_language(language),
        "names": {"vi": title.vi, "en": title.en},
    }


def artefacts(held: Holdings, language: str) -> list[Artefact]:
    """Return every artefact, what is referred to before what refers to it."""
    return [
        _agencies(held, language),
        *(_codelist(held, one, language) for one in held.codelists),
        _concepts(held, language),
        _structure(held),
        *(_flow(held, one) for one in held.flows),
    ]


def message_of(
    every: Sequence[Artefact], asked: StructureQuery, language: str
) -> dict[str, list[dict[str, Any]]]:
    """Return the `data` of a structure message; raise NothingFoundError."""
    found = [one for one in every if _matches(one, asked)]
    if asked.item != "*":
        found = [
            partial
            for one in found
            if (partial := _with_items(one, frozenset(asked.item.split(",")))) is not None
        ]
    if not found:
        raise NothingFoundError("no structure answers this query")
    stub, stub_reference = asked.detail in STUBS, asked.detail in REFERENCE_STUBS
    data: dict[str, list[dict[str, Any]]] = {}
    for one in found:
        data.setdefault(LISTS[one.kind], []).append(_json(one, language, stub=stub))
    own = {one.known_by for one in found}
    added = reached(
        {one.known_by: one.refers_to for one in every}, frozenset(own), asked.references
    )
    for one in every:
        if one.known_by in added - own:
            data.setdefault(LISTS[one.kind], []).append(_json(one, language, stub=stub_reference))
    return data


def _matches(one: Artefact, asked: StructureQuery) -> bool:
    versions = {"*", "~", "+", "latest", VERSION, "1.0.0", "1.0+", "1+.0"}
    return (
        asked.kind in ("*", one.kind)
        and _among(one.agency, asked.agency)
        and _among(one.id, asked.id)
        and bool(versions & set(asked.version.split(",")))
    )


def _among(value: str, wanted: str) -> bool:
    return wanted in ("*", "all") or value in wanted.split(",")


def _with_items(one: Artefact, wanted: frozenset[str]) -> Artefact | None:
    items = ITEMS.get(one.kind)
    if items is None:
        return None
    kept = [item for item in one.content[items] if item["id"] in wanted]
    if not kept:
        return None
    return replace(one, content={**one.content, items: kept, "isPartial": True})


def _json(one: Artefact, language: str, *, stub: bool) -> dict[str, Any]:
    about: dict[str, Any] = {
        **named(one.id, one.title, language),
        "agencyID": one.agency,
        "version": VERSION,
        "links": [{"rel": "self", "urn": one.urn, "type": one.kind}],
    }
    if one.description:
        about["description"] = one.description.in_language(language)
        about["descriptions"] = {"vi": one.description.vi, "en": one.description.en}
    return about if stub else {**about, **one.content}


def _agencies(held: Holdings, language: str) -> Artefact:
    agency = named(held.agency, held.agency_title, language)
    if held.contact:
        agency["contacts"] = [
            {"name": held.agency_title.in_language(language), "uris": [held.contact]}
        ]
    return Artefact(
        "agencyscheme",
        "SDMX",
        "AGENCIES",
        Text(vi="Cơ quan", en="Agencies"),
        {"agencies": [agency]},
    )


def _codelist(held: Holdings, one: Codelist, language: str) -> Artefact:
    codes = []
    for code, title in one.codes.items():
        entry = named(code, title, language)
        if code in one.parents:
            entry["parent"] = one.parents[code]
        codes.append(entry)
    return Artefact("codelist", held.agency, one.id, one.title, {"codes": codes})


def _concepts(held: Holdings, language: str) -> Artefact:
    every = (*DIMENSIONS, MEASURE, *ATTRIBUTES)
    return Artefact(
        "conceptscheme",
        held.agency,
        CONCEPTS,
        Text(vi="Khái niệm của số liệu", en="Concepts of observations"),
        {"concepts": [named(one.id, one.title, language) for one in every]},
    )


def _structure(held: Holdings) -> Artefact:
    dimensions = [
        {"id": one.id, "position": place, **_described(held, one)}
        for place, one in enumerate(DIMENSIONS)
        if one.id != TIME
    ]
    time = next(one for one in DIMENSIONS if one.id == TIME)
    content = {
        "dataStructureComponents": {
            "dimensionList": {
                "id": "DimensionDescriptor",
                "dimensions": dimensions,
                "timeDimension": {"id": TIME, **_described(held, time)},
            },
            "measureList": {
                "id": "MeasureDescriptor",
                "measures": [{"id": MEASURE.id, "usage": "optional", **_described(held, MEASURE)}],
            },
            "attributeList": {
                "id": "AttributeDescriptor",
                "attributes": [
                    {
                        "id": one.id,
                        "usage": "mandatory" if one.required else "optional",
                        "attributeRelationship": relationship(one),
                        **_described(held, one),
                    }
                    for one in ATTRIBUTES
                ],
            },
        }
    }
    refers = {("codelist", one.codelist) for one in (*DIMENSIONS, *ATTRIBUTES) if one.codelist}
    return Artefact(
        "datastructure",
        held.agency,
        STRUCTURE,
        Text(vi="Cấu trúc số liệu", en="Structure of observations"),
        content,
        frozenset(refers | {("conceptscheme", CONCEPTS)}),
    )


def relationship(one: Component) -> dict[str, Any]:
    """Return what an attribute's value varies with."""
    if one.level == "dataset":
        return {"dataflow": {}}
    if one.level == "series":
        return {"dimensions": list(one.depends_on)}
    return {"observation": {}}


def _described(held: Holdings, one: Component) -> dict[str, Any]:
    representation: dict[str, Any] = {"format": {"dataType": one.data_type}}
    if one.codelist:
        representation = {"enumeration": urn("codelist", held.agency, one.codelist)}
    return {
        "conceptIdentity": urn("conceptscheme", held.agency, CONCEPTS, one.id),
        "localRepresentation": representation,
    }


def _flow(held: Holdings, one: Flow) -> Artefact:
    return Artefact(
        "dataflow",
        held.agency,
        one.id,
        one.title,
        {"structure": urn("datastructure", held.agency, STRUCTURE)},
        frozenset({("datastructure", STRUCTURE)}),
        one.description,
    )
