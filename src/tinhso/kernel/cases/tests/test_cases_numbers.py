"""Public numbers and secret codes."""

from hypothesis import given
from hypothesis import strategies as st

from tinhso.kernel.cases.rules import numbers

COUNTS = st.integers(1, numbers.HALF**2 - 1)


@given(st.sets(COUNTS, min_size=2, max_size=50))
def test_no_two_cases_share_a_number(counts: set[int]) -> None:
    made = {numbers.number_of(count, "TN", 2026, pepper="p") for count in counts}
    assert len(made) == len(counts)


def test_numbers_in_a_row_look_nothing_alike() -> None:
    made = [numbers.number_of(count, "TN", 2026, pepper="p")[-6:] for count in range(2000)]
    alike = [sum(a == b for a, b in zip(x, y, strict=True)) for x, y in zip(made, made[1:])]  # noqa: B905, RUF007  # one shorter on purpose
    assert sum(alike) / len(alike) < 0.4  # six letters of thirty: 0.2 by chance


@given(COUNTS)
def test_another_pepper_gives_other_numbers(count: int) -> None:
    row = range(count, count + 3)
    one = [numbers.number_of(n, "TN", 2026, pepper="p") for n in row]
    assert one != [numbers.number_of(n, "TN", 2026, pepper="q") for n in row]


@given(COUNTS, st.sampled_from([str.lower, lambda t: t.replace("-", ""), lambda t: f" {t} "]))
def test_a_number_is_known_however_it_was_typed(count: int, typed: object) -> None:
    number = numbers.number_of(count, "NVH", 2026, pepper="p")
    assert numbers.normal_number(typed(number)) == number  # type: ignore[operator]  # one of three functions


@given(st.text(min_size=1), st.text(min_size=1))
def test_a_secret_follows_from_key_and_pepper_alone(key: str, pepper: str) -> None:
    secret = numbers.secret_of(key, pepper=pepper)
    assert secret == numbers.secret_of(key, pepper=pepper)
    assert secret == numbers.normal_secret(secret.lower().replace("-", " "))
    assert secret != numbers.secret_of(key, pepper=pepper + "x")
