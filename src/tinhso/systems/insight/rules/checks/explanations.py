"""The sentence that explains each kind of finding: Vietnamese (the message id) and English.

Names between `%(` and `)s` are the names in a finding's `data`; the screen writes an amount in a
fitting scale of its unit ("27,6 tỷ USD", "93,7 %") before it is put in.
"""

from collections.abc import Mapping

from tinhso.systems.insight.rules.checks.findings import Kind

VIETNAMESE: Mapping[Kind, str] = {
    Kind.PARTS: "Cộng các phần được %(computed)s, nhưng văn bản ghi tổng là %(stated)s.",
    Kind.SHARE: "%(part)s trên %(whole)s là %(computed)s, nhưng văn bản ghi %(stated)s.",
    Kind.STRUCTURE: "Các tỷ trọng cộng lại được %(computed)s, không phải toàn bộ.",
    Kind.SELF_CONTRADICTION: "Cùng một văn bản ghi %(left)s rồi %(right)s cho cùng một kỳ.",
    Kind.SOURCES: "Hai nguồn nói khác nhau về cùng một kỳ: %(left)s và %(right)s.",
    Kind.TARGETS_DIFFER: "Hai nguồn ghi hai mục tiêu khác nhau: %(left)s và %(right)s.",
    Kind.GROWTH: (
        "Theo văn bản thì kỳ %(base_period)s phải là %(computed)s, nhưng số đang có là %(stated)s."
    ),
    Kind.OUT_OF_LINE: (
        "Thay đổi %(change)s mỗi năm so với kỳ %(base_period)s, trong khi thường chỉ khoảng"
        " %(usual)s."
    ),
    Kind.UNIT_SLIP: (
        "Chênh khoảng %(times)s lần so với kỳ %(base_period)s (%(stated)s): có thể nhầm"
        " nghìn với triệu hoặc triệu với tỷ."
    ),
    Kind.TARGET_MISSED: (
        "Mục tiêu %(target)s (%(due)s) đã không đạt: kỳ %(period)s mới là %(stated)s."
    ),
    Kind.TARGET_MET: "Mục tiêu %(target)s (%(due)s) đã đạt: kỳ %(period)s là %(stated)s.",
    Kind.RANK_OF_UNKNOWN: "Hạng %(rank)s không cho biết xếp trong bao nhiêu địa phương.",
    Kind.RANK_BEYOND: "Hạng %(rank)s lớn hơn số được xếp là %(among)s.",
}
ENGLISH: Mapping[Kind, str] = {
    Kind.PARTS: "The parts add up to %(computed)s, but the text says %(stated)s in all.",
    Kind.SHARE: "%(part)s of %(whole)s is %(computed)s, but the text says %(stated)s.",
    Kind.STRUCTURE: "The shares add up to %(computed)s, which is not the whole.",
    Kind.SELF_CONTRADICTION: "The same text says %(left)s and then %(right)s of the same period.",
    Kind.SOURCES: "Two sources differ about the same period: %(left)s and %(right)s.",
    Kind.TARGETS_DIFFER: "Two sources give two different targets: %(left)s and %(right)s.",
    Kind.GROWTH: (
        "By this text %(base_period)s must have been %(computed)s, but %(stated)s is recorded."
    ),
    Kind.OUT_OF_LINE: (
        "It changed by %(change)s a year since %(base_period)s, while about %(usual)s is usual."
    ),
    Kind.UNIT_SLIP: (
        "It is about %(times)s times what %(base_period)s was (%(stated)s): thousands may have been"
        " taken for millions, or millions for billions."
    ),
    Kind.TARGET_MISSED: (
        "The target %(target)s (%(due)s) was missed: %(period)s stands at %(stated)s."
    ),
    Kind.TARGET_MET: "The target %(target)s (%(due)s) is met: %(period)s stands at %(stated)s.",
    Kind.RANK_OF_UNKNOWN: "Rank %(rank)s doesn't say how many were ranked.",
    Kind.RANK_BEYOND: "Rank %(rank)s is beyond the %(among)s that were ranked.",
}
