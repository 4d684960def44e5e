"""Where a number's cases are."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse


@dataclass(frozen=True)
class Cases:
    """The cases of one window: of an edition, or live up to `at` (ISO)."""

    month: str
    edition: int = 0
    at: str = ""

    def of(self, what: str, **narrowed: str) -> str:
        """Return the address of the rounds that a measure counts."""
        query = {"what": what, **narrowed}
        query |= {"edition": str(self.edition)} if self.edition else {"at": self.at}
        return f"{reverse('hotline_monthly:cases', args=[self.month])}?{urlencode(query)}"


def between(since: str, until: str, what: str, **narrowed: str) -> str:
    """Return the address of the rounds of any stretch of time (ISO)."""
    query = urlencode({"what": what, "since": since, "until": until, **narrowed})
    return f"{reverse('hotline_monthly:cases_between')}?{query}"
