"""What the standard's addresses take and give, for the description of the API."""

from typing import Any, Final

from tinhso.kernel.declarations import Text
from tinhso.kernel.places.extents import extent
from tinhso.web.api.described import TEXT, Group, Operation, Parameter, Reply, Schema

from .queries import UNCLASSIFIED
from .rules.asking import LAST_PAGE, MOMENT, MOST, STATUSES
from .rules.posting import LINK, LONGEST
from .rules.questions import LISTS

STANDARD: Final = "https://wiki.open311.org/GeoReport_v2/"
NULLABLE: Schema = {"type": ["string", "null"]}
INSTANT: Schema = {"type": ["string", "null"], "format": "date-time"}
FORM = Parameter(
    "form", Text(vi="Định dạng", en="The format"), {"enum": ["json", "xml"]}, where="path"
)
SERVICE: Schema = {
    "type": "object",
    "required": ["service_code", "service_name", "description", "metadata", "type"],
    "properties": {
        "service_code": TEXT,
        "service_name": TEXT,
        "description": TEXT,
        "metadata": {"type": "boolean"},
        "type": {"const": "realtime"},
        "keywords": TEXT,
        "group": TEXT,
    },
}
ATTRIBUTE: Schema = {
    "type": "object",
    "required": ["variable", "code", "datatype", "required", "order", "description", "values"],
    "properties": {
        "variable": {"type": "boolean"},
        "code": TEXT,
        "datatype": {"enum": ["string", "number", "datetime", "text", *LISTS]},
        "required": {"type": "boolean"},
        "datatype_description": NULLABLE,
        "order": {"type": "integer", "minimum": 1},
        "description": TEXT,
        "values": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["key", "name"],
                "properties": {"key": TEXT, "name": TEXT},
            },
        },
    },
}
REQUEST: Schema = {
    "type": "object",
    "required": ["service_request_id", "status", "service_code", "requested_datetime"],
    "properties": {
        "service_request_id": TEXT,
        "status": {"enum": list(STATUSES)},
        "status_notes": NULLABLE,
        "service_name": TEXT,
        "service_code": TEXT,
        "description": NULLABLE,
        "agency_responsible": NULLABLE,
        "service_notice": NULLABLE,
        "requested_datetime": INSTANT,
        "updated_datetime": INSTANT,
        "expected_datetime": INSTANT,
        "address": NULLABLE,
        "address_id": NULLABLE,
        "zipcode": NULLABLE,
        "lat": {"type": ["number", "null"]},
        "long": {"type": ["number", "null"]},
        "media_url": NULLABLE,
        "extended_attributes": {"type": "object"},
    },
    "additionalProperties": False,
}
ERRORS: Schema = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "required": ["code", "description"],
        "properties": {"code": {"type": "integer"}, "description": TEXT},
    },
}
DISCOVERY: Schema = {
    "type": "object",
    "required": ["changeset", "contact", "key_service", "endpoints"],
    "properties": {
        "changeset": TEXT,
        "contact": TEXT,
        "key_service": TEXT,
        "endpoints": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["specification", "url", "changeset", "type", "formats"],
            },
        },
    },
}
RECEIVED: Schema = {
    "type": "object",
    "required": ["service_request_id", "service_notice", "account_id"],
    "properties": {
        "service_request_id": TEXT,
        "service_notice": TEXT,
        "account_id": {"type": "null"},
        "extended_attributes": {"type": "object"},
    },
    "additionalProperties": False,
}


def listed(schema: Schema) -> Schema:
    """Return the schema of a list of these."""
    return {"type": "array", "items": schema}


def optional(schema: Schema) -> Schema:
    """Return the schema of a parameter that counts as not given when it is empty."""
    return {"anyOf": [schema, {"const": ""}]}


def _given(status: int, vi: str, en: str, schema: Schema) -> Reply:
    xml: Schema = {"type": "string"}
    return Reply(status, Text(vi=vi, en=en), {"application/json": schema, "text/xml": xml})


