"""Drawn pictures for made-up reports: nobody can take them for photographs."""

import random
from io import BytesIO

from PIL import Image, ImageDraw

SIZE = (960, 720)
SKY, HILL, FIELD = (206, 222, 226), (96, 140, 110), (150, 178, 128)
ROAD, EDGE, LINE = (112, 114, 112), (92, 94, 92), (236, 232, 214)
HOLE, WATER, PATCH = (58, 56, 52), (120, 116, 96), (74, 76, 78)


def road(*, mended: bool, seed: int) -> bytes:
    """Return a JPEG of a drawn road between tea hills, with a pothole or with it mended."""
    dice = random.Random(seed)  # noqa: S311  a drawing, not a secret
    image = Image.new("RGB", SIZE, SKY)
    draw = ImageDraw.Draw(image)
    for shade in range(3):
        tops = [(x, 300 + shade * 34 - dice.randrange(70)) for x in range(0, SIZE[0] + 161, 160)]
        colour = tuple(c - shade * 14 for c in HILL)
        draw.polygon([(0, SIZE[1]), *tops, (SIZE[0], SIZE[1])], fill=colour)
    draw.rectangle((0, 400, *SIZE), fill=FIELD)
    draw.polygon([(420, 390), (540, 390), (900, 720), (60, 720)], fill=ROAD, outline=EDGE)
    for top in range(410, 720, 60):
        width = (top - 380) // 16
        draw.rectangle((480 - width // 3, top, 480 + width // 3, top + width * 2), fill=LINE)
    x, y = 380 + dice.randrange(120), 560 + dice.randrange(40)
    if mended:
        draw.rounded_rectangle((x - 100, y - 34, x + 120, y + 44), 12, fill=PATCH)
    else:
        draw.ellipse((x - 110, y - 40, x + 120, y + 52), fill=HOLE)
        draw.ellipse((x - 74, y - 14, x + 84, y + 38), fill=WATER)
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=80)
    return buffer.getvalue()
