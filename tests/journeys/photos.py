"""Photographs for journeys: a village road before and after it is mended, drawn."""

import io
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageDraw, ImageFilter, ImageStat
from playwright.sync_api import FilePayload

SIZE = (1600, 1200)


@cache
def _road(*, mended: bool) -> bytes:
    picture = Image.new("RGB", SIZE, (176, 200, 214))
    draw = ImageDraw.Draw(picture)
    draw.polygon(
        [(0, 430), (420, 330), (980, 410), (1600, 300), (1600, 560), (0, 560)], (112, 140, 104)
    )
    draw.rectangle((0, 540, 1600, 1200), (150, 158, 110))
    draw.polygon([(700, 540), (900, 540), (1560, 1200), (40, 1200)], (142, 140, 134))
    draw.polygon([(794, 560), (806, 560), (840, 1200), (760, 1200)], (190, 187, 176))
    for x, y, height in ((300, 520, 150), (1240, 500, 190), (1420, 560, 230), (120, 600, 200)):
        draw.rectangle((x - 9, y, x + 9, y + height), (92, 76, 58))
        draw.ellipse((x - 95, y - 130, x + 95, y + 70), (78, 116, 70))
    if mended:
        draw.polygon([(560, 880), (1010, 860), (1080, 1060), (500, 1080)], (104, 103, 100))
    else:
        draw.ellipse((540, 850, 1060, 1080), (94, 84, 72))
        draw.ellipse((600, 890, 990, 1050), (118, 128, 130))
        draw.line([(1040, 950), (1180, 900), (1240, 930)], (92, 86, 80), 7)
        draw.line([(560, 950), (430, 1010), (330, 990)], (92, 86, 80), 7)
    file = io.BytesIO()
    picture.filter(ImageFilter.GaussianBlur(3)).save(file, "JPEG", quality=82)
    return file.getvalue()


@dataclass(frozen=True)
class Plate:
    """A photograph with a number plate, at `box`: left, top, right, bottom in parts of it."""

    jpeg: bytes
    box: tuple[float, float, float, float]

    def contrast_in(self, jpeg: bytes) -> float:
        """Return how far light and dark are apart there in a picture: a standard deviation."""
        with Image.open(io.BytesIO(jpeg)) as picture:
            left, top, right, bottom = self.box
            wide, high = picture.size
            cut = (int(left * wide), int(top * high), int(right * wide), int(bottom * high))
            return float(ImageStat.Stat(picture.convert("L").crop(cut)).stddev[0])


@cache
def with_plate() -> Plate:
    """Give the photograph of the hole before a parked car: black and white bars for its plate."""
    left, top, right, bottom = 240, 660, 480, 760
    with Image.open(io.BytesIO(_road(mended=False))) as picture:
        draw = ImageDraw.Draw(picture)
        draw.rectangle((left, top, right, bottom), (250, 250, 250))
        for x in range(left, right, 40):
            draw.rectangle((x, top, x + 19, bottom), (10, 10, 10))
        file = io.BytesIO()
        picture.save(file, "JPEG", quality=90)
    wide, high = SIZE
    return Plate(file.getvalue(), (left / wide, top / high, right / wide, bottom / high))


def before() -> FilePayload:
    """Give the photograph a citizen takes: a deep hole full of water."""
    return {"name": "o-ga.jpg", "mimeType": "image/jpeg", "buffer": _road(mended=False)}


def after() -> FilePayload:
    """Give the photograph the unit takes when the hole is filled."""
    return {"name": "da-va.jpg", "mimeType": "image/jpeg", "buffer": _road(mended=True)}


def no_photo() -> FilePayload:
    """Give a text that calls itself a photograph."""
    return {"name": "ghi-chu.jpg", "mimeType": "image/jpeg", "buffer": "Đây là chữ".encode()}
