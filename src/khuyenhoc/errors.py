"""What goes wrong, as values: problems of a file, and failures that can be explained. Their sentences stand in intake/words.py and here."""

from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for what blocks, then what asks for a word, then the rest."""
        return list(Severity).index(self)


@dataclass(frozen=True)
class Problem:
    """One thing wrong in an uploaded file. `row` and `column` are counted as the person sees them; 0 = the whole file.

    `cell`: its address in the sheet (H12), '' where it is about no single cell.
    """

    code: str
    severity: Severity
    row: int = 0
    column: str = ""
    value: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    sheet: str = ""
    cell: str = ""


class AppError(Exception):
    """A failure we can explain to the person: a code and its facts."""

    def __init__(self, code: str, /, **facts: object):
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        facts = {
            name: BATCH_STATES.get(str(fact), fact) if name == "state" else fact for name, fact in self.facts.items()
        }
        return SENTENCES[self.code].format(**facts)


BATCH_STATES = {
    "draft": "đang làm dở", "staged": "chờ đưa vào sử dụng", "published": "đang sử dụng", "rolled_back": "đã gỡ",
    "discarded": "đã bỏ",
}  # fmt: skip
SENTENCES = {
    "changed_since_seen": (
        "Trong lúc bạn xem, đã có người khác đưa số liệu vào sử dụng hoặc đổi mục tiêu. "
        "Chưa có gì được ghi. Hãy xem lại rồi làm lại."
    ),
    "scan_unknown": "Bản chụp số {number} không có, hoặc đã gỡ trước đó. Hãy mở lại trang.",
    "scan_refused": "Không nhận bản chụp này: {reason} Chưa có gì được ghi.",
    "batch_unknown": "Không có lần cập nhật số {batch}.",
    "batch_not_staged": "Lần cập nhật số {batch} đang ở trạng thái “{state}”, không đưa vào sử dụng được.",
    "batch_not_waiting": "Tệp số {batch} không còn chờ: đã được đưa vào sử dụng, đã bỏ, hoặc quá hạn giữ.",
    "batch_not_published": "Lần cập nhật số {batch} đang ở trạng thái “{state}”, không gỡ được.",
    "batch_not_rolled_back": "Lần cập nhật số {batch} đang ở trạng thái “{state}”, không đưa lại được.",
    "batch_expired": "Lần cập nhật số {batch} đã chờ quá {days} ngày nên không đưa vào sử dụng được. Hãy tải tệp lên lại.",
    "original_purged": "Tệp gốc của lần cập nhật số {batch} đã được xóa trước đây.",
    "reason_required": "Còn {count} cảnh báo. Hãy ghi vì sao vẫn đưa vào sử dụng.",
    "rehearsal_not_published": "Lần cập nhật số {batch} là gửi thử, không bao giờ đưa vào sử dụng. Muốn dùng, hãy tải tệp lên lại.",
    "batch_has_errors": "Lần cập nhật số {batch} còn {count} lỗi. Sửa hết lỗi rồi tải lên lại.",
    "name_required": "Hãy ghi họ tên của bạn để lưu vào lịch sử.",
    "remark_too_long": "Ý kiến dài {letters} chữ, nhiều nhất {most} chữ. Hãy viết gọn lại.",
    "target_refused": "Chưa ghi mục tiêu nào. {problems}",
    "shares_refused": "Chưa ghi tỷ lệ nào. {problems}",
    "plan_beyond": "Chưa lưu gì. Giao quá số còn lại chưa đạt: {places}. Hãy giảm số giao thêm.",
    "not_allowed": (
        "Chỉ máy chủ, hoặc người có mã dùng một lần in ra khi khởi động phần mềm, được ghi số liệu. "
        "Máy này chỉ được xem."
    ),
    "province_fixed": "Tỉnh đang theo dõi do người cài đặt ghi ở biến KHUYENHOC_PROVINCE, không đổi được trên màn hình.",
    "province_unknown": "Không có tỉnh mã {key} trong danh mục. Chưa có gì được ghi.",
    "unknown_unit": "Không có địa bàn mã {code} vào ngày {day}.",
    "unknown_indicator": "Không có chỉ tiêu mã {code}.",
    "unknown_period": "“{text}” không phải là kỳ báo cáo. Ví dụ đúng: 2024, 2024-H1, 2024-Q3, 2024-05, 2024-05-31.",
    "unreadable_file": "Không đọc được tệp {name}: {reason}",
    "unwritable_file": "Không ghi được tệp {name}: {reason}",
    "unknown_form": "Không có biểu mã {code}. Có các biểu: {known}.",
    "form_empty": "Biểu “{form}” không có gì để điền ở cấp {level}, ngày {day}. Hãy chọn cấp, kỳ hoặc địa bàn khác.",
    "personal_data": (
        "Không nhận tệp {name}: {sheet}có danh sách người ({why}, từ dòng {row}). Phần mềm chỉ giữ số tổng hợp. Chưa có gì được lưu. "
        "Hãy cộng theo xã rồi gửi số cộng."
    ),
    "no_sample": "Không còn số liệu minh họa nào để gỡ.",
    "unit_import_not_newest": "Lần nhập danh mục số {number} không phải lần mới nhất đang dùng nên chưa lấy lại được. Hãy mở lại trang.",
    "unit_import_used": "Không lấy lại được lần nhập danh mục số {number}: đã có {what} trên đơn vị của lần này. Chưa có gì thay đổi.",
    "boundaries_unknown": "Không có tệp ranh giới số {number}.",
    "boundaries_undescribed": "Hãy ghi nguồn và giấy phép của tệp ranh giới: cả hai hiện dưới mọi bản đồ.",
    "boundaries_refused": "Không nhận tệp ranh giới này: {reason}",
    "no_figures": "Chưa có số liệu nào của địa bàn này được đưa vào sử dụng, nên không có ngày để đánh giá. Hãy ghi rõ --at.",
    "nothing_to_assess": "Chỉ tiêu {code} chưa có số liệu và không có mục tiêu nào ở {place}, ngày {day}.",
    "definition_file": "Không đọc được tệp {file}: {reason}",
    "definition_columns": "Tệp {file} thiếu cột {columns}. Không đổi tên cột; hãy thêm lại cột này.",
    "definition_settings": "Tệp {file} thiếu dòng {settings}. Hãy thêm lại dòng này.",
    "definition_cells": "Tệp {file}, dòng {row}: có {found} ô, cần {needed}. Hãy kiểm tra dấu phẩy và dấu ngoặc kép của dòng này.",
    "definition_word": "Tệp {file}, dòng {row}, cột “{column}”: không dùng được “{value}”. Chỉ nhận: {allowed}.",
    "definition_twice": "Tệp {file}, dòng {row}, cột “{column}”: “{value}” đã có ở dòng {first}. Mỗi mã chỉ được đứng ở một dòng.",
    "definition_overlap": (
        "Tệp {file}, dòng {row}: địa bàn “{unit}” có ngày đã thuộc một nhóm ở dòng {first} ({days}). Mỗi ngày một địa bàn chỉ thuộc "
        "một nhóm: hãy ghi valid_to của dòng cũ trước valid_from của dòng mới, hoặc bỏ một dòng."
    ),
}
