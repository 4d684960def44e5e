"""What readers see of indicators: the catalogue, one series, areas side by side."""

from tinhso.web.indicators.pages.areas import areas
from tinhso.web.indicators.pages.catalogue import catalogue
from tinhso.web.indicators.pages.indicator import indicator

__all__ = ["areas", "catalogue", "indicator"]
