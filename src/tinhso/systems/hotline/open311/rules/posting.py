"""What a client sends to file a report (GeoReport v2, "POST Service Request")."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from tinhso.kernel.declarations import Text
from tinhso.kernel.people.rules import normal_email, normal_phone
from tinhso.systems.hotline.rules import Limits

from .asking import last, refuse_nothing_characters, yes
from .questions import Answer, given_answers
from .refusing import BAD, Refusal, say

LONGEST_ADDRESS: Final = 200
LONGEST: Final = {
    "address_string": 1000,
    "address_id": 40,
    "media_url": 2000,
    "first_name": 60,
    "last_name": 60,
    "phone": 20,
    "email": 120,
}
NUMBER: Final = re.compile(r"[+-]?[0-9]{1,3}([.][0-9]{1,20})?([eE][+-]?[0-9]{1,2})?")
LINK: Final = re.compile(r"https?://[^\s<>\"]+")
FORMS: Final[Mapping[str, tuple[Callable[[str], object], Text]]] = {
    "phone": (
        normal_phone,
        say("phone: số điện thoại, như 0912 345 678.", "phone: a number, as in 0912 345 678."),
    ),
    "email": (
        normal_email,
        say("email: địa chỉ, như lan@example.vn.", "email: an address, as in lan@example.vn."),
    ),
    "media_url": (
        LINK.fullmatch,
        say(
            "media_url: địa chỉ bắt đầu bằng https://.",
            "media_url: an address that begins with https://.",
        ),
    ),
}


@dataclass(frozen=True)
class Posted:
    """A report as a client sent it, each part of the right form; `service_code` isn't looked up."""

    service_code: str
    description: str = ""
    latitude: float | None = None
    longitude: float | None = None
    address: str = ""
    address_id: str = ""
    name: str = ""
    phone: str = ""
    email: str = ""
    media_url: str = ""
    answers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    extensions: bool = False


def read(form: Mapping[str, Sequence[str]], limits: Limits) -> Posted:
    """Read a form; raise Refusal (400) with a sentence for every field that is missing or wrong.

    `device_id` and `account_id` are neither needed nor kept: they would follow a person about.
    """
    refuse_nothing_characters(form)
    wrong: list[Text] = []
    if not last(form, "service_code"):
        wrong.append(say("service_code: chưa có.", "service_code: it was not provided."))
    for name, most in {"description": limits.longest, **LONGEST}.items():
        if len(last(form, name)) > most:
            wrong.append(
                say(f"{name}: nhiều nhất {most} chữ cái.", f"{name}: at most {most} characters.")
            )
    latitude, longitude = _degrees(form, "lat", 90, wrong), _degrees(form, "long", 180, wrong)
    if (latitude is None) != (longitude is None) and not wrong:
        wrong.append(
            say("lat, long: phải có cả hai.", "lat, long: one was given without the other.")
        )
    address, address_id = last(form, "address_string"), last(form, "address_id")
    if not (last(form, "lat") or last(form, "long") or address or address_id):
        wrong.append(
            say(
                "lat, long: hãy gửi cả hai, hoặc address_string, hoặc address_id.",
                "lat, long: give both, or address_string, or address_id.",
            )
        )
    wrong += _faults_of_words(form)
    if wrong:
        raise Refusal(BAD, *wrong)
    return Posted(
        service_code=last(form, "service_code"),
        description=last(form, "description"),
        latitude=latitude,
        longitude=longitude,
        address=" ".join(address.split()),
        address_id=address_id,
        # A Vietnamese name begins with the family.
        name=" ".join(f"{last(form, 'last_name')} {last(form, 'first_name')}".split()),
        phone=last(form, "phone"),
        email=last(form, "email"),
        media_url=last(form, "media_url"),
        answers=given_answers(form),
        extensions=yes(form, "extensions"),
    )


def _degrees(
    form: Mapping[str, Sequence[str]], name: str, most: int, wrong: list[Text]
) -> float | None:
    said = last(form, name)
    if not said:
        return None
    if not NUMBER.fullmatch(said) or abs(float(said)) > most:
        wrong.append(
            say(
                f"{name}: độ theo WGS 84, từ -{most} đến {most}.",
                f"{name}: degrees of WGS 84, from -{most} to {most}.",
            )
        )
        return None
    return float(said)


def _faults_of_words(form: Mapping[str, Sequence[str]]) -> list[Text]:
    return [
        cure
        for name, (read_as, cure) in FORMS.items()
        if last(form, name) and not _is_readable(read_as, last(form, name))
    ]


def _is_readable(read_as: Callable[[str], object], said: str) -> bool:
    try:
        return bool(read_as(said))
    except ValueError:
        return False


def text(posted: Posted, service: str, answers: Sequence[Answer], limits: Limits) -> str:
    """Return the words of the report that officers read: what was written, answered, linked.

    The description is optional in the standard: the service's name stands for one that is missing
    and before one that is too short to be understood. A linked picture is never fetched: whoever
    could make this server ask for an address of theirs could reach what lies behind it.
    Raises Refusal (400) when all of it together is too long.
    """
    words = posted.description
    if len(words) < limits.shortest:
        words = f"{service}: {words}" if words else f"{service} (không có mô tả thêm)."
    lines = [f"{one.question}: {one.words}" for one in answers]
    if len(posted.address) > LONGEST_ADDRESS:
        lines.append(f"Địa chỉ: {posted.address}")
    if posted.media_url:
        lines.append(f"Liên kết người gửi đưa, chưa kiểm tra: {posted.media_url}")
    whole = "\n".join([words, "", *lines]) if lines else words
    if len(whole) > limits.longest:
        over = len(whole) - limits.longest
        raise Refusal(
            BAD,
            say(
                f"description: dài hơn {over} chữ cái, cùng với các câu trả lời.",
                f"description: {over} characters too long, with what was answered.",
            ),
        )
    return whole
