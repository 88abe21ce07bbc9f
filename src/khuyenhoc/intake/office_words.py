"""Sentences for everything there is to say of an office form."""

from khuyenhoc.errors import Severity

E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741 - as in words.py

_ASK = "Hãy hỏi lại đơn vị báo cáo hoặc sửa số."
OFFICE_WORDS: dict[str, tuple[Severity, str]] = {
    "column_unsure": (E, "chưa rõ cột này là số gì. Hãy chọn ở mục “Các cột trong biểu”; phần mềm nhớ cho tệp sau."),
    "column_unread": (
        W,
        "không biết cột này nên không đọc. Nếu là số liệu, hãy chọn nghĩa của cột ở mục “Các cột trong biểu”.",
    ),
    "columns_left": (I, "không dùng các cột: {columns}."),
    "form_understood": (I, "đã đọc biểu ở dòng {top}{period}, các cột: {columns}."),
    "form_period": (I, "kỳ báo cáo lấy từ dòng này: {period}."),
    "form_unit": (I, "địa bàn của biểu lấy từ dòng này: {unit}."),
    "form_unit_unsure": (
        E,
        "mỗi dòng của biểu là một chỉ tiêu, nhưng không rõ số liệu là của địa bàn nào. Hãy chọn địa bàn ở mục “Các cột trong biểu”; "
        "nhiều trang thì đặt tên trang theo địa bàn.",
    ),
    "form_period_unsure": (
        E,
        "không rõ kỳ báo cáo của biểu{found}. Hãy ghi kỳ ở mục “Các cột trong biểu”.",
    ),
    "units_not_filled": (I, "{count} địa bàn chưa điền số nên bỏ qua, coi là chưa báo cáo: {units}."),
    "columns_of_no_unit": (I, "các cột không phải địa bàn, không đọc thành số liệu: {columns}."),
    "rows_left": (I, "{count} dòng cộng, dòng “trong đó” hoặc không phải địa bàn chỉ để đối chiếu: dòng {rows}."),
    "total_differs_loosely": (
        W,
        "dòng “{label}” khác tổng {count} dòng có số: cộng được {sum}, chênh {by}. Trong đó có số ghi “gần”, “trên” hoặc “khoảng”, "
        "cộng theo số đã ghi: dòng {rows}. " + _ASK,
    ),
    "total_differs": (W, "dòng “{label}” khác tổng {count} dòng có số: cộng được {sum}, chênh {by}. " + _ASK),
    "sum_across_differs": (W, "cột “{label}” khác tổng {count} cột địa bàn: cộng được {sum}, chênh {by}. " + _ASK),
}
