"""The card of one claim: what it says, the fields by which it is corrected, and the choices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.kernel.indicators.models import Indicator, Measure, Relation
from tinhso.kernel.people.queries import usernames
from tinhso.systems.insight import words
from tinhso.systems.insight.models import Claim, ClaimKind, State
from tinhso.systems.insight.queries import catalogue
from tinhso.systems.insight.queries.claims import fields_of
from tinhso.systems.insight.rules.entering import Fields
from tinhso.systems.insight.rules.scales import (
    SCALES,
    number_typed,
    scale_for,
    scale_named,
    scales_of,
)
from tinhso.systems.insight.rules.typed import typed_period
from tinhso.web.formatting import format_number
from tinhso.web.indicators.wording import indicator_address, language, relation_words
from tinhso.web.templatetags.tinhso import text

LONGEST = {"place": 120, "reason": 300}


class ClaimForm(forms.Form):
    """What a reviewer may change of a claim; `indicator` is chosen among radio buttons."""

    value = forms.CharField(label=gettext_lazy("Giá trị"), max_length=40)
    unit = forms.ChoiceField(label=gettext_lazy("Đơn vị"))
    relation = forms.ChoiceField(label=gettext_lazy("Câu chữ"))
    measure = forms.ChoiceField(label=gettext_lazy("Cách đo"))
    period = forms.CharField(
        label=gettext_lazy("Kỳ"),
        max_length=40,
        widget=forms.TextInput(attrs={"placeholder": "2024, 11/2024, Q1/2024"}),
        error_messages={
            "required": gettext_lazy(
                "Câu không nói kỳ nào: hãy ghi kỳ, như 2024, 11/2024 hoặc quý I/2024."
            )
        },
    )
    kind = forms.ChoiceField(label=gettext_lazy("Loại"))
    base_period = forms.CharField(label=gettext_lazy("Kỳ gốc"), max_length=40, required=False)
    place = forms.CharField(label=gettext_lazy("Nơi"), max_length=LONGEST["place"], required=False)
    among = forms.IntegerField(
        label=gettext_lazy("Xếp trong bao nhiêu"), min_value=1, max_value=100_000, required=False
    )

    def __init__(self, claim: Claim, data: Mapping[str, Any] | None = None) -> None:
        self.claim = claim
        super().__init__(data=cast("QueryDict | None", data), initial=_initial(claim))
        self._choices("relation", _relations())
        self._choices("measure", [(one.value, str(one.label)) for one in Measure])
        self._choices("kind", [(one.value, str(one.label)) for one in ClaimKind])
        ours = scales_of(claim.unit)
        others = [one for one in SCALES if one.unit != claim.unit]
        self._choices("unit", [(one.code, words.scale_words(one)) for one in (*ours, *others)])
        self.fields["place"].help_text = _("Để trống là toàn tỉnh.")

    def _choices(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = choices

    def clean_value(self) -> Decimal:
        """Return the number typed, in the unit chosen beside it."""
        number = number_typed(self.cleaned_data["value"], language())
        if number is None:
            example = "1.030,5" if not words.is_english() else "1,030.5"
            raise forms.ValidationError(
                _("Hãy ghi một con số, như %(example)s.") % {"example": example}
            )
        return number

    def clean_period(self) -> str:
        """Return the code of the period typed."""
        return self._period("period")

    def clean_base_period(self) -> str:
        """Return the code of the base period typed."""
        return self._period("base_period")

    def _period(self, name: str) -> str:
        code = typed_period(self.cleaned_data[name])
        if code is None:
            raise forms.ValidationError(
                _("Chưa rõ kỳ: hãy ghi như 2024, 11/2024, quý I/2024 hoặc 2020-2025.")
            )
        return code

    def said(self, indicator: str) -> Fields:
        """Return what the form says of the claim. Only of a valid form."""
        data = self.cleaned_data
        scale = scale_named(data["unit"]) or scale_for(data["value"], self.claim.unit)
        return Fields(
            indicator=indicator or None,
            measure=data["measure"],
            value=data["value"] * scale.factor,
            unit=scale.unit,
            relation=data["relation"],
            period=data["period"],
            kind=data["kind"],
            base_period=data["base_period"],
            place=data["place"].strip(),
            scope=self.claim.scope,
            among=data["among"] if data["measure"] == Measure.RANK else None,
        )


def is_changed(claim: Claim, said: Fields) -> bool:
    """Whether the form says something else than the claim."""
    now = fields_of(claim)
    return replace(said, value=said.value.normalize()) != replace(
        now, value=now.value.normalize(), among=now.among if now.measure == Measure.RANK else None
    )


@dataclass(frozen=True)
class Choice:
    """One indicator offered on the card."""

    code: str
    title: str
    field: str
    chosen: bool


@dataclass(frozen=True)
class Card:
    """One claim ready to be shown, with its neighbours and how it was decided."""

    claim: Claim
    form: ClaimForm
    number: int
    total: int
    figure: str
    state: str
    choices: list[Choice]
    query: str
    doubts: list[str]
    decided: str
    entered_href: str
    previous: int | None
    following: int | None
    opened: bool
    problem: str = ""

    @property
    def address(self) -> str:
        """Where decisions about this claim are sent."""
        code = self.claim.reading.document.code
        return reverse("insight:decide", args=[code, self.claim.pk])


def make_card(
    claim: Claim,
    claims: Sequence[Claim],
    *,
    doubts: Sequence[str],
    data: QueryDict | None = None,
    form: ClaimForm | None = None,
    problem: str = "",
) -> Card:
    """Return the card of a claim; with `data` as somebody typed it, nothing of it lost."""
    place = next(n for n, one in enumerate(claims) if one.pk == claim.pk)
    query = (data.get("q", "") if data else "").strip()[:80]
    chosen = data.get("indicator") if data else (claim.indicator.code if claim.indicator else "")
    return Card(
        claim=claim,
        form=form or ClaimForm(claim),
        number=place + 1,
        total=len(claims),
        figure=words.figure_words(claim),
        state=words.STATES[State(claim.state)],
        choices=choices(claim, query, chosen or ""),
        query=query,
        doubts=list(doubts),
        decided=_decided(claim),
        entered_href=_entered(claim),
        previous=claims[place - 1].pk if place else None,
        following=claims[place + 1].pk if place + 1 < len(claims) else None,
        opened=bool(
            problem or (form and form.errors) or (not claim.indicator_id and claim.is_open)
        ),
        problem=problem,
    )


def choices(claim: Claim, query: str, chosen: str) -> list[Choice]:
    """Return the indicators offered: the one chosen, then what was searched or is suggested.

    Nothing is chosen that nobody chose: a suggestion stands there unmarked.
    """
    own = claim.indicator
    picked = own if own and own.code == chosen else catalogue.by_code(chosen)
    first = [one for one in (picked, own) if one]
    more = (
        catalogue.found(query)
        if query
        else catalogue.suggested(claim.subject, claim.unit)
        if claim.indicator is None
        else []
    )
    offered: dict[str, Indicator] = {one.code: one for one in (*first, *more)}
    return [
        Choice(one.code, words.indicator_words(one), text(one.field_title), code == chosen)
        for code, one in offered.items()
    ]


def _initial(claim: Claim) -> dict[str, Any]:
    scale = words.scale_of(claim.value, claim.unit, claim.indicator)
    return {
        "value": format_number(claim.value / scale.factor, None, language()),
        "unit": scale.code,
        "relation": claim.relation,
        "measure": claim.measure,
        "period": words.period_or_code(claim.period),
        "kind": claim.kind,
        "base_period": words.period_or_code(claim.base_period),
        "place": claim.place,
        "among": claim.among,
    }


def _relations() -> list[tuple[str, str]]:
    return [
        (one.value, _("đúng bằng") if one.value == "=" else str(relation_words(one.value)))
        for one in Relation
    ]


def _decided(claim: Claim) -> str:
    if claim.is_open or claim.decided_at is None:
        return ""
    who = usernames([claim.decided_by]).get(claim.decided_by, claim.decided_by)
    return _("%(state)s bởi %(who)s lúc %(when)s") % {
        "state": claim.get_state_display(),
        "who": who,
        "when": words.moment_words(claim.decided_at),
    }


def _entered(claim: Claim) -> str:
    if not claim.is_in or claim.indicator is None:
        return ""
    return indicator_address(claim.indicator, claim.measure)
