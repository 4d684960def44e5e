"""Promises and reports as files."""

from tinhso.kernel.declarations import Text
from tinhso.web.api.described import Group, Operation, Parameter, Reply
from tinhso.web.api.replies import CSV, DOCX, JSON, NOT_FOUND, PDF, file

PAPERS = {PDF: None, DOCX: None}


def described() -> Group:
    """Return what is answered about promises and reports."""
    return Group(
        code="strategy",
        title=Text(vi="Cam kết, báo cáo", en="Promises, reports"),
        text=Text(
            vi="Chỉ tiêu đã hứa đang ở đâu; từng ấn bản báo cáo với mã băm.",
            en="Where promised targets stand; every edition of a report with its hash.",
        ),
        operations=(
            Operation(
                "strategy:board_csv",
                Text(vi="Bảng chỉ tiêu, CSV", en="The board of targets, CSV"),
                (file(CSV),),
            ),
            Operation(
                "reports:edition_json",
                Text(vi="Nội dung một ấn bản", en="The content of an edition"),
                (
                    Reply(200, Text(vi="Nội dung.", en="The content."), {JSON: {"type": "object"}}),
                    NOT_FOUND,
                ),
            ),
            Operation(
                "reports:edition_paper",
                Text(vi="Một ấn bản, PDF hoặc Word", en="An edition, PDF or Word"),
                (Reply(200, Text(vi="Tệp.", en="The file."), PAPERS), NOT_FOUND),
                (
                    Parameter(
                        "form",
                        Text(vi="Định dạng", en="The form"),
                        {"enum": ["pdf", "docx"]},
                        where="path",
                    ),
                ),
            ),
        ),
    )
