"""Words are marked where they stand, and no letter is lost or shown twice."""

from hypothesis import given
from hypothesis import strategies as st

from tinhso.kernel.documents import rules
from tinhso.kernel.documents.rules import Span
from tinhso.web.documents import marking
from tinhso.web.documents.marking import Mark, Passage, passages

WORDS = rules.normalise(
    "# Đầu đề\n\nCâu một. Xuất khẩu ước đạt 27,6 tỷ USD. Câu ba.\n- mục một\n- mục hai\n\n"
    "Năm\tGRDP\n2024\t162,5\n\nNăm\tThu\n2024\t20"
)


def pieces(found: list[Passage]) -> list[marking.Piece]:
    return [
        piece for one in found for line in one.lines for cell in line.cells for piece in cell.pieces
    ]


def mark(quote: str, kind: str = "quote", name: str = "") -> Mark:
    start = WORDS.index(quote)
    return Mark(start, start + len(quote), kind, id=name)


def test_lines_are_gathered_into_lists_and_tables() -> None:
    found = passages(WORDS)
    assert [one.kind for one in found] == ["heading", "paragraph", "item", "row", "row"]
    assert [len(one.lines) for one in found] == [1, 1, 2, 2, 2]
    assert [cell.number for cell in found[3].lines[1].cells] == [True, True]
    assert [cell.number for cell in found[3].lines[0].cells] == [False, False]
    assert [piece.text for cell in found[3].lines[1].cells for piece in cell.pieces] == [
        "2024",
        "162,5",
    ]


def test_of_marks_that_overlap_the_last_given_is_seen_and_each_keeps_its_anchor() -> None:
    sentence = mark("Xuất khẩu ước đạt 27,6 tỷ USD.", "sentence")
    cited, quote = mark("27,6 tỷ USD", "cited", "c1"), mark("27,6", "quote", "here")
    found = pieces(passages(WORDS, [sentence, cited, quote]))
    seen = [(piece.mark.kind, piece.text) for piece in found if piece.mark]
    assert seen == [
        ("sentence", "Xuất khẩu ước đạt "),
        ("quote", "27,6"),
        ("cited", " tỷ USD"),
        ("sentence", "."),
    ]
    anchored = next(piece for piece in found if piece.text == "27,6")
    assert (anchored.id, anchored.others) == ("here", ("c1",))


def test_a_mark_over_several_lines_has_its_anchor_once() -> None:
    long = mark("Câu ba.\n- mục một\n- mục hai", name="c1")
    found = pieces(passages(WORDS, [long]))
    assert [piece.text for piece in found if piece.mark] == ["Câu ba.", "mục một", "mục hai"]
    assert [piece.id for piece in found if piece.mark] == ["c1", "", ""]


SPANS = st.tuples(st.integers(0, len(WORDS)), st.integers(1, 60)).map(
    lambda one: Mark(one[0], min(one[0] + one[1], len(WORDS)), "x", id=f"c{one[0]}")
)


@given(st.lists(SPANS, max_size=8, unique_by=lambda one: one.id))
def test_marks_never_change_what_is_read(marks: list[Mark]) -> None:
    plain = "".join(piece.text for piece in pieces(passages(WORDS)))
    found = pieces(passages(WORDS, marks))
    assert "".join(piece.text for piece in found) == plain
    anchors = [anchor for piece in found for anchor in piece.anchors]
    assert len(anchors) == len(set(anchors))


@given(st.lists(st.integers(1, 80_000), min_size=1, max_size=8))
def test_a_long_text_is_shown_in_parts_that_lose_nothing(lengths: list[int]) -> None:
    text = "\n\n".join("x" * length for length in lengths)
    parts = marking.parts(text)
    shown = [piece.text for part in parts for piece in pieces(passages(text, (), part))]
    assert [len(words) for words in shown] == lengths
    assert all(part.end - part.start <= marking.A_PART for part in parts)
    assert marking.part_with(len(text) - 1, parts) == len(parts) - 1


def test_words_in_a_later_part_are_marked_there() -> None:
    text = "\n\n".join(f"Đoạn {number} " + "x" * 990 for number in range(300))
    parts = marking.parts(text)
    start = text.index("Đoạn 250")
    part = parts[marking.part_with(start, parts)]
    assert part.start <= start < part.end
    found = pieces(passages(text, [Mark(start, start + 8, "quote")], part))
    assert [piece.text for piece in found if piece.mark] == ["Đoạn 250"]
    assert Span(0, 0) != part
