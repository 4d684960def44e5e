"""What a province's `strategy/reports.yaml` says: its letterhead and its sentences. Pure.

Each sentence may use the places listed here and no others; every sentence must be there, so that
a report never has a hole in it.
"""

import string
from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict

from tinhso.kernel.declarations import Text

PLACES: dict[str, str] = {
    "kind": "",
    "draft": "",
    "subject_all": "span",
    "subject_field": "title span",
    "subject_resolution": "title span",
    "span_year": "year",
    "span_years": "first last",
    "moment": "time day",
    "seal": "sha256",
    "demonstration": "",
    "caption_table": "n title",
    "caption_chart": "n title",
    "annex": "",
    "annex_title": "",
    "section_summary": "",
    "section_fields": "",
    "section_rankings": "",
    "section_milestones": "",
    "section_looks": "",
    "section_method": "",
    "section_sources": "",
    # The beginning
    "opening": "subject moment",
    "counted": "found declared",
    "standings": "total parts",
    "no_targets": "",
    "name_due": "title due",
    "names_met": "names",
    "names_on_track": "names",
    "names_at_risk": "names",
    "names_missed": "names",
    "names_unknown": "names",
    "count_met": "n",
    "count_on_track": "n",
    "count_at_risk": "n",
    "count_missed": "n",
    "count_unknown": "n",
    "met": "",
    "on_track": "",
    "at_risk": "",
    "missed": "",
    "not_met": "",
    "unknown": "",
    "table_targets": "",
    "column_target": "",
    "column_bound": "",
    "column_due": "",
    "column_result": "",
    "column_standing": "",
    "no_figure": "",
    "at_least": "figure",
    "at_most": "figure",
    "more_than": "figure",
    "less_than": "figure",
    "about": "figure",
    "fall_by": "figure",
    # Figures
    "nearly": "figure",
    "over": "figure",
    "around": "figure",
    "no_more_than": "figure",
    "no_less_than": "figure",
    "estimated": "figure",
    "forecast": "figure",
    "rank": "n",
    "rank_among": "n among",
    "times": "",
    "points_of_percent": "",
    "in_year": "period",
    "in_month": "period",
    "in_period": "period",
    "level": "title when figure",
    "level_among": "title when figure among",
    "rose": "base share",
    "fell": "base share",
    "gained": "base change",
    "lost": "base change",
    "stayed": "base",
    "bounds_only": "base",
    "not_comparable": "base day",
    "growth": "title list",
    "growth_item": "when figure",
    "claimed_change": "title when figure base",
    "claimed_ratio": "title when figure base",
    "expected_change": "title when figure",
    "missing": "names",
    "silent": "n",
    "table_figures": "field",
    "column_indicator": "",
    "growth_row": "title",
    "with_unit": "title unit",
    "note_estimate": "",
    "note_other": "",
    "note_border": "days",
    "note_part": "",
    "note_before": "year",
    "chart": "title unit",
    "chart_rank": "title",
    "merged": "",
    # Rankings
    "table_rankings": "",
    "column_index": "",
    "ranked": "title when rank among",
    "ranked_better": "title when rank among places base",
    "ranked_worse": "title when rank among places base",
    "ranked_same": "title when rank among base",
    "note_method": "",
    # Milestones
    "table_milestones": "",
    "column_milestone": "",
    "milestone_met": "when",
    "milestone_overdue": "",
    "milestone_open": "",
    "milestone_undated": "",
    # What to look at
    "conflict": "title when said",
    "conflict_item": "figure mark",
    "fall_hidden": "title change base_year base peak_year peak last_year fall",
    "rank_lost": "title best best_year last last_year",
    "nothing_to_look_at": "",
    # How it was made
    "method_judged": "",
    "method_average": "",
    "method_change": "",
    "method_border": "days",
    "method_sources": "",
    "method_position": "moment",
    "source_kind_resolution": "",
    "source_kind_decision": "",
    "source_kind_plan": "",
    "source_kind_report": "",
    "source_kind_article": "",
    "source_kind_brief": "",
    "source_kind_paper": "",
}


class Letterhead(BaseModel):
    """The fixed parts of the state's format; what the office fills in by hand is dots."""

    model_config = ConfigDict(frozen=True)

    issuer: tuple[str, ...]
    number: str
    place: str
    date: str
    signer: str
    post: str
    recipients: tuple[str, ...]


class Wording(BaseModel):
    """reports.yaml."""

    model_config = ConfigDict(frozen=True)

    letterhead: Letterhead
    sentences: dict[str, Text]


def mistakes(wording: Wording) -> Iterator[tuple[str, str]]:
    """Yield every mistake as the sentence's name ("" for a missing one) and what to do."""
    for name in sorted(PLACES.keys() - wording.sentences.keys()):
        yield "", f"the sentence “{name}” is missing: write it in both languages"
    for name, text in wording.sentences.items():
        if name not in PLACES:
            yield name, f"no report uses a sentence “{name}”: remove it"
            continue
        for language, words in (("vi", text.vi), ("en", text.en)):
            try:
                used = {
                    part for _, part, _, _ in string.Formatter().parse(words) if part is not None
                }
            except ValueError as error:
                yield name, f"{language}: {error}"
                continue
            unknown = used - set(PLACES[name].split())
            if unknown:
                places = ", ".join(f"{{{place}}}" for place in PLACES[name].split()) or "none"
                yield name, f"{language}: no place {sorted(unknown)}; there are: {places}"
