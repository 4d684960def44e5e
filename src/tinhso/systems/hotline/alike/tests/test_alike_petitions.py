"""Complaints and denunciations are told from reports, with diacritics and without."""

import pytest

from tinhso.systems.hotline.alike.rules.petitions import Petition, petition

RECOGNISED = {
    Petition.COMPLAINT: [
        "Tôi muốn KHIẾU NẠI quyết định xử phạt của ủy ban xã",
        "khieu nai viec thu hoi dat cua gia dinh toi",
        "Tôi khiếu nại lần 2 mà chưa được trả lời",
        "Gia đình tôi không đồng ý với quyết định thu hồi đất",
        "bồi thường đất ruộng quá thấp so với giá thị trường",
        "toi muon gui don khieu nai",
        "Khiếu nại việc cấp sổ đỏ sai diện tích",
        "xin khiếu nại",
    ],
    Petition.DENUNCIATION: [
        "Tôi tố cáo cán bộ địa chính xã nhận tiền làm sổ đỏ",
        "to cao can bo thon",
        "to cao ong chu tich xa an chan tien ho tro bao lut",
        "Cán bộ một cửa vòi vĩnh 500 nghìn mới làm giấy tờ",
        "cong an phuong doi tien khi lam ho khau",
        "Phong bì cho cán bộ mới được việc",
        "có dấu hiệu tham nhũng khi làm đường",
        "trưởng thôn chiếm đoạt tiền quỹ của dân",
    ],
    Petition.RULES: [
        "Thủ tục cấp phép xây dựng quá rườm rà, đi lại bảy lần",
        "Đề nghị sửa đổi quy định về diện tích tách thửa",
        "quy dinh ve ho tro lua bat hop ly",
    ],
    Petition.CRIME: [
        "Tôi muốn tố giác tội phạm",
        "nha ben buon ban ma tuy",
    ],
}
REPORTS = [
    "Khiếu nại tiền điện tháng này tăng gấp đôi",  # a customer's: the power company answers
    "khieu nai tien nuoc",
    "Tôi khiếu nại về việc hàng xóm hát karaoke cả đêm",
    "Khiếu nại cước mạng bị trừ tiền oan",
    "Cây to cao quá sắp đổ vào nhà",
    "cay xa cu to cao che het den duong",
    "nguoi to cao chay xe may pha lan can",
    "Tường to, cao, nghiêng ra đường",
    "Ổ gà trước cổng ủy ban xã",
    "Cán bộ y tế đến phun thuốc chưa hết muỗi",
    "Chủ tịch xã hứa sửa đường mà chưa thấy sửa",
    "Ngã ba không có biển báo, công an xử phạt oan nhiều người",
    "Đường làm ẩu, vừa xong đã hỏng",
    "to rac cao ngat ngoai cong",
    "Thu hồi xe rác hỏng giúp, chắn lối đi",
    "Đề nghị bồi đắp lề đường bị xói",
    "Nước thải của trại lợn chảy ra suối",
    "mat dien khong bao truoc",
]


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in RECOGNISED.items() for text in texts]
)
def test_what_goes_another_way_is_recognised(kind: Petition, text: str) -> None:
    assert petition(text) is kind


@pytest.mark.parametrize("text", REPORTS)
def test_a_report_stays_a_report(text: str) -> None:
    assert petition(text) is None
