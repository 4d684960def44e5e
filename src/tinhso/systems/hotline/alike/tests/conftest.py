"""The hotline of the fictional province, and clients signed in as somebody in it."""

from tinhso.systems.hotline.tests.conftest import example, now
from tinhso.web.cases.tests.conftest import sign_in

__all__ = ["example", "now", "sign_in"]
