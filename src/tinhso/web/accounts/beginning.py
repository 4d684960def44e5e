"""Where each role's day begins."""

from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.people.actors import Member

FIRST_PAGE = {
    "operator": "/work/",
    "officer": "/work/",
    "head": "/work/",
    "leader": "/board",
    "analyst": "/insight/",
    "administrator": "/administration/",
    "auditor": "/administration/ledger/",
}


def first_page(actor: Actor) -> str:
    """Return the page of the first post somebody holds; home where none leads elsewhere."""
    posts = actor.memberships if isinstance(actor, Member) else ()
    return next((FIRST_PAGE[post.role] for post in posts if post.role in FIRST_PAGE), "/")
