"""Doing together what many threads ask at the same moment: one transaction for all of them.

The first to ask does the work of everyone who has asked meanwhile, so that nobody waits for more
to come: alone a question costs what it always did, in a crowd its share of one trip to the disk.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from django.db import Error, connection, transaction

Ask = TypeVar("Ask")
Answer = TypeVar("Answer")


class _Waiting(Generic[Ask, Answer]):
    """One question, and the thread that waits for its answer or for its turn to lead."""

    __slots__ = ("answer", "ask", "woken")

    def __init__(self, ask: Ask) -> None:
        self.ask = ask
        self.answer: Answer | BaseException | None = None
        self.woken = threading.Lock()
        self.woken.acquire()


class Gathering(Generic[Ask, Answer]):
    """A function of one question that is answered for all who ask at once.

    `answer_all` gets the questions in the order they came and runs in one transaction; it returns
    as many answers, in that order, of which some may be exceptions: those are raised to whoever
    asked. Where the database refuses the whole, each question is tried by itself, so that nobody
    pays for another's. A caller that is inside a transaction of its own is answered alone in it.
    """

    def __init__(
        self, answer_all: Callable[[Sequence[Ask]], Sequence[Answer | Exception]], *, most: int = 64
    ) -> None:
        self._answer_all = answer_all
        self._most = most
        self._lock = threading.Lock()
        self._queue: list[_Waiting[Ask, Answer]] = []
        self._led = False

    def __call__(self, ask: Ask) -> Answer:
        """Return the answer, which is durable when it is returned; raise what was found wrong."""
        if connection.in_atomic_block:
            return _given(self._answer_all([ask])[0])
        mine = _Waiting[Ask, Answer](ask)
        with self._lock:
            self._queue.append(mine)
            leads, self._led = not self._led, True
        if not leads:
            # Whoever waits holds no connection: the pool has fewer than there are threads, and
            # the one who leads needs one.
            connection.close()
            mine.woken.acquire()
        if mine.answer is None:
            self._lead()
        assert mine.answer is not None  # noqa: S101  whoever leads is among those it answers
        return _given(mine.answer)

    def _lead(self) -> None:
        """Answer those who wait, this thread among them, and let the next one lead."""
        with self._lock:
            together, self._queue = self._queue[: self._most], self._queue[self._most :]
        try:
            answers: Sequence[Answer | BaseException] = self._answered([w.ask for w in together])
        except BaseException as error:  # noqa: BLE001  nobody may be left waiting
            answers = [error] * len(together)
        for waiting, answer in zip(together, answers, strict=True):
            waiting.answer = answer
        with self._lock:
            heir = self._queue[0] if self._queue else None
            self._led = heir is not None
        if heir:
            heir.woken.release()
        for waiting in together:
            waiting.woken.release()

    def _answered(self, asks: Sequence[Ask]) -> Sequence[Answer | Exception]:
        try:
            with transaction.atomic():
                return self._answer_all(asks)
        except Error:
            if len(asks) == 1:
                raise
        return [self._alone(ask) for ask in asks]

    def _alone(self, ask: Ask) -> Answer | Exception:
        try:
            with transaction.atomic():
                return self._answer_all([ask])[0]
        except Exception as error:  # noqa: BLE001  it goes to whoever asked
            return error


def _given(answer: Answer | BaseException) -> Answer:
    if isinstance(answer, BaseException):
        raise answer
    return answer
