from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import RequestFactory
from pytest_django import Settings

from tinhso.kernel.people import throttle

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.django_db
def test_so_many_pass_in_a_window_and_the_next_window_begins_anew() -> None:
    answers = [throttle.allow("filing:a", 3, MINUTE, NOW) for _ in range(5)]
    assert answers == [True, True, True, False, False]
    assert throttle.allow("filing:b", 3, MINUTE, NOW)
    assert throttle.allow("filing:a", 3, MINUTE, NOW + MINUTE)


@pytest.mark.django_db
def test_counting_costs_one_statement_and_stores_no_key(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        throttle.allow("filing:203.0.113.7", 3, MINUTE, NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT key FROM people_hit")
        assert "203.0.113" not in cursor.fetchone()[0]


@pytest.mark.django_db
def test_windows_that_are_over_are_forgotten() -> None:
    throttle.allow("a", 3, MINUTE, NOW)
    throttle.allow("b", 3, MINUTE, NOW + timedelta(hours=1))
    assert throttle.forget_expired(NOW + timedelta(minutes=5)) == 1


@pytest.mark.django_db(transaction=True)
def test_several_processes_share_one_count() -> Any:
    def knock(_: Any) -> Any:
        try:
            return throttle.allow("shared", 5, MINUTE, NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(knock, range(12))) == 5


def request(address: str, **headers: Any) -> Any:
    return RequestFactory().get("/", REMOTE_ADDR=address, **headers)


def test_neighbours_in_one_ipv6_network_count_as_one() -> None:
    assert throttle.client(request("2001:db8::1")) == throttle.client(request("2001:db8::2"))
    assert throttle.client(request("2001:db8::1")) != throttle.client(request("2001:db9::1"))
    assert throttle.client(request("203.0.113.7")) != throttle.client(request("203.0.113.8"))


def test_what_a_visitor_claims_to_be_is_not_believed(settings: Settings) -> None:
    claimed = request("203.0.113.7", HTTP_X_FORWARDED_FOR="198.51.100.1")
    assert throttle.client(claimed) == throttle.client(request("203.0.113.7"))
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    proxied = request("10.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.1, 203.0.113.7")
    assert throttle.client(proxied) == throttle.client(request("203.0.113.7"))
