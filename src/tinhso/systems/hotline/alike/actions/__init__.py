"""Every write of this part: linking reports, answering them together, learning categories."""

from .learning import learn
from .linking import go_along, link, take_answer, unlink

__all__ = ["go_along", "learn", "link", "take_answer", "unlink"]
