"""What follows the ledger: sealing, and the rooms that read sealed events in order."""

from collections.abc import Callable
from datetime import datetime

from tinhso.kernel.ledger import sealing
from tinhso.kernel.ledger.keys import signer
from tinhso.systems.hotline import actions as hotline
from tinhso.systems.hotline.channels import actions as channels
from tinhso.systems.hotline.monthly import actions as monthly
from tinhso.systems.hotline.notices import actions as notices

BATCH = 20_000
FOLLOWERS: tuple[Callable[..., int], ...] = (
    hotline.follow,
    monthly.follow,
    channels.follow,
    notices.follow,
)


def follow(*, now: Callable[[], datetime]) -> int:
    """Seal what is finished, let every follower read on to the end; return the log's new size."""
    sealed = 0
    while head := sealing.seal(now=now(), signer=signer(), limit=BATCH):
        sealed = head.size
    for follower in FOLLOWERS:
        while follower(now=now()):
            pass
    notices.spread(now=now())  # one batch a turn: a notice to thousands doesn't hold sealing up
    return sealed