BAD = _given(400, "Câu hỏi sai.", "The request is wrong.", ERRORS)
MISSING = _given(404, "Không có.", "There is no such thing.", ERRORS)
FLAG = optional({"enum": ["true", "false"]})
DATE = optional({"type": "string", "format": "date-time", "pattern": f"^{MOMENT.pattern}$"})
EXTENSIONS = Parameter(
    "extensions",
    Text(
        vi="true: kèm những gì tiêu chuẩn không có trường",
        en="true: with what the standard has no field for",
    ),
    FLAG,
)
JURISDICTION = Parameter(
    "jurisdiction_id",
    Text(vi="Chỉ có một tỉnh: không cần, không đọc", en="There is one province: not read"),
)


def _page(most: int) -> Schema:
    return optional({"type": "integer", "minimum": 1, "maximum": most})


def _date(name: str, vi: str, en: str) -> Parameter:
    return Parameter(name, Text(vi=vi, en=en), DATE)


NARROWED = (
    JURISDICTION,
    Parameter(
        "service_request_id",
        Text(
            vi="Các mã, cách nhau bằng dấu phẩy; bỏ qua tham số khác",
            en="Numbers parted by commas; overrides the other parameters",
        ),
    ),
    Parameter(
        "service_code",
        Text(vi="Các loại, cách nhau bằng dấu phẩy", en="Services parted by commas"),
    ),
    _date("start_date", "Gửi từ lúc này", "Filed from this instant on"),
    _date("end_date", "Gửi đến lúc này; cách nhau nhiều nhất 90 ngày", "Filed until this instant"),
    Parameter(
        "status",
        Text(vi="open, closed, hoặc cả hai", en="open, closed, or both"),
        {"enum": ["", "open", "closed", "open,closed", "closed,open"]},
    ),
    _date("updated_after", "Đổi từ lúc này", "Changed from this instant on"),
    _date("updated_before", "Đổi đến lúc này", "Changed until this instant"),
    Parameter("page", Text(vi="Trang thứ mấy", en="Which page"), _page(LAST_PAGE)),
    Parameter("per_page", Text(vi="Một trang bao nhiêu", en="How many on a page"), _page(MOST)),
    Parameter("page_size", Text(vi="Như per_page", en="As per_page"), _page(MOST)),
    EXTENSIONS,
)


def posted() -> dict[str, Any]:
    """Return the schema of a report that is filed."""
    words: dict[str, Schema] = {
        name: {"type": "string", "maxLength": most} for name, most in LONGEST.items()
    }
    words["description"] = TEXT  # as long as the procedure's form says: too long is refused
    words["media_url"] = optional({**words["media_url"], "pattern": f"^{LINK.pattern}$"})
    box = extent().box
    north, east = (box.south, box.north), (box.west, box.east)
    return {
        "type": "object",
        "required": ["service_code"],
        "properties": {
            "api_key": TEXT,
            "jurisdiction_id": TEXT,
            "service_code": {"type": "string", "minLength": 1, "examples": [UNCLASSIFIED]},
            "lat": optional(_degrees(*north)),
            "long": optional(_degrees(*east)),
            **words,
            "device_id": TEXT,
            "account_id": TEXT,
            "extensions": FLAG,
        },
        "additionalProperties": {"type": "string"},
    }


def _degrees(least: float, most: float) -> Schema:
    middle = round((least + most) / 2, 4)
    return {"type": "number", "minimum": least, "maximum": most, "examples": [middle]}


def _photographed() -> dict[str, Any]:
    found = posted()
    file = {"type": "string", "contentMediaType": "image/jpeg"}
    return {**found, "properties": {**found["properties"], "media": file}}


def described() -> Group:
    """Return what is answered by GeoReport v2."""
    return Group(
        code="open311",
        title=Text(vi="Phản ánh theo Open311 GeoReport v2", en="Reports by Open311 GeoReport v2"),
        text=Text(
            vi="Gửi phản ánh và xem đã xử lý đến đâu, từ ứng dụng của bạn. Không cần mã.",
            en="File reports and see what became of them, from your own application. No key.",
        ),
        standard=STANDARD,
        operations=(*_reading(), _filing()),
    )


