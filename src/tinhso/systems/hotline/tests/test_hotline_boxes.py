"""Boxes over pictures, and pictures without what lay in them."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageStat

from tinhso.kernel.documents.images import PhotoError
from tinhso.systems.hotline.faces import finder
from tinhso.systems.hotline.hiding import hidden
from tinhso.systems.hotline.rules import boxes as rule
from tinhso.systems.hotline.rules.boxes import Box

NUMBERS = st.integers(-500, 1500)
PLACES = st.builds(
    lambda x, y, w, h: Box(x, y, min(w, 1000 - x), min(h, 1000 - y)),
    st.integers(0, 900),
    st.integers(0, 900),
    st.integers(10, 400),
    st.integers(10, 400),
)


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_a_box_lies_in_its_picture_or_is_none(x: int, y: int, width: int, height: int) -> None:
    box = rule.within(x, y, width, height)
    if box:
        assert 0 <= box.x < box.x + box.width <= 1000
        assert 0 <= box.y < box.y + box.height <= 1000


@given(st.lists(PLACES, max_size=8))
def test_what_is_written_is_read_again(places: list[Box]) -> None:
    assert rule.read(rule.written(places)) == places


@given(PLACES)
def test_a_grown_box_holds_the_box(box: Box) -> None:
    grown = rule.grown(box)
    assert grown.x <= box.x
    assert grown.y <= box.y
    assert grown.x + grown.width >= box.x + box.width
    assert grown.y + grown.height >= box.y + box.height


@pytest.mark.parametrize("text", ["1,2,3", "a,b,c,d", "1,2,3,4,5", "1.5,2,3,4", "1,2,3,99999999"])
def test_what_is_no_box_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no box"):
        rule.read(text)


def striped() -> bytes:
    """A picture of fine stripes: what is hidden in it is smooth, the rest is not."""
    image = Image.new("RGB", (400, 300), "white")
    draw = ImageDraw.Draw(image)
    for x in range(0, 400, 4):
        draw.line((x, 0, x, 300), fill="black", width=2)
    drawn = io.BytesIO()
    image.save(drawn, "JPEG", quality=95)
    return drawn.getvalue()


def spread(image: Image.Image, box: tuple[int, int, int, int]) -> float:
    return ImageStat.Stat(image.convert("L").crop(box)).stddev[0]


def test_what_lay_in_a_box_is_gone_from_picture_and_thumbnail_and_the_rest_stays() -> None:
    copy = hidden(striped(), [Box(250, 250, 250, 500)])
    large = Image.open(io.BytesIO(copy.data))
    assert large.size == (400, 300)
    assert spread(large, (110, 85, 190, 215)) < 8
    assert spread(large, (220, 10, 390, 290)) > 80
    small = Image.open(io.BytesIO(copy.thumbnail))
    assert spread(small, (110, 85, 190, 215)) < 8


def test_a_copy_doesnt_depend_on_how_the_hidden_place_was_arranged() -> None:
    first = Image.new("RGB", (200, 200), "grey")
    second = first.copy()
    # Two faces of the same colours: what distinguishes them is smaller than a grain.
    for image, at in ((first, 90), (second, 94)):
        ImageDraw.Draw(image).rectangle((at, 90, at + 8, 98), fill="white")
    copies = []
    for image in (first, second):
        drawn = io.BytesIO()
        image.save(drawn, "JPEG", quality=95)
        copy = hidden(drawn.getvalue(), [Box(350, 350, 300, 300)])
        copies.append(Image.open(io.BytesIO(copy.data)).convert("L"))
    assert max(ImageStat.Stat(ImageChops.difference(*copies)).extrema[0]) < 40


def test_a_broken_picture_says_so() -> None:
    with pytest.raises(PhotoError):
        hidden(b"\xff\xd8\xff not a picture", [Box(0, 0, 500, 500)])


def drawn_face() -> bytes:
    """Return a picture of 640 by 480 with a drawn face: hair, brows, eyes, nose, mouth."""
    image = Image.new("RGB", (640, 480), (120, 150, 170))
    draw = ImageDraw.Draw(image)
    draw.ellipse((215, 50, 425, 290), (45, 32, 28))
    draw.ellipse((140, 350, 500, 510), (60, 70, 120))
    draw.ellipse((232, 105, 408, 335), (222, 178, 148))
    for x in (285, 355):
        draw.ellipse((x - 18, 191, x + 18, 209), (250, 250, 250))
        draw.ellipse((x - 8, 192, x + 8, 208), (50, 35, 25))
        draw.rectangle((x - 22, 178, x + 22, 184), (50, 38, 30))
    draw.polygon([(320, 205), (304, 250), (336, 250)], (200, 150, 122))
    draw.ellipse((286, 277, 354, 297), (170, 80, 80))
    picture = io.BytesIO()
    image.filter(ImageFilter.GaussianBlur(2)).save(picture, "JPEG", quality=90)
    return picture.getvalue()


def test_the_detector_finds_a_face_where_it_is() -> None:
    (found,) = finder()(drawn_face())
    eyes_and_mouth = (440, 395, 115, 225)  # in thousandths of the picture
    left, top, wide, high = eyes_and_mouth
    assert found.x <= left
    assert found.y <= top
    assert found.x + found.width >= left + wide
    assert found.y + found.height >= top + high
    assert found.width < 500


def test_the_detector_finds_nothing_in_what_is_no_face_or_no_picture() -> None:
    find = finder()
    plain = io.BytesIO()
    Image.new("RGB", (320, 240), (120, 150, 130)).save(plain, "JPEG")
    for data in (plain.getvalue(), b"", b"\xff\xd8\xff broken", b"\x89PNG"):
        assert find(data) == []
