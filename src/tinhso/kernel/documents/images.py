"""Photographs that strangers send: checked by content, made anew, stripped of what they tell.

What is kept is a JPEG drawn by us from the pixels: no EXIF, no place, no camera, no hidden file
behind the picture. Nothing here touches the database or the disk.
"""

import io
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

SIZE_LIMIT = 15 * 2**20
"""The largest file that is looked at: 15 MB."""
PIXEL_LIMIT = 64_000_000
"""The largest picture that is decoded: 64 megapixels, more than telephones make by default."""
LONGEST_EDGE = 2048
THUMBNAIL_EDGE = 480
QUALITY = 82
FORMATS = ("JPEG", "PNG", "WEBP")
# What Pillow's readers raise on damaged files.
DAMAGE = (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError, KeyError)


class PhotoError(ValueError):
    """A photograph can't be taken; the message tells its sender what to do."""


@dataclass(frozen=True)
class Photo:
    """A photograph made anew: `data` and `thumbnail` are JPEG files."""

    data: bytes
    thumbnail: bytes
    width: int
    height: int
    media_type: str = "image/jpeg"


def prepare_photo(data: bytes) -> Photo:
    """Return the photograph made anew, upright, its longest edge at most 2,048 pixels.

    Raises PhotoError for what is empty, too large, damaged, or neither JPEG, PNG nor WebP.
    """
    if not data:
        raise PhotoError(_("Tệp ảnh trống: hãy chọn lại ảnh."))
    if len(data) > SIZE_LIMIT:
        raise PhotoError(_("Ảnh lớn hơn 15 MB: hãy chọn ảnh nhỏ hơn."))
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"):
        raise PhotoError(_("Chưa đọc được ảnh HEIC hoặc AVIF: hãy gửi ảnh JPEG hoặc PNG."))
    try:
        picture = _upright(data)
    except PhotoError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PhotoError(_too_many_pixels()) from None
    except UnidentifiedImageError:
        raise PhotoError(
            _("Tệp này không phải ảnh JPEG, PNG hay WebP: hãy chọn ảnh khác.")
        ) from None
    except DAMAGE:
        raise PhotoError(_("Ảnh bị hỏng hoặc chưa tải lên hết: hãy gửi lại.")) from None
    width, height = picture.size
    encoded = _jpeg(picture)
    picture.thumbnail((THUMBNAIL_EDGE, THUMBNAIL_EDGE))
    return Photo(encoded, _jpeg(picture), width, height)


def _upright(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
        if opened.width * opened.height > PIXEL_LIMIT:
            raise PhotoError(_too_many_pixels())
        opened.draft("RGB", (LONGEST_EDGE, LONGEST_EDGE))  # a JPEG is decoded no larger than needed
        picture = _on_white(ImageOps.exif_transpose(opened))
    picture.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    return picture


def _on_white(opened: Image.Image) -> Image.Image:
    """Return the pixels as RGB; what is transparent becomes white, as on paper."""
    if not opened.has_transparency_data:
        return opened.convert("RGB")
    seen = opened.convert("RGBA")
    paper = Image.new("RGB", seen.size, "white")
    paper.paste(seen, mask=seen.getchannel("A"))
    return paper


def _jpeg(picture: Image.Image) -> bytes:
    """Return the pixels as a JPEG that carries nothing else: a copy without any metadata."""
    clean = Image.new("RGB", picture.size)
    clean.paste(picture)
    target = io.BytesIO()
    clean.save(target, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return target.getvalue()


def _too_many_pixels() -> str:
    return _("Ảnh có quá nhiều điểm ảnh (trên 64 triệu): hãy gửi ảnh nhỏ hơn.")
