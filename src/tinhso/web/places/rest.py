"""What maps and the citizen's form ask while they are being used."""

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.kernel.places import layers, queries
from tinhso.kernel.places.extents import extent
from tinhso.kernel.places.rules import NotAPlaceError, Tile
from tinhso.kernel.units.finding import find
from tinhso.web.formatting import format_number
from tinhso.web.places.fields import explain

A_DAY = 86_400


@require_safe
def resolve(request: HttpRequest) -> JsonResponse:
    """Say which commune `?lat=&lon=` is in, or is likely to be in; 400 names what is wrong."""
    try:
        latitude = float(request.GET.get("lat", ""))
        longitude = float(request.GET.get("lon", ""))
        found = queries.resolve(latitude, longitude, timezone.localdate())
    except queries.OutsideProvinceError:
        return _refused(_("Chỗ này ở ngoài tỉnh. Hãy kiểm tra lại vị trí."))
    except (ValueError, NotAPlaceError):
        return _refused(_("Chưa đọc được vị trí. Hãy chọn xã, phường."))
    if not found.nearest:
        return _refused(_("Chưa có danh mục xã, phường. Hãy viết địa chỉ."))
    commune = found.inside or found.nearest[0].commune
    if found.inside:
        sentence = _("Chỗ này thuộc %(name)s.") % {"name": commune.title}
    else:
        sentence = _("Gần trung tâm %(name)s nhất, hãy xác nhận.") % {"name": commune.title}
    return JsonResponse(
        {
            "code": commune.code,
            "name": commune.title,
            "is_certain": found.inside is not None,
            "sentence": sentence,
            "nearest": [
                {
                    "code": near.commune.code,
                    "name": near.commune.title,
                    "kilometres": round(near.metres / 1000, 1),
                    "distance": _("%(km)s km")
                    % {"km": format_number(near.metres / 1000, 1, get_language() or "vi")},
                }
                for near in found.nearest
            ],
        }
    )


@require_safe
def search(request: HttpRequest) -> JsonResponse:
    """Return the communes that `?q=` may mean; `only` is the code where there is no doubt."""
    found = find(request.GET.get("q", "")[:200], timezone.localdate(), areas_only=True)
    candidates = [one for one in found.candidates if one.unit.kind == "commune"]
    only = found.only
    return JsonResponse(
        {
            "only": only.code if only and only.kind == "commune" else None,
            "candidates": [
                {"code": one.unit.code, "name": one.unit.title, "note": explain(one)}
                for one in candidates
            ],
        }
    )


@require_safe
def communes(request: HttpRequest) -> HttpResponse:
    """Return today's communes as points with names, GeoJSON (RFC 7946)."""
    collection: dict[str, Any] = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": one.id,
                "geometry": {"type": "Point", "coordinates": [one.longitude, one.latitude]},
                "properties": dict(one.properties),
            }
            for one in queries.commune_points(timezone.localdate())
        ],
    }
    response = JsonResponse(collection, content_type="application/geo+json")
    return _cached(request, response, str(collection), A_DAY)


@require_safe
def outline(request: HttpRequest) -> HttpResponse:
    """Return the province's approximate outline, GeoJSON; no features where it has none."""
    drawn = extent().outline
    collection: dict[str, Any] = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Polygon", "coordinates": [ring]},
                "properties": {"attribution": str(drawn.attribution)},
            }
            for ring in drawn.rings
        ]
        if drawn
        else [],
    }
    response = JsonResponse(collection, content_type="application/geo+json")
    return _cached(request, response, str(collection), A_DAY)


@require_safe
def tile(request: HttpRequest, layer: str, z: int, x: int, y: int) -> HttpResponse:
    """Return a vector tile (MVT 2.1) of a layer; 204 where it holds nothing."""
    try:
        found, which = layers.get(layer), Tile(z, x, y)
    except (layers.NoSuchLayerError, NotAPlaceError) as error:
        return HttpResponse(str(error), status=404, content_type="text/plain; charset=utf-8")
    mark = f"{layer}/{z}/{x}/{y}/{found.version()}/{get_language()}"
    etag = _etag(mark)
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return _cached(request, HttpResponseNotModified(), mark, found.seconds)
    content = queries.tile(found, which)
    response = HttpResponse(
        content,
        status=200 if content else 204,
        content_type="application/vnd.mapbox-vector-tile",
    )
    return _cached(request, response, mark, found.seconds)


def _etag(mark: str) -> str:
    return f'"{hashlib.sha256(mark.encode()).hexdigest()[:32]}"'


def _cached(request: HttpRequest, response: HttpResponse, mark: str, seconds: int) -> HttpResponse:
    """Let the browser keep an answer; say 304 where it already holds it.

    Words may be in the reader's language, which a cookie chooses: shared caches keep nothing.
    """
    etag = _etag(mark)
    if response.status_code == 200 and etag in parse_etags(
        request.headers.get("If-None-Match", "")
    ):
        response = HttpResponseNotModified()
    response["ETag"] = etag
    response["Cache-Control"] = f"private, max-age={seconds}"
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    return response


def _refused(message: str) -> JsonResponse:
    return JsonResponse({"error": message}, status=400)
