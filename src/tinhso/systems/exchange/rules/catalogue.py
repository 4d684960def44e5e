"""The catalogue of open data as RDF, by DCAT-AP 3.0.1 (the profile that data portals harvest).

Codes of themes, frequencies, languages and file types are those of the vocabularies that the
profile names; each is given its class here, so that a checker needs no other graph.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, SKOS, XSD

from tinhso.kernel.declarations import Text

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
AUTHORITY = "http://publications.europa.eu/resource/authority/"
THEMES = URIRef(f"{AUTHORITY}data-theme")
PUBLIC = URIRef(f"{AUTHORITY}access-right/PUBLIC")
VIETNAMESE = URIRef(f"{AUTHORITY}language/VIE")
ENGLISH = URIRef(f"{AUTHORITY}language/ENG")
MEDIA_TYPES = "http://www.iana.org/assignments/media-types/"
SDMX = URIRef("https://sdmx.org/standards-2/")

FILE_TYPES = {
    "csv": ("CSV", "text/csv"),
    "xlsx": ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": ("JSON", "application/json"),
    "atom": ("ATOM", "application/atom+xml"),
    "geojson": ("GEOJSON", "application/geo+json"),
    "sdmx-json": ("JSON", "application/vnd.sdmx.data+json"),
    "sdmx-csv": ("CSV", "application/vnd.sdmx.data+csv"),
}
THEME_TITLES = {
    "ECON": "Economy and finance",
    "GOVE": "Government and public sector",
    "REGI": "Regions and cities",
    "SOCI": "Population and society",
    "TECH": "Science and technology",
    "AGRI": "Agriculture, fisheries, forestry and food",
    "ENVI": "Environment",
    "TRAN": "Transport",
    "EDUC": "Education, culture and sport",
    "HEAL": "Health",
}


@dataclass(frozen=True)
class Distribution:
    """One file of a dataset under its address."""

    form: str
    title: str
    address: str


@dataclass(frozen=True)
class Dataset:
    """One dataset under its addresses, as `web.offers.Offer` describes it."""

    identifier: str
    address: str
    page: str
    title: Text
    description: Text
    theme: str
    periodicity: str
    keywords: Sequence[Text]
    distributions: Sequence[Distribution]
    first: date | None
    last: date | None
    changed: datetime | None


@dataclass(frozen=True)
class Terms:
    """A licence: its name and the address of its words."""

    title: Text
    address: str


@dataclass(frozen=True)
class Catalogue:
    """The whole catalogue. `centre` is latitude and longitude of the area it speaks of."""

    address: str
    homepage: str
    title: Text
    description: Text
    publisher: Text
    publisher_page: str
    contact: Text
    telephone: str
    area: Text
    centre: tuple[float, float]
    service: str
    datasets: Sequence[Dataset]
    licence: Terms | None = None
    changed: datetime | None = None


def graph(catalogue: Catalogue) -> Graph:
    """Return the catalogue as a graph that passes the shapes of DCAT-AP 3.0.1."""
    writer = _Writer(catalogue)
    for dataset in catalogue.datasets:
        writer.dataset(dataset)
    writer.service()
    return writer.graph


class _Writer:
    """Writes a catalogue; what several datasets share is written once."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.graph = Graph()
        for prefix, namespace in (("dcat", DCAT), ("dct", DCTERMS), ("foaf", FOAF)):
            self.graph.bind(prefix, namespace)
        self.graph.bind("vcard", VCARD)
        self.root = URIRef(catalogue.address)
        self.service_address = URIRef(catalogue.service)
        self.publisher = self._publisher()
        self.contact = self._contact()
        self.area = self._area()
        self.licence = self._licence()
        self._root()

    def _root(self) -> None:
        one = self.root
        self._typed(one, DCAT.Catalog)
        self._words(one, DCTERMS.title, self.catalogue.title)
        self._words(one, DCTERMS.description, self.catalogue.description)
        self.graph.add((one, DCTERMS.publisher, self.publisher))
        self.graph.add((one, DCTERMS.spatial, self.area))
        self.graph.add((one, DCAT.themeTaxonomy, self._scheme()))
        self.graph.add((one, FOAF.homepage, self._document(self.catalogue.homepage)))
        for language in (VIETNAMESE, ENGLISH):
            self._typed(language, DCTERMS.LinguisticSystem)
            self.graph.add((one, DCTERMS.language, language))
        if self.licence is not None:
            self.graph.add((one, DCTERMS.license, self.licence))
        if self.catalogue.changed:
            self._moment(one, DCTERMS.modified, self.catalogue.changed)

    def service(self) -> None:
        """Write the SDMX service, which gives the datasets that have an SDMX file."""
        one = self.service_address
        served = [
            dataset
            for dataset in self.catalogue.datasets
            if any(file.form.startswith("sdmx") for file in dataset.distributions)
        ]
        if not served:
            return
        self._typed(one, DCAT.DataService)
        self._words(one, DCTERMS.title, Text(vi="Dịch vụ SDMX 3.0", en="SDMX 3.0 service"))
        self.graph.add((one, DCAT.endpointURL, one))
        self.graph.add((one, DCTERMS.conformsTo, self._standard()))
        self.graph.add((one, DCTERMS.publisher, self.publisher))
        self.graph.add((one, DCAT.contactPoint, self.contact))
        self.graph.add((self.root, DCAT.service, one))
        for dataset in served:
            self.graph.add((one, DCAT.servesDataset, URIRef(dataset.address)))

    def dataset(self, dataset: Dataset) -> None:
        """Write a dataset with its distributions."""
        one = URIRef(dataset.address)
        self.graph.add((self.root, DCAT.dataset, one))
        self._typed(one, DCAT.Dataset)
        self._words(one, DCTERMS.title, dataset.title)
        self._words(one, DCTERMS.description, dataset.description)
        self.graph.add((one, DCTERMS.identifier, Literal(dataset.identifier)))
        self.graph.add((one, DCTERMS.publisher, self.publisher))
        self.graph.add((one, DCAT.contactPoint, self.contact))
        self.graph.add((one, DCTERMS.spatial, self.area))
        self.graph.add((one, DCAT.landingPage, self._document(dataset.page)))
        self.graph.add((one, DCAT.theme, self._theme(dataset.theme)))
        self._concept(one, DCTERMS.accrualPeriodicity, "frequency", dataset.periodicity)
        self._typed(PUBLIC, DCTERMS.RightsStatement)
        self.graph.add((one, DCTERMS.accessRights, PUBLIC))
        for language in (VIETNAMESE, ENGLISH):
            self.graph.add((one, DCTERMS.language, language))
        for word in dataset.keywords:
            self._words(one, DCAT.keyword, word)
        if dataset.changed:
            self._moment(one, DCTERMS.modified, dataset.changed)
        if dataset.first and dataset.last:
            self.graph.add((one, DCTERMS.temporal, self._period(dataset.first, dataset.last)))
        for file in dataset.distributions:
            self.graph.add((one, DCAT.distribution, self._distribution(dataset, file)))

    def _distribution(self, dataset: Dataset, file: Distribution) -> URIRef:
        one = URIRef(f"{dataset.address}#{file.form}")
        code, media_type = FILE_TYPES[file.form]
        self._typed(one, DCAT.Distribution)
        self.graph.add((one, DCTERMS.title, Literal(file.title)))
        self.graph.add((one, DCAT.accessURL, URIRef(file.address)))
        self.graph.add((one, DCAT.downloadURL, URIRef(file.address)))
        form = URIRef(f"{AUTHORITY}file-type/{code}")
        self._typed(form, DCTERMS.MediaTypeOrExtent)
        self.graph.add((one, DCTERMS["format"], form))
        media = URIRef(f"{MEDIA_TYPES}{media_type}")
        self._typed(media, DCTERMS.MediaType)
        self.graph.add((one, DCAT.mediaType, media))
        if self.licence is not None:
            self.graph.add((one, DCTERMS.license, self.licence))
        if dataset.changed:
            self._moment(one, DCTERMS.modified, dataset.changed)
        if file.form.startswith("sdmx"):
            self.graph.add((one, DCTERMS.conformsTo, self._standard()))
            self.graph.add((one, DCAT.accessService, self.service_address))
        return one

    def _publisher(self) -> URIRef:
        one = URIRef(self.catalogue.publisher_page)
        self._typed(one, FOAF.Agent)
        self._words(one, FOAF.name, self.catalogue.publisher)
        return one

    def _contact(self) -> URIRef:
        one = URIRef(f"{self.catalogue.address}#contact")
        self._typed(one, VCARD.Kind)
        self._typed(one, VCARD.Organization)
        self._words(one, VCARD.fn, self.catalogue.contact)
        if self.catalogue.telephone:
            telephone = URIRef(f"tel:{self.catalogue.telephone}")
            self.graph.add((one, VCARD.hasTelephone, telephone))
        return one

    def _area(self) -> URIRef:
        one = URIRef(f"{self.catalogue.address}#area")
        latitude, longitude = self.catalogue.centre
        self._typed(one, DCTERMS.Location)
        self._words(one, SKOS.prefLabel, self.catalogue.area)
        point = Literal(
            f"POINT({longitude} {latitude})",
            datatype=URIRef("http://www.opengis.net/ont/geosparql#wktLiteral"),
        )
        self.graph.add((one, DCAT.centroid, point))
        return one

    def _licence(self) -> URIRef | None:
        terms = self.catalogue.licence
        if terms is None:
            return None
        one = URIRef(terms.address)
        self._typed(one, DCTERMS.LicenseDocument)
        self._words(one, DCTERMS.title, terms.title)
        return one

    def _standard(self) -> URIRef:
        self._typed(SDMX, DCTERMS.Standard)
        self.graph.add((SDMX, DCTERMS.title, Literal("SDMX 3.0")))
        return SDMX

    def _document(self, address: str) -> URIRef:
        one = URIRef(address)
        self._typed(one, FOAF.Document)
        return one

    def _scheme(self) -> URIRef:
        self._typed(THEMES, SKOS.ConceptScheme)
        self.graph.add((THEMES, DCTERMS.title, Literal("Data theme", lang="en")))
        return THEMES

    def _theme(self, code: str) -> URIRef:
        one = URIRef(f"{AUTHORITY}data-theme/{code}")
        self._typed(one, SKOS.Concept)
        self.graph.add((one, SKOS.inScheme, THEMES))
        title = THEME_TITLES.get(code, code)
        self.graph.add((one, SKOS.prefLabel, Literal(title, lang="en")))
        return one

    def _concept(self, of: URIRef, relation: URIRef, list_: str, code: str) -> None:
        one = URIRef(f"{AUTHORITY}{list_}/{code}")
        self._typed(one, DCTERMS.Frequency)
        self.graph.add((of, relation, one))

    def _period(self, first: date, last: date) -> BNode:
        one = BNode()
        self._typed(one, DCTERMS.PeriodOfTime)
        self.graph.add((one, DCAT.startDate, Literal(first, datatype=XSD.date)))
        self.graph.add((one, DCAT.endDate, Literal(last, datatype=XSD.date)))
        return one

    def _typed(self, one: URIRef | BNode, kind: URIRef) -> None:
        self.graph.add((one, RDF.type, kind))

    def _moment(self, one: URIRef, relation: URIRef, moment: datetime) -> None:
        self.graph.add((one, relation, Literal(moment.isoformat(), datatype=XSD.dateTime)))

    def _words(self, one: URIRef | BNode, relation: URIRef, words: Text) -> None:
        self.graph.add((one, relation, Literal(words.vi, lang="vi")))
        self.graph.add((one, relation, Literal(words.en, lang="en")))
