"""Visitors who fill in a public form: 64 browsers' worth of HTTP at little cost to this process.

Each visitor is a connection kept open from a loopback address of its own. It opens the form, as a
browser does, for its cookie, its token and its choices, posts it 18 times, and makes room for the
next visitor: a filing throttle of 20 an address stays on and is never met.
"""

import asyncio
import itertools
import random
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

POSTS = 18
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
COOKIE = re.compile(rb"(?i)set-cookie:\s*(csrftoken=[^;]+)")
LENGTH = re.compile(rb"(?i)\r\ncontent-length:\s*(\d+)")
TAKEN = re.compile(rb"HTTP/1.1 (200|302|303) ")

# Words as people report with, the frequent first; drawn by Zipf's law.
VOCABULARY = """
    có không là và ở của đường bị cho đã nước rất người xe này nhà các được tôi nhiều khi từ một
    trên đến lại ra vào trong chưa đi mong dân rác đèn ngày mưa sớm xử lý khu vực tối gần cầu
    chợ trường học sinh thôn xóm tổ phố phường xã ngõ hỏng ngập hố sâu sáng điện cây đổ chảy
    tràn mùi hôi khói bụi đất đá cát xây dựng công trình vỉa hè lấn chiếm bán hàng loa ồn đêm
    khuya chó thả rông cống tắc nghẽn thoát kênh mương ruộng lúa trâu bò bệnh viện trạm thuốc
    giấy tờ thủ tục chậm cán bộ hẹn trả lời biển báo giao thông ngã tư nguy hiểm trẻ em tai nạn
    mất sóng mạng wifi internet camera nắp hầm ga dây cáp võng thấp cột nghiêng sạt lở đồi taluy
    mặt nứt lún ổ gà bê tông nhựa cấp sạch đục vàng máy bơm đồng hồ hóa đơn tiền thu phí quỹ họp
    thông báo bí thư chủ tịch kiểm tra xác minh đề nghị cảm ơn quan chức năng khẩn trương giải
    quyết dứt điểm lâu năm nay tháng trước tuần qua
"""
WORDS = VOCABULARY.split()
WEIGHTS = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(len(WORDS))))


@dataclass(frozen=True)
class Site:
    """A public form: where it is, how it is filled in, how an accepted report is known.

    `fill` gets the page as it was served, and returns a maker of filled-in forms; `accepted` finds
    the report's name, as the database keeps it, in the answer to an accepted one and in no other.
    """

    port: int
    path: str
    fill: Callable[[bytes], Callable[[], dict[str, str]]]
    accepted: re.Pattern[bytes]


@dataclass
class Intake:
    """What was acknowledged: names of reports, and of those in time each one's seconds."""

    names: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Acknowledged reports per second."""
        return len(self.waits) / self.seconds

    def percentile(self, percent: int) -> float:
        """Return the milliseconds within which that many of a hundred were acknowledged."""
        ordered = sorted(self.waits)
        return 1000 * ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def words(chance: random.Random) -> str:
    """Return a report's words: as many as people write, as often as they write them."""
    count = min(120, max(6, round(chance.lognormvariate(3.2, 0.6))))
    return " ".join(chance.choices(WORDS, cum_weights=WEIGHTS, k=count)).capitalize() + "."


def addresses() -> Iterator[str]:
    """Yield loopback addresses, each once: 127.1.0.1, 127.1.0.2, ..."""
    for network, low in itertools.product(range(256, 65536), range(1, 255)):
        yield f"127.{network >> 8}.{network & 255}.{low}"


def visit(site: Site, sources: Iterator[str], *, clients: int, seconds: float) -> Intake:
    """Let `clients` visitors at a time report for so long; all that began is waited for.

    Raises RuntimeError when a report is refused, naming the status, or the server goes away.
    """
    return asyncio.run(_visit(site, sources, clients, seconds))


async def _visit(site: Site, sources: Iterator[str], clients: int, seconds: float) -> Intake:
    intake = Intake(seconds=seconds)
    end = time.perf_counter() + seconds
    async with asyncio.TaskGroup() as group:
        for _ in range(clients):
            group.create_task(_visitors(site, sources, end, intake))
    return intake


async def _visitors(site: Site, sources: Iterator[str], end: float, intake: Intake) -> None:
    while time.perf_counter() < end:
        await _one_visitor(site, next(sources), end, intake)


async def _one_visitor(site: Site, source: str, end: float, intake: Intake) -> None:
    reader, writer = await asyncio.open_connection(
        "127.0.0.1", site.port, local_addr=(source, 0), limit=2**20
    )
    try:
        host = f"Host: 127.0.0.1:{site.port}\r\n"
        writer.write(f"GET {site.path} HTTP/1.1\r\n{host}\r\n".encode())
        head, page = await _answer(reader)
        token, cookie = TOKEN.search(page), COOKIE.search(head)
        if token is None or cookie is None:
            raise RuntimeError(f"no form at {site.path}: {head[:300]!r}")
        hidden = {"csrfmiddlewaretoken": token[1].decode()}
        fill = site.fill(page)
        post = (
            f"POST {site.path} HTTP/1.1\r\n{host}Cookie: {cookie[1].decode()}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
        )
        for _ in range(POSTS):
            body = urlencode(hidden | fill())
            started = time.perf_counter()
            if started > end:
                break
            writer.write(f"{post}{len(body)}\r\n\r\n{body}".encode())
            head, page = await _answer(reader)
            finished = time.perf_counter()
            intake.names.append(_name(site, head, page))
            if finished <= end:
                intake.waits.append(finished - started)
    finally:
        writer.close()


async def _answer(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    head = await reader.readuntil(b"\r\n\r\n")
    length = LENGTH.search(head)
    if length is None:
        raise RuntimeError(f"an answer without its length: {head[:300]!r}")
    return head, await reader.readexactly(int(length[1]))


def _name(site: Site, head: bytes, page: bytes) -> str:
    found = site.accepted.search(head + page)
    if not TAKEN.match(head) or found is None:
        raise RuntimeError(f"a report was not taken: {head[:300]!r} {page[:300]!r}")
    return found[1].decode()
