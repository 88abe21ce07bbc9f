"""Sentences for everything wrong with an official list of units."""

from khuyenhoc.errors import Severity

E, W = Severity.ERROR, Severity.WARNING

UNIT_LIST_WORDS: dict[str, tuple[Severity, str]] = {
    "unit_list_layout": (
        E,
        "không phải danh mục đơn vị hành chính. Dòng tiêu đề đọc được: {found}. Cần các cột Mã TP, Mã PX, Phường Xã (danh mục), "
        "hoặc Mã Xã cũ, Mã Xã mới, Ghi chú (bảng chuyển đổi).",
    ),
    "unit_list_code": (E, "không phải mã đơn vị. Mã chỉ gồm chữ số: tỉnh 2, huyện 3, xã 5 chữ số."),
    "unit_list_missing": (E, "ô này để trống. Hãy ghi đủ mã và tên."),
    "unit_list_twice": (E, "mã này đã có ở dòng trên. Mỗi mã chỉ được đứng ở một dòng."),
    "unit_list_relation": (E, "chỉ hiểu “Nhập toàn bộ” hoặc “Nhập một phần”."),
    "unit_list_parent": (E, "không có tỉnh mã này vào ngày {day}. Hãy kiểm tra mã tỉnh và ngày hiệu lực."),
    "unit_list_unknown": (E, "không có xã mã này vào ngày {day}. Hãy nhập danh mục xã trước bảng chuyển đổi."),
    "unit_list_again": (E, "danh mục của ngày {day} đã nhập rồi, nay ghi khác. Hãy kiểm tra lại tệp và ngày."),
    "unit_list_row_skipped": (W, "ô này để trống nên bỏ qua cả dòng."),
    "unit_list_both": (W, "có dòng ghi nhập toàn bộ mà lại có dòng khác, nên coi là bị chia từng phần."),
}  # fmt: skip
