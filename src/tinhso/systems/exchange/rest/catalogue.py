"""The catalogue as RDF for data portals, in the form that a client prefers."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from tinhso.kernel.declarations import Text
from tinhso.systems.exchange.publishing import publishing
from tinhso.systems.exchange.rules import catalogue as rdf
from tinhso.systems.exchange.rules.sdmx.negotiation import Form, chosen
from tinhso.web.offers import FORMS, Offer, offered
from tinhso.web.province import this_province

SERIALISED = (
    Form("ttl", "text/turtle"),
    Form("jsonld", "application/ld+json", ("application/json",)),
    Form("rdf", "application/rdf+xml", ("application/xml", "text/xml")),
)
NAMES_OF_RDFLIB = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml"}


@gzip_page
@require_safe
def catalogue(request: HttpRequest, serialisation: str = "") -> HttpResponse:
    """Give the catalogue as Turtle, JSON-LD or RDF/XML."""
    found = chosen(request.headers.get("Accept", ""), SERIALISED, serialisation)
    if found is None and "text/html" in request.headers.get("Accept", ""):
        response = HttpResponse(status=303, headers={"Location": reverse("exchange:page")})
        patch_vary_headers(response, ["Accept"])
        return response
    if found is None:
        offers = ", ".join(one.media_type for one in SERIALISED)
        return HttpResponse(f"Offered are: {offers}\n", status=406, content_type="text/plain")
    graph = rdf.graph(described(request, offered()))
    body = graph.serialize(format=NAMES_OF_RDFLIB[found.form.name], encoding="utf-8")
    response = HttpResponse(body, content_type=f"{found.form.media_type}; charset=utf-8")
    patch_vary_headers(response, ["Accept"])
    return response


def described(request: HttpRequest, offers: Iterable[Offer]) -> rdf.Catalogue:
    """Return what is offered with its addresses on this site."""

    def absolute(path: str) -> str:
        return str(request.build_absolute_uri(path))

    province, terms = this_province(), publishing()
    every = list(offers)
    return rdf.Catalogue(
        address=absolute(reverse("exchange:catalogue")),
        homepage=absolute(reverse("exchange:page")),
        title=Text(
            vi=f"Dữ liệu mở của {province.full_name.vi}",
            en=f"Open data of {province.full_name.en}",
        ),
        description=Text(
            vi="Số liệu, sổ đăng ký, cam kết và phản ánh công khai, ai cũng dùng lại được.",
            en="Observations, registers, promises and public reports, for anyone to use again.",
        ),
        publisher=terms.publisher,
        publisher_page=absolute("/"),
        contact=terms.contact.title,
        telephone=terms.contact.telephone,
        area=province.full_name,
        centre=(province.centre.latitude, province.centre.longitude),
        service=absolute("/sdmx/3.0"),
        licence=rdf.Terms(terms.licence.title, terms.licence.address) if terms.licence else None,
        changed=max((one.changed for one in every if one.changed), default=None),
        datasets=[
            rdf.Dataset(
                identifier=one.code,
                address=absolute(reverse("exchange:dataset", args=[one.code])),
                page=absolute(one.page),
                title=one.title,
                description=one.description,
                theme=one.theme,
                periodicity=one.periodicity,
                keywords=one.keywords,
                distributions=[
                    rdf.Distribution(file.form, FORMS[file.form], absolute(file.href))
                    for file in one.files
                ],
                first=one.first,
                last=one.last,
                changed=one.changed,
            )
            for one in every
        ],
    )
