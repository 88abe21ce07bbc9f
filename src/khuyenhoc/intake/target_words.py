"""What can be wrong with a target that somebody types: part of the table in words.py."""

from khuyenhoc.errors import Severity

E, W = Severity.ERROR, Severity.WARNING

TARGET_WORDS: dict[str, tuple[Severity, str]] = {
    # as it was typed
    "target_value_unreadable": (E, "không đọc được thành một số. Hãy chỉ ghi số, ví dụ 70,5 hoặc 1.200."),
    "target_value_decimals": (E, "mục tiêu có nhiều nhất hai chữ số sau dấu phẩy. Hãy ghi như trong văn bản."),
    "target_milestone_unreadable": (E, "không đọc được mốc này. Mỗi dòng ghi một mốc, ví dụ 31/12/2024: 65 hoặc 2024: 65."),
    "target_day_missing": (E, "chưa chọn ngày. Hãy chọn trên lịch hoặc gõ như 31/12/2025."),
    # what it speaks of
    "target_indicator_unknown": (E, "không có chỉ tiêu mã này. Hãy chọn chỉ tiêu trong Danh mục."),
    "target_scope_unknown": (E, "không có {kind} này trong danh mục. Hãy chọn lại phạm vi áp dụng."),
    "target_unit_not_valid": (
        E,
        "{unit} {validity}, không có vào ngày {day} (ngày mục tiêu bắt đầu tính). Hãy chọn địa bàn của thời điểm đó.",
    ),
    "target_level_gone": (E, "từ 1/7/2025 không còn cấp huyện. Hãy giao cho cấp tỉnh hoặc cấp xã."),
    "target_level_no_rate": (
        E,
        "“{indicator}” không tính tỷ lệ ở {level}, nên không giao mục tiêu ở đó được. Hãy chọn phạm vi ở {levels}.",
    ),
    # its value
    "target_rate_out_of_range": (E, "mục tiêu của một tỷ lệ phải từ 0% đến 100%. Hãy kiểm tra dấu phẩy."),
    "target_count_out_of_range": (E, "mục tiêu của một số lượng phải là số nguyên không âm."),
    "target_comparator_unknown": (E, "chỉ nhận “từ” (ít nhất) hoặc “không quá” (nhiều nhất)."),
    "target_comparator_contrary": (
        W,
        "“{indicator}” càng {better} càng tốt, còn mục tiêu này ghi “{comparator}”. Hãy xem lại văn bản.",
    ),
    # its days
    "target_due_before_start": (E, "hạn phải sau ngày bắt đầu {start}. Hãy sửa một trong hai ngày."),
    "target_effective_after_due": (E, "ngày áp dụng sau hạn {due} của mục tiêu. Hãy chọn ngày không sau hạn."),
    "target_milestone_outside": (E, "mốc phải nằm giữa ngày bắt đầu {start} và hạn {due}."),
    "target_milestone_beyond": (E, "mốc {stone} vượt quá mục tiêu ({target}). Hãy sửa mốc hoặc mục tiêu."),
    "target_milestone_twice": (E, "có hai mốc cùng một ngày. Hãy giữ một mốc."),
    "target_milestone_of_nothing": (E, "không giao chỉ tiêu thì không có mốc. Hãy bỏ các mốc."),
    # the paper it stands on
    "target_basis_missing": (E, "chưa ghi số văn bản, ví dụ 387/QĐ-TTg. Mục tiêu nào cũng phải có văn bản làm căn cứ."),
    "target_basis_date_missing": (E, "chưa ghi ngày ban hành của văn bản."),
    "target_reason_missing": (E, "chưa ghi lý do và văn bản bãi bỏ. Hãy ghi số, ngày văn bản."),
    "target_binding_unknown": (E, "chỉ nhận “giao” hoặc “mục tiêu chung”."),
    "target_verified_unknown": (E, "chưa chọn mức kiểm chứng của văn bản."),
    "target_text_too_long": (E, "dài {letters} chữ, nhiều nhất {most} chữ. Hãy viết gọn lại."),
    # beside the other targets
    "target_change_empty": (E, "chưa có thay đổi nào để ghi."),
    "target_replaces_unknown": (E, "mục tiêu muốn thay không còn áp dụng. Hãy tải lại trang và chọn lại."),
    "target_replaces_another": (E, "mục tiêu mới phải cùng chỉ tiêu và phạm vi với mục tiêu nó thay. Hãy thêm mục tiêu riêng."),
    "target_not_in_force": (E, "vào ngày này mục tiêu muốn thay không áp dụng: {time}. Hãy chọn ngày trong thời gian đó."),
    "target_verdict_stands": (
        E,
        "mục tiêu này đã hết hạn ngày {due}; đánh giá khi hết hạn được giữ nguyên. Hãy chọn ngày không sau hạn, hoặc thêm "
        "mục tiêu cho giai đoạn mới.",
    ),
    "target_overlap": (
        E,
        "đã có mục tiêu “{indicator}” cùng phạm vi, cùng hạn {due} ({aim}, {basis}) áp dụng {time}. Hãy đổi mục tiêu đó "
        "thay vì thêm.",
    ),
}  # fmt: skip
