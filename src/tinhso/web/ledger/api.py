"""What programs may ask of the ledger: the key, the heads and the proofs."""

from tinhso.kernel.declarations import Text
from tinhso.web.api.described import TEXT, Group, Operation, Parameter, Reply
from tinhso.web.api.replies import JSON, NOT_FOUND, PAGE, PLAIN

HASH = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
NOTE = Reply(200, Text(vi="Văn bản có chữ ký.", en="The signed note."), {PLAIN: TEXT})


def described() -> Group:
    """Return what is answered about the ledger."""
    return Group(
        code="ledger",
        title=Text(vi="Nhật ký", en="Ledger"),
        text=Text(
            vi="Để tự kiểm tra rằng không việc gì bị sửa hay bỏ: khóa, đỉnh cây và chứng cứ.",
            en="To check for oneself that nothing was changed or left out: key, heads, proofs.",
        ),
        standard="https://www.rfc-editor.org/rfc/rfc9162",
        operations=(
            Operation("ledger:key", Text(vi="Khóa công khai", en="The public key"), (NOTE,)),
            Operation(
                "ledger:checkpoint",
                Text(vi="Đỉnh cây mới nhất", en="The newest head"),
                (NOTE, NOT_FOUND),
            ),
            Operation(
                "ledger:heads",
                Text(vi="Các đỉnh cây, cũ trước", en="All heads, the oldest first"),
                (
                    Reply(
                        200,
                        Text(vi="Nhiều nhất 1000.", en="At most 1000."),
                        {
                            JSON: {
                                "type": "object",
                                "required": ["checkpoints"],
                                "properties": {"checkpoints": {"type": "array", "maxItems": 1000}},
                            }
                        },
                    ),
                    Reply(
                        400,
                        Text(vi="after không phải số nguyên.", en="after is no whole number."),
                        {JSON: {"type": "object", "required": ["error"]}, PAGE: None},
                    ),
                ),
                (
                    Parameter(
                        "after",
                        Text(vi="Sau bao nhiêu sự kiện", en="Of sizes beyond this"),
                        {"type": "integer", "minimum": 0, "maximum": 10**18 - 1},
                    ),
                ),
            ),
            Operation(
                "ledger:inclusion",
                Text(vi="Chứng cứ một sự kiện nằm trong cây", en="The proof of one event"),
                (
                    Reply(
                        200,
                        Text(vi="Chứng cứ.", en="The proof."),
                        {JSON: {"type": "object", "required": ["inclusion"]}},
                    ),
                    Reply(
                        202,
                        Text(vi="Chưa niêm phong.", en="It waits to be sealed."),
                        {
                            JSON: {
                                "type": "object",
                                "properties": {"inclusion": {"type": "null"}},
                                "required": ["inclusion"],
                            }
                        },
                    ),
                    NOT_FOUND,
                ),
            ),
            Operation(
                "ledger:consistency",
                Text(
                    vi="Chứng cứ cây sau chỉ thêm vào cây trước",
                    en="The proof that a later tree only adds to an earlier one",
                ),
                (
                    Reply(
                        200,
                        Text(vi="Các mã băm.", en="The hashes."),
                        {
                            JSON: {
                                "type": "object",
                                "required": ["old", "new", "path"],
                                "properties": {
                                    "old": {"type": "integer"},
                                    "new": {"type": "integer"},
                                    "path": {"type": "array", "items": HASH},
                                },
                            }
                        },
                    ),
                    NOT_FOUND,
                ),
            ),
        ),
    )
