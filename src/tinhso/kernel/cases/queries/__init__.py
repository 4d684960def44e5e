"""Every read of the cases room."""

from tinhso.kernel.cases.queries.bundles import (
    all_in_force,
    compiled,
    in_force,
    procedure_of,
    versions,
)
from tinhso.kernel.cases.queries.choices import Offered, categories, choices, words_of
from tinhso.kernel.cases.queries.colleagues import Colleague, colleagues
from tinhso.kernel.cases.queries.deadlines import Deadline, deadline
from tinhso.kernel.cases.queries.keys import (
    Filed,
    Reporter,
    by_secret,
    filed_before,
    filing_event,
    reporter,
)
from tinhso.kernel.cases.queries.neighbours import Earlier, earlier_here
from tinhso.kernel.cases.queries.parts import Part
from tinhso.kernel.cases.queries.rights import deeds_of
from tinhso.kernel.cases.queries.statistics import Statistics, bounded_count, statistics
from tinhso.kernel.cases.queries.templates import Template, filled, known_of, templates
from tinhso.kernel.cases.queries.together import (
    Chosen,
    Shared,
    category_words,
    chosen,
    known,
    step_title,
)
from tinhso.kernel.cases.queries.units import is_commune
from tinhso.kernel.cases.queries.views import CaseView, Moment, Offer, case_view
from tinhso.kernel.cases.queries.worklists import Filters, Page, Work, counts, worklist

__all__ = [
    "CaseView",
    "Chosen",
    "Colleague",
    "Deadline",
    "Earlier",
    "Filed",
    "Filters",
    "Moment",
    "Offer",
    "Offered",
    "Page",
    "Part",
    "Reporter",
    "Shared",
    "Statistics",
    "Template",
    "Work",
    "all_in_force",
    "bounded_count",
    "by_secret",
    "case_view",
    "categories",
    "category_words",
    "choices",
    "chosen",
    "colleagues",
    "compiled",
    "counts",
    "deadline",
    "deeds_of",
    "earlier_here",
    "filed_before",
    "filing_event",
    "filled",
    "in_force",
    "is_commune",
    "known",
    "known_of",
    "procedure_of",
    "reporter",
    "statistics",
    "step_title",
    "templates",
    "versions",
    "words_of",
    "worklist",
]
