"""What is written to those who follow: the code, the notice, the news of a report."""

from contextlib import AbstractContextManager

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tinhso.kernel.messages.contracts import EMAIL, SMS
from tinhso.kernel.messages.rules.segments import Cost, cost, fitting

from . import sealed
from .kinds import title_of
from .models import Notice, Subscription


def in_vietnamese() -> AbstractContextManager[None]:
    """Return the context in which letters are written, whoever works beside."""
    return translation.override("vi")


def link(path: str) -> str:
    """Return a page's whole address; "" where this deployment has no public one."""
    origin = next(iter(settings.CSRF_TRUSTED_ORIGINS), "")
    return f"{origin}{path}" if origin else ""


def code_letter(one: Subscription, code: str) -> tuple[str, str]:
    """Return subject and body of the letter with the code that confirms."""
    subject = _("Mã xác nhận nhận tin 1022")
    body = _("Mã xác nhận nhận tin từ 1022: %(code)s, dùng trong 1 giờ.") % {"code": code}
    body = " ".join(filter(None, [body, link(_confirming(one))]))
    return subject, body + " " + _("Nếu không phải bạn yêu cầu, hãy bỏ qua tin này.")


def _confirming(one: Subscription) -> str:
    return reverse("hotline_notices:confirm", args=[sealed.token_of(one.pk)])


def notice_text(one: Notice) -> str:
    """Return what a notice says, without the way out of it."""
    until = timezone.localtime(one.expires_at)
    return _("%(kind)s: %(title)s. %(text)s Hết hiệu lực %(until)s.") % {
        "kind": title_of(one.kind).vi,
        "title": one.title.rstrip("."),
        "text": one.text,
        "until": f"{until:%H:%M %d/%m/%Y}",
    }


def notice_letter(one: Notice, to: Subscription) -> tuple[str, str]:
    """Return subject and body of a notice's letter to one subscription."""
    subject = f"{title_of(one.kind).vi}: {one.title}"
    return subject, _closed(notice_text(one), to)


def cost_by_sms(one: Notice) -> Cost:
    """Return what a notice costs by SMS, before the way out is added."""
    return cost(fitting(notice_text(one)))


def report_letter(to: Subscription, status: str) -> tuple[str, str]:
    """Return subject and body of the news of a report that somebody follows."""
    report = to.report
    assert report is not None  # noqa: S101  narrows the type: only such subscriptions are told
    said = _("Phản ánh %(number)s: %(status)s.") % {"number": report.number, "status": status}
    where = link(reverse("hotline:report", args=[report.number]))
    return said, _closed(" ".join(filter(None, [said, where])), to)


def _closed(body: str, to: Subscription) -> str:
    """Add how to receive no more, and bring the text into the form of its channel."""
    out = link(reverse("hotline_notices:mine", args=[sealed.token_of(to.pk)]))
    if to.channel == EMAIL:
        return f"{body}\n\n{_('Đổi hoặc thôi nhận tin:')} {out}\n" if out else f"{body}\n"
    return fitting(body) if to.channel == SMS else body
