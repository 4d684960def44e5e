"""What programs may ask about places."""

from tinhso.kernel.declarations import Text
from tinhso.kernel.places.extents import extent
from tinhso.web.api.described import TEXT, Group, Operation, Parameter, Reply
from tinhso.web.api.replies import (
    GEOJSON,
    JSON,
    NOT_CHANGED,
    PAGE,
    PLAIN,
    POSITION,
    collection,
    points,
    words,
)

NOT_A_POSITION = Reply(
    400,
    Text(vi="Không phải một chỗ trong tỉnh.", en="It isn't a place in the province."),
    {JSON: {"type": "object", "required": ["error"], "properties": {"error": TEXT}}, PAGE: None},
)
NEAR = {
    "type": "object",
    "required": ["code", "name", "kilometres", "distance"],
    "properties": {
        "code": TEXT,
        "name": TEXT,
        "kilometres": {"type": "number", "minimum": 0},
        "distance": TEXT,
    },
}
RESOLVED = {
    "type": "object",
    "required": ["code", "name", "is_certain", "sentence", "nearest"],
    "properties": {
        "code": TEXT,
        "name": TEXT,
        "is_certain": {"type": "boolean"},
        "sentence": TEXT,
        "nearest": {"type": "array", "items": NEAR},
    },
}
FOUND = {
    "type": "object",
    "required": ["only", "candidates"],
    "properties": {
        "only": {"type": ["string", "null"]},
        "candidates": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["code", "name", "note"],
                "properties": {"code": TEXT, "name": TEXT, "note": TEXT},
            },
        },
    },
}
TILE = "application/vnd.mapbox-vector-tile"


def described() -> Group:
    """Return what is answered about places; positions lie in the province's box."""
    box = extent().box
    return Group(
        code="places",
        title=Text(vi="Địa bàn, bản đồ", en="Places, maps"),
        text=Text(
            vi="Xã, phường của một chỗ hay một tên gọi, cũ hay mới; các lớp bản đồ.",
            en="The commune of a position or of a name, old or new; the layers of maps.",
        ),
        operations=(
            Operation(
                "places:resolve",
                Text(vi="Chỗ này thuộc xã, phường nào?", en="In which commune is a position?"),
                (
                    Reply(200, Text(vi="Xã, phường.", en="The commune."), {JSON: RESOLVED}),
                    NOT_A_POSITION,
                ),
                (
                    Parameter(
                        "lat",
                        Text(vi="Vĩ độ, WGS 84", en="Latitude, WGS 84"),
                        {"type": "number", "minimum": box.south, "maximum": box.north},
                        required=True,
                    ),
                    Parameter(
                        "lon",
                        Text(vi="Kinh độ, WGS 84", en="Longitude, WGS 84"),
                        {"type": "number", "minimum": box.west, "maximum": box.east},
                        required=True,
                    ),
                ),
            ),
            Operation(
                "places:search",
                Text(vi="Tên này là xã, phường nào?", en="Which commune does a name mean?"),
                (Reply(200, Text(vi="Các khả năng.", en="What it may mean."), {JSON: FOUND}),),
                (words("q", "Tên, cũ hay mới, có dấu hay không", "A name, old or new"),),
            ),
            Operation(
                "places:communes",
                Text(vi="Các xã, phường hôm nay", en="The communes of today"),
                (points(), NOT_CHANGED),
            ),
            Operation(
                "places:outline",
                Text(vi="Đường viền gần đúng của tỉnh", en="The province's approximate outline"),
                (
                    Reply(
                        200,
                        Text(vi="Đa giác, GeoJSON.", en="Polygons, GeoJSON."),
                        {
                            GEOJSON: collection(
                                "Polygon",
                                {"type": "array", "items": {"type": "array", "items": POSITION}},
                            )
                        },
                    ),
                    NOT_CHANGED,
                ),
            ),
            Operation(
                "places:tile",
                Text(vi="Một ô bản đồ véc-tơ", en="One vector tile"),
                (
                    Reply(
                        200, Text(vi="Ô bản đồ, MVT 2.1.", en="The tile, MVT 2.1."), {TILE: None}
                    ),
                    Reply(204, Text(vi="Ô trống.", en="An empty tile.")),
                    NOT_CHANGED,
                    Reply(
                        404,
                        Text(vi="Không có lớp hay ô này.", en="No such layer or tile."),
                        {PLAIN: TEXT, PAGE: None},
                    ),
                ),
            ),
        ),
    )
