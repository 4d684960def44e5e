"""Figures by SDMX, and the catalogue for data portals."""

from tinhso.kernel.declarations import Text
from tinhso.systems.exchange.rules.sdmx.negotiation import DATA, STRUCTURES
from tinhso.systems.exchange.rules.sdmx.references import WAYS
from tinhso.systems.exchange.rules.sdmx.selection import CONTEXTS
from tinhso.systems.exchange.rules.sdmx.structures import DETAILS, LISTS
from tinhso.web.api.described import TEXT, Group, Operation, Parameter, Reply
from tinhso.web.api.replies import NOT_CHANGED, PAGE, PLAIN

MESSAGE = {
    "type": "object",
    "required": ["meta", "errors"],
    "properties": {
        "meta": {"type": "object"},
        "errors": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["code", "title", "detail"],
                "properties": {"code": {"type": "integer"}, "title": TEXT, "detail": TEXT},
            },
        },
    },
}
MEANINGS = {
    400: Text(vi="Câu hỏi không đọc được.", en="The query can't be understood."),
    404: Text(vi="Không có gì khớp.", en="Nothing answers the query."),
    406: Text(vi="Không có định dạng này.", en="This form isn't offered."),
    413: Text(vi="Quá nhiều cho một lần.", en="Too much for one answer."),
    414: Text(vi="Địa chỉ quá dài.", en="The address is too long."),
    501: Text(vi="Tiêu chuẩn có, ở đây không.", en="The standard has it, this service hasn't."),
}
REFUSED = tuple(
    # An address that is none at all is the site's own page.
    Reply(status, meaning, {DATA[0].media_type: MESSAGE} | ({PAGE: None} if status == 404 else {}))
    for status, meaning in MEANINGS.items()
)
STRUCTURE = Reply(
    200,
    Text(vi="Cấu trúc, SDMX-JSON 2.0.0.", en="Structures, SDMX-JSON 2.0.0."),
    {one.media_type: {"type": "object", "required": ["meta", "data"]} for one in STRUCTURES},
)
OBSERVATIONS = Reply(
    200,
    Text(vi="Số liệu, SDMX-JSON hoặc SDMX-CSV 2.0.0.", en="Data, SDMX-JSON or SDMX-CSV 2.0.0."),
    {
        DATA[0].media_type: {"type": "object", "required": ["meta", "data"]},
        DATA[1].media_type: TEXT,
    },
)
TYPES = ["*", *LISTS]
ASKED = (
    Parameter(
        "detail",
        Text(vi="Bao nhiêu chi tiết", en="How much of it"),
        {"enum": sorted(DETAILS)},
    ),
    Parameter(
        "references",
        Text(vi="Kèm những cấu trúc nào", en="With which other structures"),
        {"enum": [*WAYS, *LISTS]},
    ),
    Parameter("format", Text(vi="Định dạng", en="The form"), {"enum": ["", "json"]}),
)
IDENTIFIER = {"type": "string", "pattern": "^([*]|[A-Za-z][A-Za-z0-9_]{0,50})$"}
EDITION = {"type": "string", "pattern": "^([*~+]|[0-9]{1,3}[.][0-9]{1,3}([.][0-9]{1,3})?)$"}
MADE_BY = (
    Parameter(
        "agency", Text(vi="Nơi duy trì, như VN19", en="Who keeps it, as VN19"), IDENTIFIER, "path"
    ),
    Parameter("id", Text(vi="Mã, * là mọi mã", en="Its code, * for all"), IDENTIFIER, "path"),
    Parameter("version", Text(vi="Phiên bản, như 1.0", en="Its version, as 1.0"), EDITION, "path"),
)
KEY_PARTS = {
    "type": "string",
    "pattern": "^([*]|[A-Z0-9_]{0,20}([.][A-Z0-9_]{0,20}){1,5})$",
}
INSTANT = {"type": "string", "format": "date-time"}
COUNT = {"type": "integer", "minimum": 1, "maximum": 10**9}
NARROWED = (
    Parameter(
        "updatedAfter", Text(vi="Ghi sau lúc này", en="Recorded after this instant"), INSTANT
    ),
    Parameter(
        "asOf",
        Text(vi="Như đã biết lúc này, sau updatedAfter", en="As it was known then"),
        INSTANT,
    ),
    Parameter(
        "lastNObservations",
        Text(vi="Mỗi chuỗi mấy số cuối", en="The last so many of each series"),
        COUNT,
    ),
    Parameter("limit", Text(vi="Nhiều nhất bao nhiêu", en="At most so many"), COUNT),
    Parameter("format", Text(vi="Định dạng", en="The form"), {"enum": ["", "json", "csv"]}),
)


