"""Where reports answer."""

from django.urls import path, register_converter

from tinhso.systems.strategy.reports import pages


class PaperConverter:
    """The forms that a report is given in."""

    regex = "pdf|docx"

    def to_python(self, value: str) -> str:
        """Return the form."""
        return value

    def to_url(self, value: str) -> str:
        """Return the form."""
        return value


register_converter(PaperConverter, "paper")

app_name = "reports"
urlpatterns = [
    path("", pages.index, name="index"),
    path("preview", pages.preview, name="preview"),
    path("preview.<paper:form>", pages.preview_paper, name="preview_paper"),
    path("make", pages.make, name="make"),
    path("compare", pages.comparison, name="compare"),
    path("<int:edition>", pages.edition, name="edition"),
    path("<int:edition>.<paper:form>", pages.edition_paper, name="edition_paper"),
    path("<int:edition>.json", pages.edition_json, name="edition_json"),
    path("<int:edition>/again", pages.again, name="again"),
]
