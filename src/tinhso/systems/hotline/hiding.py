"""A copy of a photograph in which some places are gone: their pixels, not a layer over them."""

import io
from collections.abc import Iterable

from PIL import Image, ImageFilter

from tinhso.kernel.documents.images import DAMAGE, Photo, PhotoError, prepare_photo

from .rules.boxes import WHOLE, Box

GRAINS = 5
"""How many squares across a hidden place keeps: fewer than a face or a plate is known by."""


def hidden(data: bytes, boxes: Iterable[Box]) -> Photo:
    """Return the photograph drawn anew without what lies in the boxes; raise PhotoError.

    Every box is reduced to at most GRAINS × GRAINS mean colours and smoothed: what was there can't
    be computed back.
    """
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG"]) as opened:
            picture = opened.convert("RGB")
    except DAMAGE as error:
        raise PhotoError(str(error)) from error
    for box in boxes:
        _hide(picture, box)
    drawn = io.BytesIO()
    picture.save(drawn, "PNG")
    return prepare_photo(drawn.getvalue())


def _hide(picture: Image.Image, box: Box) -> None:
    left, right = (edge * picture.width // WHOLE for edge in (box.x, box.x + box.width))
    top, bottom = (edge * picture.height // WHOLE for edge in (box.y, box.y + box.height))
    size = (max(right - left, 1), max(bottom - top, 1))
    place = picture.crop((left, top, left + size[0], top + size[1]))
    grains = (min(GRAINS, size[0]), min(GRAINS, size[1]))
    means = place.resize(grains, Image.Resampling.BOX)
    smooth = means.resize(size, Image.Resampling.BICUBIC)
    picture.paste(smooth.filter(ImageFilter.GaussianBlur(max(size) / 20)), (left, top))
