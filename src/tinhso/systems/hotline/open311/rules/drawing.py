"""One answer as JSON and as XML.

JSON follows the XML by the Spark convention: what is a list in XML is an array, and the element
that holds the list at the top has no name in JSON. (GeoReport v2, "Format Support".)
"""

import json
import re
from typing import Final, TypeAlias

from lxml import etree

Value: TypeAlias = "str | int | float | bool | list[Value] | dict[str, Value] | None"

MEDIA_TYPES: Final = {
    "json": "application/json; charset=utf-8",
    "xml": "text/xml; charset=utf-8",
}
# What one of a list is called in XML.
ONE_OF: Final = {
    "attributes": "attribute",
    "endpoints": "endpoint",
    "errors": "error",
    "formats": "format",
    "notes": "note",
    "photos": "photo",
    "service_requests": "request",
    "services": "service",
    "values": "value",
}
# XML 1.0 has no way to write these.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def as_json(value: Value) -> bytes:
    """Return a value as JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")


def as_xml(root: str, value: Value) -> bytes:
    """Return a value as an XML document in UTF-8 whose root element has this name."""
    element = etree.Element(root)
    _fill(element, value)
    return bytes(etree.tostring(element, encoding="UTF-8", xml_declaration=True))


def _fill(element: etree._Element, value: Value) -> None:
    if isinstance(value, dict):
        for name, inner in value.items():
            _fill(etree.SubElement(element, name), inner)
    elif isinstance(value, list):
        for inner in value:
            _fill(etree.SubElement(element, ONE_OF[str(element.tag)]), inner)
    elif value is not None:
        element.text = _UNWRITABLE.sub("", _words(value))


def _words(value: str | float | bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
