"""What is told about a file, in Vietnamese; the room's catalogue has the English."""

SENTENCES = {
    # Refused, with the cure
    "empty": "Tệp trống: hãy chọn tệp khác.",
    "no_words": "Tệp không có chữ nào: hãy chọn tệp khác.",
    "too_large": "Tệp lớn hơn %(limit)s MB: hãy chia thành nhiều văn bản.",
    "too_long": ("Văn bản dài hơn %(limit)s triệu chữ cái: hãy chia thành nhiều văn bản."),
    "open_head": "Phần đầu tệp mở bằng --- nhưng không đóng: hãy thêm một dòng --- nữa.",
    "only_head": "Sau phần đầu tệp không có chữ nào: hãy thêm nội dung.",
    "control": (
        "Dòng %(line)s có ký tự điều khiển, tệp này không phải văn bản: hãy lưu lại dạng .docx,"
        " .pdf hoặc .txt."
    ),
    "old_word": (
        "Đây là tệp Word cũ (.doc): hãy mở bằng Word hoặc LibreOffice rồi lưu lại dạng .docx."
    ),
    "old_office": "Đây là tệp Office cũ, không phải văn bản: hãy lưu lại dạng .docx hoặc .pdf.",
    "locked_office": "Tệp Word này có mật khẩu: hãy gỡ mật khẩu rồi gửi lại.",
    "excel": (
        "Đây là bảng tính Excel: hãy nhập bảng ở trang số liệu, hoặc lưu phần chữ dạng .docx."
    ),
    "powerpoint": "Đây là tệp trình chiếu: hãy lưu lại dạng .pdf hoặc .docx.",
    "open_document": "Đây là tệp LibreOffice (.odt): hãy lưu lại dạng .docx hoặc .pdf.",
    "rich_text": "Đây là tệp RTF: hãy lưu lại dạng .docx.",
    "archive": "Đây là tệp nén: hãy giải nén rồi gửi từng văn bản.",
    "picture": "Đây là ảnh, không có lớp chữ: hãy gửi bản .docx hoặc PDF có chữ.",
    "unknown": "Không nhận ra loại tệp này: hãy lưu lại dạng .docx, .pdf hoặc .txt.",
    "mixed_encodings": (
        "Dòng %(line)s dùng bảng mã khác với các dòng trước: hãy lưu cả tệp với bảng mã UTF-8."
    ),
    "unknown_encoding": (
        "Dòng %(line)s không phải UTF-8, và không đủ chữ để biết là TCVN3, VNI hay Windows-1258:"
        " hãy lưu lại với bảng mã UTF-8."
    ),
    "mixed_fonts": (
        "Dòng %(line)s gõ bằng phông %(encoding)s, các dòng khác thì không: hãy chuyển cả tệp"
        " sang Unicode."
    ),
    "broken_docx": "Tệp Word này bị hỏng: hãy mở bằng Word, lưu lại thành tệp mới rồi gửi.",
    "bomb": (
        "Tệp này bung ra lớn bất thường nên không được mở: hãy lưu lại từ phần mềm soạn thảo."
    ),
    "broken_html": "Trang này lồng quá nhiều lớp, không đọc hết được: hãy lưu phần chữ dạng .txt.",
    "scanned": (
        "PDF này là ảnh quét, không có lớp chữ: hãy gửi bản .docx, hoặc nhận dạng chữ (OCR) rồi"
        " lưu thành PDF có chữ."
    ),
    "locked_pdf": "PDF này có mật khẩu: hãy gỡ mật khẩu rồi gửi lại.",
    "broken_pdf": "PDF này bị hỏng: hãy in lại ra PDF từ bản gốc rồi gửi.",
    "unmapped_pdf": (
        "Phông trong PDF này không cho biết chữ nào là chữ nào: hãy gửi bản .docx, hoặc in lại ra"
        " PDF."
    ),
    "too_many_pages": "PDF này có nhiều hơn %(limit)s trang: hãy chia thành nhiều văn bản.",
    "heavy_pdf": "PDF này cần quá nhiều thời gian hoặc bộ nhớ để đọc: hãy in lại ra PDF gọn hơn.",
    # Read, and worth knowing
    "other_ending": "Tên tệp có đuôi %(ending)s nhưng nội dung là %(kind)s; đã đọc theo nội dung.",
    "from_utf16": "Chuyển từ bảng mã UTF-16.",
    "from_windows_1258": "Chuyển từ bảng mã Windows-1258.",
    "from_tcvn3": "Chuyển từ bảng mã TCVN3 (ABC, phông .VnTime): hãy xem lại vài dòng.",
    "from_vni": "Chuyển từ bảng mã VNI: hãy xem lại vài dòng.",
    "head": "Phần đầu tệp, giữa hai dòng ---, không thuộc nội dung văn bản.",
    "composed": "Chữ có dấu rời (Unicode tổ hợp) đã được gộp thành dựng sẵn.",
    "left_out": "Bỏ phần điều hướng, biểu mẫu và mã lệnh của trang.",
    "tables": "Số bảng đọc được: %(count)s.",
    "numbered": "Số thứ tự tự động của Word đã được viết ra thành chữ.",
    "pictures": "Số hình trong tệp không được đọc: %(count)s.",
    "footnotes": "Chú thích cuối trang được đưa xuống cuối văn bản.",
    "revisions": "Tệp còn dấu sửa đổi: đã đọc như khi chấp nhận mọi sửa đổi.",
    "pages": "Số trang: %(count)s.",
    "blank_pages": "Trang không có lớp chữ, chưa đọc được: %(pages)s.",
    "running_heads": "Bỏ số trang và dòng lặp lại ở đầu, cuối trang.",
}

KINDS = {
    "text": "văn bản thuần",
    "markdown": "văn bản thuần",
    "html": "trang HTML",
    "docx": "tệp Word (.docx)",
    "pdf": "PDF",
}
