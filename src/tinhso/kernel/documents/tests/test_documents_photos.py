"""A photograph is checked by what it is, made anew, and tells nothing but its pixels."""

import io

import pytest
from PIL import Image

from tinhso.kernel.documents import images


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 20), **options: object) -> bytes:
    drawn = Image.new("RGB", size, "white")
    drawn.paste("red", (0, 0, size[0] // 2, size[1]))
    target = io.BytesIO()
    drawn.save(target, kind, **options)
    return target.getvalue()


def with_place() -> bytes:
    exif = Image.Exif()
    exif[0x0110] = "A camera that names its owner"
    exif[0x0112] = 6  # to be turned a quarter to the right
    exif.get_ifd(0x8825)[2] = (21.0, 35.0, 12.0)
    return picture(exif=exif)


def test_what_the_camera_wrote_is_gone_and_the_picture_stands_upright() -> None:
    photo = images.prepare_photo(with_place())
    for data in (photo.data, photo.thumbnail):
        opened = Image.open(io.BytesIO(data))
        assert not opened.getexif()
        assert b"camera" not in data
        assert "exif" not in opened.info
    assert (photo.width, photo.height) == (20, 40)
    top = Image.open(io.BytesIO(photo.data)).getpixel((10, 4))
    assert isinstance(top, tuple)
    assert top[0] > 200 > 100 > top[1]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_kinds_that_telephones_send_are_taken(kind: str) -> None:
    photo = images.prepare_photo(picture(kind))
    assert Image.open(io.BytesIO(photo.data)).format == "JPEG"


def test_what_is_transparent_becomes_paper() -> None:
    target = io.BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(target, "PNG")
    photo = images.prepare_photo(target.getvalue())
    assert Image.open(io.BytesIO(photo.data)).getpixel((4, 4)) == (255, 255, 255)


def test_a_large_picture_is_made_smaller() -> None:
    photo = images.prepare_photo(picture(size=(5000, 2500)))
    assert (photo.width, photo.height) == (2048, 1024)
    assert max(Image.open(io.BytesIO(photo.thumbnail)).size) == 480


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "trống"),
        (b"GIF89a" + b"x" * 50, "không phải ảnh"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "không phải ảnh"),
        (b"<?php system($_GET['c']);", "không phải ảnh"),
        (b"\x00\x00\x00\x18ftypheic" + b"x" * 50, "HEIC"),
        (picture()[:300], "hỏng"),
        (picture("PNG")[:60], "hỏng"),
        (b"x" * (images.SIZE_LIMIT + 1), "15 MB"),
    ],
)
def test_what_is_no_photograph_is_refused_with_the_cure(data: bytes, told: str) -> None:
    with pytest.raises(images.PhotoError, match=told) as caught:
        images.prepare_photo(data)
    assert "hãy" in str(caught.value)


@pytest.mark.parametrize("edge", [9000, 14000, 20000])
def test_a_decompression_bomb_is_refused_before_it_is_decoded(edge: int) -> None:
    bomb = io.BytesIO()
    Image.new("1", (edge, edge)).save(bomb, "PNG")
    with pytest.raises(images.PhotoError, match="điểm ảnh"):
        images.prepare_photo(bomb.getvalue())


def test_a_program_hidden_behind_a_picture_is_gone() -> None:
    photo = images.prepare_photo(picture() + b"PK\x03\x04 a hidden archive")
    assert b"hidden archive" not in photo.data
