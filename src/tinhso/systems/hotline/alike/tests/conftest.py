"""The hotline of the fictional province."""

from tinhso.systems.hotline.tests.conftest import example, now

__all__ = ["example", "now"]