def _reading() -> tuple[Operation, ...]:
    return (
        Operation(
            "hotline_open311:discovery",
            Text(vi="Có những gì, ở đâu", en="What there is, and where"),
            (_given(200, "Khám phá.", "Service Discovery.", DISCOVERY), MISSING),
            (FORM,),
        ),
        Operation(
            "hotline_open311:services",
            Text(vi="Phản ánh được những việc gì?", en="What can be reported?"),
            (_given(200, "Các loại.", "The services.", listed(SERVICE)), BAD, MISSING),
            (FORM, JURISDICTION),
        ),
        Operation(
            "hotline_open311:definition",
            Text(vi="Một loại hỏi thêm gì?", en="What is asked about a service?"),
            (
                _given(
                    200,
                    "Các câu hỏi.",
                    "The attributes.",
                    {
                        "type": "object",
                        "required": ["service_code", "attributes"],
                        "properties": {"service_code": TEXT, "attributes": listed(ATTRIBUTE)},
                    },
                ),
                BAD,
                MISSING,
            ),
            (FORM, JURISDICTION),
        ),
        Operation(
            "hotline_open311:requests",
            Text(vi="Các phản ánh công khai", en="Published reports"),
            (_given(200, "Mới trước.", "The newest first.", listed(REQUEST)), BAD, MISSING),
            (FORM, *NARROWED),
            text=Text(
                vi="Không ghi gì thì là 90 ngày gần nhất; nhiều nhất 1000 mỗi trang.",
                en="The last 90 days unless it is said otherwise; at most 1000 on a page.",
            ),
        ),
        Operation(
            "hotline_open311:request",
            Text(vi="Một phản ánh công khai", en="One published report"),
            (_given(200, "Một phản ánh.", "The report.", listed(REQUEST)), BAD, MISSING),
            (FORM, JURISDICTION, EXTENSIONS),
        ),
        Operation(
            "hotline_open311:token",
            Text(vi="Mã phản ánh của một token", en="The number behind a token"),
            (
                _given(
                    200,
                    "Mã.",
                    "The number.",
                    listed(
                        {
                            "type": "object",
                            "required": ["service_request_id", "token"],
                            "properties": {"service_request_id": TEXT, "token": TEXT},
                        }
                    ),
                ),
                BAD,
                MISSING,
            ),
            (FORM, JURISDICTION),
            text=Text(
                vi="Mã được cho ngay khi gửi: mỗi mã là token của chính nó.",
                en="Numbers are given at once: each is its own token.",
            ),
        ),
    )


def _filing() -> Operation:
    return Operation(
        "hotline_open311:requests",
        Text(vi="Gửi một phản ánh", en="File a report"),
        (
            _given(200, "Đã nhận.", "It was received.", listed(RECEIVED)),
            BAD,
            _given(403, "api_key sai.", "The api_key is invalid.", ERRORS),
            MISSING,
            _given(429, "Quá nhiều trong 10 phút.", "Too many within ten minutes.", ERRORS),
        ),
        (
            FORM,
            Parameter(
                "Idempotency-Key",
                Text(
                    vi="Gửi lại với cùng khóa và nội dung thì nhận lại cùng mã",
                    en="A repeat with the same key and content gets the same number",
                ),
                optional({"type": "string", "pattern": "^[!-~]{1,200}$"}),
                where="header",
            ),
        ),
        method="post",
        text=Text(
            vi="Cần lat và long, hoặc address_string, hoặc address_id. Câu trả lời thêm là "
            "attribute[mã]; ảnh là media của multipart/form-data. Số ảnh và độ dài theo biểu mẫu "
            "phản ánh của tỉnh: quá mức thì bị từ chối và được nói mức nào.",
            en="lat and long, address_string or address_id is needed. Further answers are "
            "attribute[code]; photographs are media of multipart/form-data. How many, and how "
            "long a description: as the province's form of a report says; what is over is refused "
            "and told the bound.",
        ),
        body={
            "application/x-www-form-urlencoded": posted(),
            "multipart/form-data": _photographed(),
        },
    )
