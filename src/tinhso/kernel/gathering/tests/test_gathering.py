"""What holds when many ask at once."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection, transaction

from tinhso.kernel.gathering import Gathering

pytestmark = pytest.mark.django_db(transaction=True)
CROWD = 24


def asked_by_a_crowd(
    gathering: Gathering[int, int], size: int = CROWD
) -> list[int | BaseException]:
    def ask(number: int) -> int | BaseException:
        try:
            return gathering(number)
        except DatabaseError as error:
            return error
        except ValueError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(size) as pool:
        return list(pool.map(ask, range(size)))


def held_back(
    rest: Callable[[Sequence[int]], Sequence[int | Exception]], size: int = CROWD
) -> tuple[Gathering[int, int], list[Sequence[int]]]:
    """A gathering whose first round ends when everyone else has asked: the crowd is certain."""
    rounds: list[Sequence[int]] = []

    def answer_all(asks: Sequence[int]) -> Sequence[int | Exception]:
        rounds.append(asks)
        while len(rounds) == 1 and len(gathering._queue) < size - len(asks):
            threading.Event().wait(0.001)
        return rest(asks)

    gathering = Gathering(answer_all)
    return gathering, rounds


def test_who_asks_while_another_is_served_is_served_together() -> None:
    gathering, rounds = held_back(lambda asks: [2 * ask for ask in asks])
    assert asked_by_a_crowd(gathering) == [2 * n for n in range(CROWD)]
    assert len(rounds) == 2
    assert sorted(n for asks in rounds for n in asks) == list(range(CROWD))


def test_a_round_is_no_larger_than_said() -> None:
    rounds: list[int] = []

    def answer_all(asks: Sequence[int]) -> Sequence[int]:
        rounds.append(len(asks))
        return asks

    asked_by_a_crowd(Gathering(answer_all, most=5))
    assert max(rounds) <= 5


def test_what_is_wrong_with_one_question_goes_to_whoever_asked_it() -> None:
    gathering, _ = held_back(lambda asks: [ValueError(str(n)) if n % 3 == 0 else n for n in asks])
    answers = asked_by_a_crowd(gathering)
    assert [isinstance(a, ValueError) for a in answers] == [n % 3 == 0 for n in range(CROWD)]


def test_where_the_database_refuses_the_whole_each_is_tried_alone() -> None:
    def answer_all(asks: Sequence[int]) -> Sequence[int]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 / %s", [0 if 7 in asks else 1])
        return asks

    gathering, rounds = held_back(answer_all)
    answers = asked_by_a_crowd(gathering)
    assert isinstance(answers[7], DatabaseError)
    assert [a for n, a in enumerate(answers) if n != 7] == [n for n in range(CROWD) if n != 7]
    assert len(rounds) > 2


def test_nobody_is_left_waiting_when_the_work_breaks() -> None:
    def answer_all(asks: Sequence[int]) -> Sequence[int]:
        raise ValueError(f"broken for {len(asks)}")

    gathering, _ = held_back(answer_all)
    assert all(isinstance(answer, ValueError) for answer in asked_by_a_crowd(gathering))
    assert not gathering._led


def test_whoever_has_a_transaction_open_is_answered_in_it() -> None:
    insides: list[bool] = []

    def answer_all(asks: Sequence[int]) -> Sequence[int]:
        insides.append(connection.in_atomic_block)
        return asks

    gathering = Gathering(answer_all)
    with transaction.atomic():
        assert gathering(1) == 1
        assert not gathering._queue
    assert insides == [True]
