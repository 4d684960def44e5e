"""What can be wrong with a call, in words for the operator."""

from django.utils.translation import gettext as _


class CallError(Exception):
    """Something about a call can't be done; its words say why."""


class NotAtDeskError(CallError):
    """Whoever asks holds no post at a desk that takes calls."""

    def __init__(self) -> None:
        super().__init__(_("Bạn không trực ở tổng đài, nên không nhận cuộc gọi được."))


class NotYoursError(CallError):
    """The call is another operator's, or there is none of that id."""

    def __init__(self) -> None:
        super().__init__(_("Cuộc gọi này do người khác tiếp."))


class CallEndedError(CallError):
    """The call has ended: nothing of it can be changed any more."""

    def __init__(self) -> None:
        super().__init__(_("Cuộc gọi này đã kết thúc. Hãy mở cuộc gọi mới."))


class NoSuchReportError(CallError):
    """There is no report of that number to which a caller could be added."""

    def __init__(self) -> None:
        super().__init__(_("Không có phản ánh mang mã này."))
