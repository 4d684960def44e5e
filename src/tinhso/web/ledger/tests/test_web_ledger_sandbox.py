"""The sandbox: each act of the cheat is caught by the one question that it cannot answer."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.web.ledger.drawing import WIDTH, draw
from tinhso.web.ledger.sandbox import Act, Scene, play
from tinhso.web.ledger.story import STORY

TOLD = [(told.when, str(told.words)) for told in STORY]


def answers(scene: Scene) -> tuple[bool, bool, bool, bool]:
    return (
        scene.lines_agree,
        scene.root_agrees,
        scene.signature_holds,
        scene.witness_agrees,
    )


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (Act.CHANGE, (False, True, True, True)),
        (Act.REBUILD, (True, False, True, True)),
        (Act.RESIGN, (True, True, False, False)),
        (Act.STEAL, (True, True, True, False)),
    ],
)
@pytest.mark.parametrize("number", range(1, len(STORY) + 1))
def test_every_act_on_every_line_is_caught(
    act: Act, number: int, expected: tuple[bool, bool, bool, bool]
) -> None:
    scene = play(TOLD, act, number, str(STORY[number - 1].tempting))
    assert answers(scene) == expected
    assert scene.caught
    assert [line.number for line in scene.lines if line.changed] == [number]


def test_the_honest_log_answers_every_question() -> None:
    scene = play(TOLD, Act.HONEST)
    assert answers(scene) == (True, True, True, True)
    assert not scene.caught
    assert {mark.state for mark in scene.marks} == {"same"}


@given(st.sampled_from([*Act][1:]), st.integers(1, 8), st.text(min_size=1, max_size=160))
def test_whatever_is_written_is_caught(act: Act, number: int, words: str) -> None:
    try:
        scene = play(TOLD, act, number, words)
    except ValueError:  # the same words, or text that has no bytes
        return
    assert scene.caught


@pytest.mark.parametrize(("number", "words"), [(0, "x"), (9, "x"), (1, ""), (1, TOLD[0][1])])
def test_an_act_that_changes_nothing_is_refused(number: int, words: str) -> None:
    with pytest.raises(ValueError, match="changes the words"):
        play(TOLD, Act.CHANGE, number, words)


def test_a_tempting_line_is_never_the_true_one() -> None:
    assert all(str(told.words) != str(told.tempting) for told in STORY)


def test_the_way_from_the_changed_line_to_the_top_is_marked() -> None:
    scene = play(TOLD, Act.CHANGE, 6, "x")
    broken = [(mark.level, mark.index) for mark in scene.marks if mark.state == "broken"]
    assert broken == [(0, 5), (1, 2), (2, 1), (3, 0)]
    rebuilt = play(TOLD, Act.REBUILD, 6, "x")
    assert [m.state for m in rebuilt.marks].count("new") == 4


def test_the_drawing_holds_all_boxes_apart_and_inside() -> None:
    drawing = draw(play(TOLD, Act.HONEST))
    assert len(drawing.boxes) == 15
    assert len(drawing.branches) == 14
    for box in drawing.boxes:
        assert 0 <= box.x <= WIDTH - drawing.box
        assert 0 <= box.y <= drawing.height - drawing.box_height
    bottom = sorted(b.x for b in drawing.boxes if b.y == max(b.y for b in drawing.boxes))
    assert all(right - left > drawing.box for left, right in pairwise(bottom))
