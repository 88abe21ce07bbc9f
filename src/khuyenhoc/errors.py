"""What goes wrong, as values: problems of a file, and failures that can be explained. Their sentences stand in intake/words.py and here."""

from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True)
class Problem:
    """One thing wrong in an uploaded file. `row` and `column` are counted as the person sees them; 0 = the whole file."""

    code: str
    severity: Severity
    row: int = 0
    column: str = ""
    value: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    sheet: str = ""


class AppError(Exception):
    """A failure we can explain to the person: a code and its facts."""

    def __init__(self, code: str, /, **facts: object):
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        return SENTENCES[self.code].format(**self.facts)


SENTENCES = {
    "changed_since_seen": (
        "Trong lúc bạn xem, đã có người khác đưa số liệu vào sử dụng. Chưa có gì được ghi. Hãy xem lại số liệu mới rồi làm lại."
    ),
    "batch_unknown": "Không có lần cập nhật số {batch}.",
    "batch_not_staged": "Lần cập nhật số {batch} đang ở trạng thái “{state}”, không đưa vào sử dụng được.",
    "batch_not_published": "Lần cập nhật số {batch} đang ở trạng thái “{state}”, không gỡ được.",
    "batch_has_errors": "Lần cập nhật số {batch} còn {count} lỗi. Sửa hết lỗi rồi tải lên lại.",
    "name_required": "Hãy ghi họ tên người đưa số liệu vào sử dụng để lưu vào lịch sử.",
    "not_allowed": (
        "Chỉ máy chủ, hoặc người có mã dùng một lần in ra khi khởi động phần mềm, được ghi số liệu. "
        "Máy này chỉ được xem."
    ),
    "unknown_unit": "Không có địa bàn mã {code} vào ngày {day}.",
    "unknown_indicator": "Không có chỉ tiêu mã {code}.",
    "unknown_period": "“{text}” không phải là kỳ báo cáo. Ví dụ đúng: 2024, 2024-H1, 2024-Q3, 2024-05, 2024-05-31.",
    "unreadable_file": "Không đọc được tệp {name}: {reason}",
    "no_sample": "Không còn số liệu minh họa nào để gỡ.",
    "boundaries_refused": "Không nhận tệp ranh giới này: {reason}",
}