def described() -> Group:
    """Return what is answered by SDMX 3.0."""
    return Group(
        code="sdmx",
        title=Text(vi="Số liệu theo SDMX 3.0", en="Figures by SDMX 3.0"),
        text=Text(
            vi="Cho công cụ thống kê. Khóa là FREQ.INDICATOR.MEASURE.REF_AREA.BASE_PERIOD.SOURCE.",
            en="For statistics. Keys are FREQ.INDICATOR.MEASURE.REF_AREA.BASE_PERIOD.SOURCE.",
        ),
        standard="https://sdmx.org/?page_id=5008",
        operations=(
            Operation(
                "exchange:structures",
                Text(vi="Mọi cấu trúc", en="All structures"),
                (STRUCTURE, NOT_CHANGED, *REFUSED),
                ASKED,
            ),
            Operation(
                "exchange:structure",
                Text(vi="Một loại cấu trúc", en="Structures of a type"),
                (STRUCTURE, NOT_CHANGED, *REFUSED),
                (
                    Parameter("type", Text(vi="Loại", en="The type"), {"enum": TYPES}, "path"),
                    *MADE_BY,
                    *ASKED,
                ),
                path="/sdmx/3.0/structure/{type}/{agency}/{id}/{version}",
            ),
            Operation(
                "exchange:all_data",
                Text(vi="Mọi số liệu", en="All data"),
                (OBSERVATIONS, NOT_CHANGED, *REFUSED),
                NARROWED,
            ),
            Operation(
                "exchange:data",
                Text(vi="Số liệu của một khóa", en="The data of a key"),
                (OBSERVATIONS, NOT_CHANGED, *REFUSED),
                (
                    Parameter(
                        "context",
                        Text(vi="Hỏi theo gì", en="What it is asked by"),
                        {"enum": list(CONTEXTS)},
                        "path",
                    ),
                    *MADE_BY,
                    Parameter("key", Text(vi="Khóa", en="The key"), KEY_PARTS, "path"),
                    *NARROWED,
                ),
                path="/sdmx/3.0/data/{context}/{agency}/{id}/{version}/{key}",
            ),
        ),
    )


def catalogued() -> Group:
    """Return what is answered to data portals."""
    # Not before somebody asks: it brings the whole of RDF, and a process starts without that.
    from tinhso.systems.exchange.rest.catalogue import SERIALISED

    graph = Reply(
        200,
        Text(vi="Danh mục, DCAT-AP 3.0.", en="The catalogue, DCAT-AP 3.0."),
        {one.media_type: None for one in SERIALISED},
    )
    not_offered = Reply(406, MEANINGS[406], {PLAIN: TEXT})
    return Group(
        code="catalogue",
        title=Text(vi="Danh mục dữ liệu mở", en="Catalogue of open data"),
        text=Text(
            vi="Cho cổng dữ liệu: có những tập nào, cột nào, lấy ở đâu.",
            en="For data portals: which datasets there are, their columns, where to get them.",
        ),
        standard="https://semiceu.github.io/DCAT-AP/releases/3.0.0/",
        operations=(
            Operation(
                "exchange:catalogue",
                Text(vi="Danh mục theo Accept", en="The catalogue, as Accept says"),
                (
                    graph,
                    Reply(303, Text(vi="Trang cho người đọc.", en="The page for people.")),
                    not_offered,
                ),
            ),
            Operation(
                "exchange:catalogue_as",
                Text(vi="Danh mục ở một định dạng", en="The catalogue in one form"),
                (graph, not_offered, Reply(404, MEANINGS[404], {PAGE: None})),
                (
                    Parameter(
                        "serialisation",
                        Text(vi="Định dạng", en="The form"),
                        {"enum": [one.name for one in SERIALISED]},
                        where="path",
                    ),
                ),
            ),
        ),
    )
