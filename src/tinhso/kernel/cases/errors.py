"""What can go wrong in a case, in words for the person who reads them."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _


class CaseError(Exception):
    """Something that a person must be told; `str()` of it is the sentence."""


class Refused(CaseError):  # noqa: N818  # said as the reader would say it
    """The actor's relation to this case doesn't allow it."""


class Invalid(CaseError):  # noqa: N818  # said as the reader would say it
    """Answers are missing or wrong: `errors` has a sentence that says the cure for each field."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = dict(errors)


class AlreadyDone(CaseError):  # noqa: N818  # said as the reader would say it
    """Somebody else closed the step first; nothing of theirs is lost, nothing of yours is kept."""

    def __init__(self, at: datetime, outcome: str) -> None:
        super().__init__(
            _("Bước này vừa được người khác xử lý. Hãy xem lại hồ sơ trước khi làm tiếp.")
        )
        self.at = at
        self.outcome = outcome


class NoSuchAction(CaseError):  # noqa: N818  # said as the reader would say it
    """The step doesn't offer this action, or not under the conditions of this case."""


class NoSuchProcedure(LookupError):  # noqa: N818  # as above
    """No version of this procedure is in force: load the province, or look at its valid_from."""
