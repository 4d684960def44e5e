"""The closed words of the genre: what says how sure, how much, against what, and what stands apart.

These are grammar, the same in every province. What is measured is data: `aliases.yaml`.
"""

from typing import Final


def phrases(listed: str) -> tuple[str, ...]:
    """Return the phrases of a list with commas between them."""
    return tuple(" ".join(phrase.split()) for phrase in listed.split(","))


# How a number stands to the truth; "từ" alone says nothing until "trở lên" follows.
RELATIONS: Final = {
    "<": phrases("gần, chưa đến, chưa tới, dưới, gần bằng, gần tới, ngót, chưa đầy"),
    ">": phrases("trên, hơn, vượt mốc, vượt ngưỡng, vượt con số, vượt mức"),
    "~": phrases(
        """
        khoảng, xấp xỉ, chừng, tầm, vào khoảng, trên dưới, ước khoảng, khoảng gần, dự kiến
        khoảng
        """
    ),
    "<=": phrases("không quá, tối đa, nhiều nhất, không vượt quá, cao nhất là"),
    ">=": phrases("ít nhất, tối thiểu, không dưới, không thấp hơn, từ"),
}

AFTER_RELATIONS: Final = {
    ">=": phrases("trở lên, trở đi"),
    "<=": phrases("trở xuống"),
}

# How sure the writer is.
KINDS: Final = {
    "estimate": phrases(
        """
        ước, ước tính, ước đạt, ước thực hiện, dự ước, ước cả năm, sơ bộ, ước tính đạt
        """
    ),
    "forecast": phrases("dự kiến, dự báo, dự tính, kỳ vọng, dự kiến đạt"),
    "target": phrases(
        """
        phấn đấu, mục tiêu, chỉ tiêu, hướng tới, hướng đến, nhiệm vụ, đề xuất, quyết tâm, đặt
        mục tiêu, đề ra mục tiêu, chỉ tiêu kế hoạch, yêu cầu, mục tiêu đề ra, chỉ tiêu đề ra,
        đặt ra, phải đạt, cần đạt, định hướng, kế hoạch đề ra, theo kế hoạch, sẽ có, sẽ đạt,
        phải có, đặt chỉ tiêu
        """
    ),
}

# A target that is spoken of as reached is a fact.
DONE: Final = (
    r"(?:mục tiêu|chỉ tiêu)[^.;]{0,120}?(?:đã được hoàn thành|đã hoàn thành|đã đạt được|đã vượt)"
    r"|hoàn thành vượt|vượt mục tiêu|vượt chỉ tiêu|đạt mục tiêu|về đích"
)

# Which way a figure moved.
UP: Final = phrases(
    """
    tăng, tăng thêm, thêm, tăng trưởng, cao hơn, nhiều hơn, tăng khá, tăng mạnh, tăng nhẹ,
    tăng bình quân, bình quân tăng, tăng so với, tăng trưởng bình quân, tăng cao, có thêm,
    tăng tới, tăng đến, tăng trưởng khá, tăng trưởng âm, tăng đột biến
    """
)

DOWN: Final = phrases(
    """
    giảm, giảm bớt, thấp hơn, ít hơn, giảm mạnh, giảm nhẹ, giảm bình quân, giảm sâu, tụt, bình
    quân giảm, giảm được, hụt, giảm tới, giảm đến, giảm trung bình
    """
)

BEYOND: Final = phrases("vượt, đạt vượt, vượt thu")

FOLDS: Final = phrases("gấp, tăng gấp, cao gấp, gấp hơn, gấp khoảng, gấp gần")

# What compares with a period that follows: "cao hơn năm 2023 là 6,1 triệu đồng".
COMPARING: Final = frozenset(phrases("cao hơn, nhiều hơn, thấp hơn, ít hơn"))

# What a statement stands on: it ends the name of its subject.
STATES: Final = phrases(
    """
    mới, liên tục, thuộc, nằm, nằm trong, lọt vào, lọt, vươn lên, đạt, đạt được, là, có, gồm,
    bao gồm, bằng, còn, ở mức, mức, lên, lên mức, lên đến, lên tới, xuống, xuống còn, giảm
    còn, giảm xuống, giảm xuống còn, tăng lên, tăng lên đến, tăng lên mức, với, đã, được,
    đang, sẽ, tương đương, tương ứng, đạt mức, đạt tỷ lệ, thực hiện, đã có, hiện có, hoàn
    thành, duy trì, tiếp tục, vẫn, cũng, đều, phải, cần, đạt bình quân, chỉ, giữ, giữ vững,
    góp phần, đưa, nâng, tiếp nhận, xử lý, giải quyết, đón, phục vụ, ghi nhận, công nhận, cấp,
    xảy ra, làm, khoảng cách, trong khi, trong khi đó, nâng tổng số, chỉ còn, chỉ đạt, mới
    đạt, lần lượt, lần lượt là, lần lượt đạt, đã đạt, gồm có, tổng cộng, đạt giá trị, có giá
    trị, với giá trị, trị giá, đạt kim ngạch, chiếm, tính ra, hụt thu, đến, tới, chạm mốc, đạt
    mốc, đạt con số, cán mốc, dẫn đầu, đứng đầu, cao nhất, lớn nhất, do, vì, nhờ, khi, để,
    theo, như, nhằm, mà, nên, thì, nhưng, bởi, tuy nhiên, bị, qua, từ đó, trong, tại, vào
    """
)

