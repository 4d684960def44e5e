"""A program that asks, and a report that it may read."""

from typing import Any

from django.test import Client
from lxml import etree

from tinhso.kernel.ledger.actors import LOADER
from tinhso.systems.hotline import actions as hotline
from tinhso.systems.hotline.tests.story import Report

V2 = "/open311/v2"
AT = {"lat": "21.6", "long": "104.4"}
POTHOLE = {"service_code": "pothole", "attribute[pothole-size]": "wheel"}
WORDS = {"description": "Hố sâu giữa đường, tối rất nguy hiểm."}
FULL = POTHOLE | AT | WORDS


class Api(Client):
    """A program that asks."""

    def read(self, path: str, code: int = 200, /, **query: Any) -> Any:
        """Return what is answered in JSON; a wrong status fails."""
        response = self.get(f"{V2}/{path}.json", query)
        assert response.status_code == code, response.content.decode()
        assert response["Content-Type"] == "application/json; charset=utf-8"
        return response.json()

    def read_xml(self, path: str, code: int = 200, /, **query: Any) -> Any:
        """Return the root element of what is answered in XML."""
        response = self.get(f"{V2}/{path}.xml", query)
        assert response.status_code == code, response.content.decode()
        assert response["Content-Type"] == "text/xml; charset=utf-8"
        assert response.content.startswith(b"<?xml version='1.0' encoding='UTF-8'?>")
        return etree.fromstring(response.content)

    def send(self, code: int = 200, /, headers: Any = None, **form: Any) -> Any:
        """File a report and return what is answered."""
        response = self.post(f"{V2}/requests.json", form, headers=headers)
        assert response.status_code == code, response.content.decode()
        return response.json()

    def file(self, **form: Any) -> str:
        """File a full report and return its number."""
        return str(self.send(**(FULL | form))[0]["service_request_id"])


def shown(report: Report) -> str:
    """Let the public table follow, confirm the words of a report, and return its number."""
    report.seen()
    wording = hotline.Wording(title="Ổ gà", text="Ổ gà sâu.\nGiữa đường.", pin_confirmed=True)
    hotline.publish(report.filed.number, wording, actor=LOADER, now=report.now)
    return report.filed.number
