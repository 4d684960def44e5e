"""Citizens who file at a running server by every way there is, and keep its promises.

They live in the test's own process, which nothing kills. A citizen whose request breaks sends it
again until it is answered, as a browser's form does when one presses send again and providers do
by themselves; and some send again what was acknowledged.
"""

import queue
import random
import threading
import uuid
from collections import Counter
from http import HTTPStatus

from .ways import WAYS, House, Report, Way, picture, provider_says

PAUSE = 0.2
HALF, SOME = 0.5, 0.15
OFTEN = {"page": 40, "open311": 20, "sms": 20, "zalo": 10, "email": 10}
# By which channels whoever came this way can be reached; one of them is drawn.
REACHED = {
    "page": ["", "sms", "email"],
    "open311": ["", "sms"],
    "sms": ["sms"],
    "zalo": ["zalo"],
    "email": ["email"],
}
MOST_PHOTOS = {"page": 2, "open311": 2, "email": 2}


class Citizens:
    """Several who file at once until they are told to stop, and who confirm letters they got.

    `promised` holds what was acknowledged, with the number where the answer bore one;
    `confirmed` the provider's ids of letters whose receipt was acknowledged.
    """

    def __init__(self, house: House, *, many: int, seed: int, got: "queue.Queue[str]") -> None:
        self.house = house
        self.promised: list[tuple[Report, str]] = []
        self.repeated: Counter[str] = Counter()
        self.confirmed: set[str] = set()
        self.refused: list[str] = []
        self._got = got
        self._stop = threading.Event()
        self._leave = threading.Event()
        self._news = threading.Condition()
        self._threads = [
            threading.Thread(target=self._file_on, args=[number, random.Random(f"{seed}:{number}")])
            for number in range(1, many + 1)
        ]

    def __enter__(self) -> "Citizens":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, failure: object, *_: object) -> None:
        """Let everyone finish the report they are at, unless the test has failed anyway."""
        self._stop.set()
        if failure is not None:
            self._leave.set()
        for thread in self._threads:
            thread.join()

    def await_a_promise(self, within: float) -> bool:
        """Return whether the house acknowledged one more, or refused it, within these seconds.

        A mail is acknowledged by the mail house, whatever became of ours.
        """

        def of_ours() -> int:
            return sum(report.way != "email" for report, _ in self.promised)

        with self._news:
            before = of_ours()
            return self._news.wait_for(lambda: of_ours() > before or bool(self.refused), within)

    def confirm_letters(self) -> None:
        """Tell the product of every letter that its provider has delivered since."""
        while True:
            try:
                known = self._got.get_nowait()
            except queue.Empty:
                return
            held = {"id": known, "status": "delivered"}
            while (answer := provider_says(held, self.house, "127.0.0.1")) is None:
                if self._leave.wait(PAUSE):
                    return
            if answer[0] == HTTPStatus.OK:
                self.confirmed.add(known)
            else:
                self.refused.append(f"receipt: {answer}")

    def _file_on(self, citizen: int, chance: random.Random) -> None:
        number = 0
        while not self._stop.is_set():
            number += 1
            report = self._report(citizen, number, chance)
            # Filing is throttled by address; every report comes from another of this machine's.
            address = f"127.{citizen}.{number // 250 % 250}.{number % 250 + 1}"
            if not self._send(report, address):
                return
            if chance.random() < SOME:
                self.repeated[report.way] += 1
                if not self._send(report, address):
                    return
            if citizen == 1:
                self.confirm_letters()

    def _report(self, citizen: int, number: int, chance: random.Random) -> Report:
        (way,) = chance.choices(list(OFTEN), list(OFTEN.values()))
        some = chance.random() < HALF
        photos = chance.randint(1, MOST_PHOTOS[way]) if some and way in MOST_PHOTOS else 0
        return Report(
            way=way,
            mark=f"zq{citizen}x{number}x{uuid.UUID(int=chance.getrandbits(128)).hex[:8]}",
            serial=citizen * 100_000 + number,
            photos=tuple(picture(chance) for _ in range(photos)),
            reached_by=chance.choice(REACHED[way]),
        )

    def _send(self, report: Report, address: str) -> bool:
        """Send a report until it is answered; False when the test is over before."""
        way: Way = WAYS[report.way]
        while (answer := way(report, self.house, address)) is None:
            if self._leave.wait(PAUSE):
                return False
        with self._news:
            if answer.taken:
                self.promised.append((report, answer.number))
            else:
                self.refused.append(f"{report.way} {report.mark}: {answer.said}")
                self._stop.set()
            self._news.notify_all()
        return True
