"""SMS by SMPP 3.4 (SMS Forum, issue 1.2): one transceiver to the operator's message centre."""

from tinhso.gateways.sms.smpp.link import Link
from tinhso.gateways.sms.smpp.settings import Smpp, read_smpp

__all__ = ["Link", "Smpp", "read_smpp"]
