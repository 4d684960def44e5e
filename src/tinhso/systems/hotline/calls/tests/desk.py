"""People at the desk of the fictional province's hotline, each with a browser."""

from datetime import date

from allauth.mfa.models import Authenticator
from django.test import Client

from tinhso.kernel.people.actors import Member
from tinhso.kernel.people.models import Account, Membership

DESK = "tong-dai-1022"


def window_of(member: Member) -> Client:
    """Return a browser in which somebody has signed in."""
    account = Account.objects.get(pk=member.account_id)
    for post in member.memberships:
        Membership.objects.create(
            account=account,
            unit_id=post.unit_id,
            role=post.role,
            since=date(2026, 1, 1),
            appointed_by="system:loader",
            reason="QĐ 1",
        )
    # Staff sign in with a second factor; here it is as good as passed.
    Authenticator.objects.create(user=account, type="totp", data={"secret": ""})
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client
