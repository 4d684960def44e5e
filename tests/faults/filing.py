"""Citizens who file at a running server, half of them with a photograph, and keep its promises.

They live in the test's own process, which nothing kills. A citizen whose request breaks sends it
again with the same key until it is answered, as a browser's form does when one presses send again.
"""

import http.client
import io
import random
import re
import threading
import uuid
from dataclasses import dataclass

from PIL import Image

BOUNDARY = "a-line-that-no-picture-holds"
PATIENCE = 10.0
PAUSE = 0.2
HALF = 0.5
TOKEN = "t" * 32
NUMBER = re.compile(r"\b[A-Z]{2}-\d\d-[0-9A-Z]{6}\b")


@dataclass(frozen=True)
class Promised:
    """What the server answered: the report is filed under this number."""

    number: str
    with_photo: bool


class Citizens:
    """Several who file at once until they are told to stop."""

    def __init__(self, port: int, *, place: str, many: int, seed: int) -> None:
        self.port = port
        self.place = place
        self.promised: list[Promised] = []
        self.refused: list[str] = []
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
        """Return whether one more report was acknowledged, or refused, within these seconds."""
        with self._news:
            before = len(self.promised)
            return self._news.wait_for(
                lambda: len(self.promised) > before or bool(self.refused), within
            )

    def _file_on(self, citizen: int, chance: random.Random) -> None:
        report = 0
        while not self._stop.is_set():
            report += 1
            with_photo = chance.random() < HALF
            body = self._form(f"{citizen}-{report}-{uuid.uuid4().hex}", chance, with_photo)
            # Filing is throttled by address; every report comes from another of this machine's.
            address = f"127.{citizen}.{report // 250 % 250}.{report % 250 + 1}"
            while (answer := self._send(body, address)) is None:
                if self._leave.wait(PAUSE):
                    return
            self._keep(*answer, with_photo)

    def _keep(self, status: int, answer: str, with_photo: bool) -> None:
        number = NUMBER.search(answer)
        with self._news:
            if status == http.HTTPStatus.FOUND and number:
                self.promised.append(Promised(number[0], with_photo))
            else:
                self.refused.append(f"{status}: {answer}")
                self._stop.set()
            self._news.notify_all()

    def _send(self, body: bytes, address: str) -> tuple[int, str] | None:
        """Return the answer's status and where it leads, else its page; None: send it again."""
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=PATIENCE, source_address=(address, 0)
        )
        try:
            connection.request(
                "POST",
                "/reports/new/",
                body,
                {
                    "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
                    "Cookie": f"csrftoken={TOKEN}",
                },
            )
            answer = connection.getresponse()
            if answer.status < http.HTTPStatus.INTERNAL_SERVER_ERROR:
                return answer.status, answer.getheader("Location") or answer.read().decode()
        except (OSError, http.client.HTTPException):
            pass
        finally:
            connection.close()
        return None

    def _form(self, key: str, chance: random.Random, with_photo: bool) -> bytes:
        fields = {
            "csrfmiddlewaretoken": TOKEN,
            "key": key,
            "text": f"Đèn đường hỏng ở đầu ngõ, báo cáo {key}",
            "place": self.place,
        }
        parts = [(f'name="{name}"', value.encode()) for name, value in fields.items()]
        if with_photo:
            parts.append(('name="photos"; filename="a.jpg"', picture(chance)))
        return b"".join(
            f"--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode()
            + content
            + b"\r\n"
            for head, content in parts
        ) + (f"--{BOUNDARY}--\r\n".encode())


def picture(chance: random.Random) -> bytes:
    """Return a photograph of one colour."""
    taken = io.BytesIO()
    colour = tuple(chance.randrange(256) for _ in range(3))
    Image.new("RGB", (320, 240), colour).save(taken, "JPEG")
    return taken.getvalue()
