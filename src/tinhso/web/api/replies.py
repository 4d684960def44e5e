"""Answers that many addresses give alike, for the rooms that describe theirs."""

from tinhso.kernel.declarations import Text
from tinhso.web.api.described import Parameter, Reply, Schema

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
GEOJSON = "application/geo+json"
JSON = "application/json"
PLAIN = "text/plain"
PAGE = "text/html"

NOT_FOUND = Reply(404, Text(vi="Không có.", en="There is no such thing."), {PAGE: None})
NOT_CHANGED = Reply(304, Text(vi="Không đổi từ lần trước.", en="It hasn't changed."))

LEGIBLE: Schema = {"type": "string", "pattern": "^[^\\u0000]*$"}
POSITION: Schema = {
    "type": "array",
    "items": {"type": "number", "minimum": -180, "maximum": 180},
    "minItems": 2,
    "maxItems": 2,
}


def file(kind: str) -> Reply:
    """Return the answer that is a file of one media type."""
    return Reply(200, Text(vi="Tệp.", en="The file."), {kind: {"type": "string"}})


def words(name: str, vi: str, en: str) -> Parameter:
    """Return a parameter of the query that narrows or searches by any text."""
    return Parameter(name, Text(vi=vi, en=en), LEGIBLE)


def points(kind: str = GEOJSON) -> Reply:
    """Return the answer that is a collection of GeoJSON points (RFC 7946)."""
    return Reply(
        200,
        Text(vi="Các điểm, GeoJSON (RFC 7946).", en="Points, GeoJSON (RFC 7946)."),
        {kind: collection("Point", POSITION)},
    )


def collection(geometry: str, coordinates: Schema) -> Schema:
    """Return the schema of a GeoJSON collection of features of one type of geometry."""
    return {
        "type": "object",
        "required": ["type", "features"],
        "properties": {
            "type": {"const": "FeatureCollection"},
            "features": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["type", "geometry", "properties"],
                    "properties": {
                        "type": {"const": "Feature"},
                        "geometry": {
                            "type": "object",
                            "required": ["type", "coordinates"],
                            "properties": {
                                "type": {"const": geometry},
                                "coordinates": coordinates,
                            },
                        },
                        "properties": {"type": "object"},
                    },
                },
            },
        },
    }
