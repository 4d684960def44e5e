"""How messages stand on the desk's screens: channels, reasons and outcomes in words."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.kernel.messages.contracts import EMAIL, SMS, ZALO
from tinhso.kernel.messages.queries import ChannelState, Line

LONG = timedelta(minutes=15)
"""A letter that waits longer says that its gateway is down."""

CHANNELS = {
    SMS: gettext_lazy("Tin nhắn SMS"),
    EMAIL: gettext_lazy("Thư điện tử"),
    ZALO: gettext_lazy("Zalo"),
}
REASONS = {
    "unclear": gettext_lazy("Đã hỏi lại hai lần mà chưa rõ"),
    "unanswered": gettext_lazy("Đã hỏi lại, sau một ngày chưa trả lời"),
    "unanswerable": gettext_lazy("Người gửi không nhận được trả lời"),
    "too_many": gettext_lazy("Gửi nhiều hơn mức thường"),
    "photos": gettext_lazy("Gửi thêm ảnh cho phản ánh đã có"),
    "broken": gettext_lazy("Máy không xử lý được"),
}
OUTCOMES = {
    "filed": gettext_lazy("Thành phản ánh"),
    "asked_words": gettext_lazy("Đã hỏi thêm nội dung"),
    "asked_place": gettext_lazy("Đã hỏi xã, phường"),
    "joined": gettext_lazy("Ghép vào tin đang chờ người đọc"),
    "noted": gettext_lazy("Thêm lời vào phản ánh"),
    "attached": gettext_lazy("Gắn ảnh vào phản ánh"),
    "status": gettext_lazy("Đã báo tình trạng"),
    "agreed": gettext_lazy("Người gửi đồng ý"),
    "disputed": gettext_lazy("Người gửi chưa đồng ý"),
    "rated": gettext_lazy("Đã đánh giá"),
    "asked_reason": gettext_lazy("Đã hỏi lý do"),
    "asked_stars": gettext_lazy("Đã hỏi số sao"),
    "asked_number": gettext_lazy("Đã hỏi mã phản ánh"),
    "unknown_number": gettext_lazy("Mã phản ánh không có"),
    "not_reporter": gettext_lazy("Không phải người gửi phản ánh"),
    "not_possible": gettext_lazy("Chưa làm được lúc này"),
    "helped": gettext_lazy("Đã hướng dẫn"),
    "thanked": gettext_lazy("Lời cảm ơn"),
    "automatic": gettext_lazy("Thư tự động"),
    "dismissed": gettext_lazy("Đã bỏ qua"),
    "": gettext_lazy("Đang xử lý"),
}


@dataclass(frozen=True)
class Card:
    """A channel as the desk shows it: `state` ok, warn, bad or none, and why in words."""

    title: str
    state: str
    words: str
    channel: ChannelState


def channel_card(channel: ChannelState, *, now: datetime) -> Card:
    """Return how a channel fares, in a shape and in words."""
    late = channel.oldest is not None and now - channel.oldest > LONG
    if not channel.carried:
        state, words = "none", _("Chưa kết nối")
        if channel.waiting:
            state, words = "bad", _("Chưa kết nối, có tin đang chờ")
    elif late or channel.trying:
        state, words = "warn", _("Đang gửi chậm")
    else:
        state, words = "ok", _("Hoạt động")
    return Card(channel_title(channel.channel), state, words, channel)


def channel_title(channel: str) -> str:
    """Return what people call a channel."""
    return str(CHANNELS.get(channel, channel))


def reason_words(word: str) -> str:
    """Return why a message waits for a person."""
    return str(REASONS.get(word, word))


def outgoing_row(line: Line) -> dict[str, Any]:
    """Return a message that failed as a row of the desk."""
    return {"line": line, "channel": channel_title(line.channel)}


def incoming_row(line: Line) -> dict[str, Any]:
    """Return an incoming message as a row: why it waits, or what became of it."""
    words = REASONS.get(line.word) or OUTCOMES.get(line.word) or line.word
    return {"line": line, "channel": channel_title(line.channel), "words": str(words)}
