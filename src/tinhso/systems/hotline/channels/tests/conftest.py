"""The hotline of the fictional province, and somebody who writes to it."""

from tinhso.systems.hotline.tests.conftest import example, now

__all__ = ["example", "now"]