# What states a level that is a report's own news.
STANDS: Final = frozenset(
    phrases(
        """
    bằng, chỉ đạt, giảm còn, giảm xuống còn, đạt, đạt bình quân, đạt khoảng, đạt mức, đạt trên,
    đạt tỷ lệ, đạt được, ở mức
    """
    )
)

# What makes a share of what it stands beside.
SHARES: Final = phrases("chiếm, chiếm tỷ trọng, chiếm tỷ lệ")

# What a change is measured against.
BASES: Final = phrases(
    """
    so với, so, so sánh với, nếu so với, so với mức, so với thời điểm, trên tổng số
    """
)

PLANS: Final = phrases(
    """
    kế hoạch, dự toán, kế hoạch năm, dự toán năm, kế hoạch vốn, kế hoạch giao, dự toán giao,
    dự toán trung ương giao, dự toán tỉnh giao, dự toán pháp lệnh, dự toán bộ tài chính giao,
    kế hoạch đề ra, kế hoạch được giao, chỉ tiêu giao, dự toán hđnd tỉnh giao, kế hoạch cả
    năm, dự toán được giao, dự toán cả năm, dự toán hội đồng nhân dân tỉnh giao, nghị quyết đề
    ra, kế hoạch vốn giao, kế hoạch thủ tướng chính phủ giao, kế hoạch vốn được giao, so kế
    hoạch, dự toán trung ương, dự toán tỉnh, chỉ tiêu kế hoạch, chỉ tiêu được giao, mục tiêu
    đề ra, dự toán chính phủ giao, mục tiêu kế hoạch, kh, kh năm, kế hoạch tỉnh giao, chỉ tiêu
    nghị quyết
    """
)

# What opens parts of the whole that was just named.
PARTS: Final = phrases("trong đó, trong số đó, bao gồm, gồm, cụ thể, cụ thể là, gồm có, riêng")

# Names of papers and of yardsticks: a year behind them is theirs, not the figure's.
NAMES: Final = phrases(
    """
    nghị quyết, quyết định, nghị định, thông tư, chỉ thị, chương trình, đề án, quy hoạch tỉnh,
    kế hoạch phát triển, kế hoạch thực hiện, kế hoạch số, đại hội, dự án, chiến lược, giá so
    sánh, giá cố định, giá gốc, giá ss, văn bản, kết luận, kế hoạch 5 năm, kế hoạch hành động,
    thực hiện quy hoạch, quy hoạch tổng thể, chuẩn nghèo, tiêu chí, bộ tiêu chí, tầm nhìn,
    chương trình mục tiêu quốc gia, mục tiêu quốc gia, chương trình mục tiêu, lập quy hoạch,
    luật
    """
)

# What follows a count of things that are no figures of a province.
UNCOUNTED: Final = frozenset(
    phrases(
        """
    định hướng, nhiệm vụ, chỉ tiêu, giải pháp, đột phá, nhóm, trụ cột, nội dung, chương trình,
    nghị quyết, quyết định, văn bản, kế hoạch, mục tiêu, bước, khâu, lĩnh vực, ngành, chuyên
    ngành, năm, tháng, ngày, tuần, giờ, phút, giây, buổi, lần, quý, kỳ, khóa, hội nghị, cuộc
    họp, đại biểu, đồng chí, quốc gia, vùng, cấp, loại, tỉnh, thành viên, chỉ số thành phần,
    chỉ số, nguyên tắc, quan điểm, nhiệm kỳ, thế kỷ, vị trí, vấn đề, ý kiến, câu hỏi, bài,
    chuyên đề, công điện, chỉ thị, đợt, hướng, mũi, chương, điều, khoản, mục, phần, trang, địa
    phương
    """
    )
)

# Words before a number that make it a name: Nghị quyết số 52, quốc lộ 3, lần thứ 4.
NAMED: Final = frozenset(
    phrases(
        """
    biểu, bản, bảng, c, chương, chợ, covid, covid-, ct, g, hình, khoản, khóa, km, loại, lô,
    lộ, mục, nq, nđ, phiên, phần, ql, qđ, thứ, thửa, tl, tt, tổ, v, v., đai, điều, đt, đường
    """
    )
)

NAMED_TWO: Final = frozenset(
    phrases(
        """
    bài số, chỉ thị, cách mạng, công văn, khu phố, kết luận, kỳ họp, mẫu số, nghị quyết, nghị
    định, phiên bản, phụ lục, quyết định, quốc lộ, thông tư, thế hệ, thế kỷ, tỉnh lộ, tổ dân,
    vành đai
    """
    )
)
