"""Reading what Zalo sends as JSON, whatever it holds."""

import json
from typing import Any


def word(value: object) -> str:
    """Return a text or number as text that can be stored: no NUL, no half of a pair."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    whole = str(value).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\0", "").strip()


def json_object(body: bytes) -> dict[str, Any]:
    """Return the JSON object of a body; an empty one where there is none."""
    try:
        found = json.loads(body.decode())
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
