"""Components say in words what they draw, and obey a policy without inline styles."""

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation

from tinhso.kernel.declarations import Text
from tinhso.web.drawing import Point


def render(source: str, **values: object) -> str:
    return Template("{% load tinhso %}" + source).render(Context(values))


KINDS = [("a", "A"), ("b", "B")]


class Report(forms.Form):
    what = forms.CharField(label="Chuyện gì?", help_text="Một câu.", widget=forms.Textarea)
    where = forms.CharField(label="Ở đâu?", required=False)
    kind = forms.ChoiceField(
        label="Loại", widget=forms.RadioSelect, choices=[("a", "A"), ("b", "B")]
    )


def test_a_status_has_a_word_and_a_shape() -> None:
    html = render('{% status "warn" "Sát hạn" %}')
    assert "Sát hạn" in html
    assert "<svg" in html


def test_an_unknown_status_is_refused_with_the_known_ones() -> None:
    with pytest.raises(TemplateSyntaxError, match="bad, none, ok, warn"):
        render('{% status "red" "x" %}')


def test_bars_speak_and_use_no_style_attribute() -> None:
    html = render('{% deadline_bar 0.3 %}{% progress 93.7 target=95 state="warn" %}')
    assert 'aria-label="Đã dùng 30 % thời hạn"' in html
    assert 'aria-label="93,7, mục tiêu 95"' in html
    assert 'width="93.70%"' in html
    assert "style=" not in html


def test_a_late_deadline_is_full_and_says_by_how_much() -> None:
    html = render('{% deadline_bar 1.25 "bad" %}')
    assert 'width="100.00%"' in html
    assert "Đã dùng 125 % thời hạn" in html


def test_a_figure_nobody_knows_is_said_not_drawn() -> None:
    html = render("{% progress None %}")
    assert "Chưa có số liệu" in html
    assert "bar-fill" not in html


def test_a_history_reads_aloud_with_its_estimates() -> None:
    points = [Point("2022", 8.59, estimate=True), Point("2024", 6.5)]
    html = render('{% spark points target=8 unit="%" %}', points=points)
    assert 'aria-label="2022: 8,59 % (ước); 2024: 6,5 %; mục tiêu 8"' in html
    assert html.count("spark-hollow") == 1


def test_a_field_ties_help_and_error_to_its_input_and_keeps_what_was_typed() -> None:
    form = Report({"where": "Ngã tư"})
    what, where = (
        render("{% field form.what %}", form=form),
        render("{% field form.where %}", form=form),
    )
    assert 'aria-describedby="id_what-help id_what-error"' in what
    assert 'aria-invalid="true"' in what
    assert 'id="id_what-error"' in what
    assert 'value="Ngã tư"' in where
    assert "(không bắt buộc)" in where


def test_choices_are_a_named_group() -> None:
    html = render("{% field form.kind %}", form=Report())
    assert "<legend" in html
    assert html.count('type="radio"') == 2


def test_the_error_summary_leads_to_each_field() -> None:
    html = render("{% error_summary form %}", form=Report({}))
    assert 'href="#id_what"' in html
    assert 'href="#id_kind_0"' in html
    assert render("{% error_summary form %}", form=Report()).strip() == ""


def test_a_text_is_read_in_the_readers_language() -> None:
    title = Text(vi="Đơn vị", en="Units")
    assert render("{{ title|text }}", title=title) == "Đơn vị"
    with translation.override("en"):
        assert render("{{ title|text }}", title=title) == "Units"
        assert render("{{ title|text }}", title={"vi": "Xã", "en": "Commune"}) == "Commune"


def test_a_query_keeps_what_it_does_not_change() -> None:
    request = RequestFactory().get("/", {"q": "chợ", "page": "3"})
    assert render("{% with_query page=4 %}", request=request) == "?q=ch%E1%BB%A3&amp;page=4"
    assert render("{% with_query page=None q=None %}", request=request) == "?"


def test_options_are_escaped_and_one_is_chosen() -> None:
    html = render("{% options pairs 'b' %}", pairs=[("a", "A & B"), ("b", "<b>")])
    assert html == (
        '<option value="a">A &amp; B</option>\n<option value="b" selected>&lt;b&gt;</option>'
    )


def test_a_forms_select_offers_its_groups_and_keeps_what_was_chosen() -> None:
    offered = [("", "–"), ("Xã", [("1", "Xã A")]), ("Phường", [("2", "Phường B"), ("3", "“C”")])]
    select = forms.Select(attrs={"class": "ds-input"}, choices=offered)
    html = select.render("place", 2)
    assert '<select name="place" class="ds-input"><option value="">–</option>' in html
    assert '<optgroup label="Xã"><option value="1">Xã A</option></optgroup>' in html
    assert html.count(" selected") == 1
    assert '<option value="2" selected>Phường B</option>' in html
