"""Sentences for everything wrong with the shares of a split unit as somebody typed them."""

from khuyenhoc.errors import Severity

E = Severity.ERROR

SHARE_WORDS: dict[str, tuple[Severity, str]] = {
    "share_unreadable": (E, "không đọc được thành tỷ lệ. Hãy ghi phần trăm, ví dụ 62,5; nhiều nhất hai chữ số sau dấu phẩy."),
    "share_out_of_range": (E, "mỗi phần phải lớn hơn 0% và nhỏ hơn 100%."),
    "share_sum": (E, "các phần cộng lại được {sum}, phải bằng 100%. Hãy kiểm tra lại từng phần."),
    "share_parts": (E, "“{old}” chia vào {parts}. Hãy ghi tỷ lệ của đủ các đơn vị ấy, không thêm đơn vị khác."),
    "share_not_split": (E, "đơn vị này không bị chia khi sắp xếp, không có tỷ lệ nào để ghi."),
    "share_missing": (E, "chưa ghi. Số ước theo tỷ lệ phải nói được lấy ở đâu; hãy ghi như trong văn bản."),
    "share_too_long": (E, "dài {letters} chữ, nhiều nhất {most} chữ. Hãy viết gọn lại."),
    "share_day_future": (E, "ngày này chưa đến. Hãy kiểm tra lại ngày của văn bản."),
    "share_nothing_to_take_back": (E, "chưa có tỷ lệ nào để bỏ."),
    "share_reason_missing": (E, "chưa ghi vì sao bỏ tỷ lệ. Hãy ghi một câu để người sau hiểu."),
}  # fmt: skip
