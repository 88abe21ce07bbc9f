"""Every problem a file or a typed target can have: how serious it is, and its sentence. Where a problem gets its words."""

from collections.abc import Iterable

from khuyenhoc.errors import Problem, Severity
from khuyenhoc.intake.office_words import OFFICE_WORDS
from khuyenhoc.intake.share_words import SHARE_WORDS
from khuyenhoc.intake.target_words import TARGET_WORDS
from khuyenhoc.intake.unit_list_words import UNIT_LIST_WORDS
from khuyenhoc.present import vi

E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741 - three letters make the table below readable

SEVERITIES = {E: "Lỗi", W: "Cảnh báo", I: "Thông tin"}
_MOST_ROWS = 12
_ASK = "Hãy hỏi lại đơn vị báo cáo hoặc sửa số."
WORDS: dict[str, tuple[Severity, str]] = {
    # the table as a whole
    "column_missing": (E, "thiếu cột {needed}. Dòng tiêu đề đọc được: {found}. Hãy thêm cột hoặc dùng tệp mẫu."),
    "column_twice": (E, "hai cột cùng nghĩa: “{first}” và “{second}”. Hãy bỏ hoặc đổi tên một cột."),
    "column_unknown": (W, "không biết cột này nên không đọc. Nếu cột có số liệu, hãy đặt tên như trong tệp mẫu."),
    "cell_without_column": (
        E,
        "ô nằm ngoài các cột có tên. Thường do số có dấu phẩy trong tệp ngăn cách bằng dấu phẩy: "
        "hãy lưu lại thành CSV ngăn cách bằng dấu chấm phẩy.",
    ),
    "no_rows": (E, "không có dòng số liệu nào được điền. Hãy điền số rồi tải lên lại."),
    "rows_not_filled": (I, "{count} dòng chưa điền số nên bỏ qua, coi là chưa báo cáo: dòng {rows}."),
    # how the file was read
    "old_font": (
        W,
        "{count} chỗ viết bằng phông cũ đã đổi sang Unicode, ví dụ “{before}” thành “{after}”. Hãy xem chữ đổi ra có đúng không.",
    ),
    "value_accepted": (I, "đã nhận giá trị đề xuất “{after}”."),
    "form_recognised": (I, "đã nhận ra biểu mẫu “{name}”, {period}. Số nào ở cột nào đã biết sẵn."),
    "macros_ignored": (I, "tệp có macro. Phần mềm chỉ đọc số liệu, không chạy macro."),
    "hidden_rows": (I, "có {count} dòng bị ẩn trong bảng tính (dòng {rows}), vẫn được đọc như các dòng khác."),
    "formulas_uncomputed": (
        E,
        "{count} ô có công thức nhưng chưa có kết quả (ô đầu tiên: {cell}). Hãy mở bằng Excel, lưu lại rồi tải lên.",
    ),
    # numbers
    "number_unreadable": (
        E,
        "không đọc được thành số. Hãy chỉ ghi số, ví dụ 1.234 hoặc 66,6%; không có số liệu thì để trống.",
    ),
    "number_was_date": (E, "ô này là một ngày. Bảng tính tự đổi phân số như 10/12 thành ngày; hãy định dạng ô là chữ."),
    "number_ambiguous": (E, "có thể hiểu là hai số khác nhau. Hãy viết dấu chấm ở hàng nghìn, dấu phẩy ở phần lẻ."),
    "number_not_whole": (E, "chỉ tiêu này đếm số nguyên, không có phần lẻ. Hãy kiểm tra dấu chấm hàng nghìn."),
    "number_negative": (E, "số âm không dùng được ở đây. Hãy ghi số thực có; không phát sinh thì ghi dấu -."),
    "number_too_large": (E, "số quá lớn. Hãy kiểm tra xem hai số có bị viết liền nhau không."),
    "percent_in_count": (E, "đây là chỉ tiêu đếm số lượng, không ghi tỷ lệ phần trăm. Hãy ghi số lượng."),
    "rate_over_100": (
        E,
        "tỷ lệ lớn hơn 100%. Hãy kiểm tra dấu phẩy, hoặc xem có ghi nhầm số lượng vào cột tỷ lệ không.",
    ),
    "rate_scale_unclear": (E, "không rõ là phần trăm hay phần của 1. Hãy ghi kèm dấu %."),
    "rate_scale": (
        W,
        "không có dấu %; đã hiểu là {taken} vì khớp với {numerator}/{denominator}. Lần sau hãy ghi kèm dấu %.",
    ),
    "dot_decimal": (W, "dấu chấm được hiểu là dấu phẩy phần lẻ. Hãy viết dấu phẩy để khỏi nhầm với hàng nghìn."),
    "formula_error": (E, "ô này là lỗi công thức của bảng tính. Hãy sửa công thức hoặc để trống."),
    "empty_formula": (W, "ô này là lỗi công thức của bảng tính (chia cho 0 hoặc không tìm thấy), coi như để trống."),
    "fraction_conflict": (E, "phân số viết trong ô trái với số ở cột tử số hoặc mẫu số. Hãy giữ một cách ghi."),
    "value_conflict": (E, "khác với {numerator} ở cột tử số; chỉ tiêu đếm chỉ có một số. Hãy giữ số đúng."),
    "denominator_of_count": (W, "chỉ tiêu này chỉ đếm, không có mẫu số nên không dùng số ở cột này."),
    "figure_near": (I, "ghi là {kept}, tính là {counted}."),
    "approximate_unreadable": (E, "chỉ nhận =, >= (trên), <= (gần), ~ (khoảng)."),
    "sample_unreadable": (E, "chỉ nhận 1 (số liệu minh họa) hoặc để trống."),
    # period
    "period_missing": (E, "chưa ghi kỳ báo cáo. Ví dụ: tháng 5/2024, quý III/2024, 6 tháng đầu năm 2024, năm 2023."),
    "period_unreadable": (
        E,
        "không phải kỳ báo cáo. Ví dụ đúng: tháng 5/2024, quý III/2024, 6 tháng đầu năm 2024, năm 2023, 31/5/2024.",
    ),
    "period_serial": (E, "số này là cách Excel ghi một ngày. Hãy chọn giá trị đề xuất, hoặc ghi lại kỳ bằng chữ."),
    "period_future": (E, "kỳ này bắt đầu ngày {start}, sau hôm nay ({today}). Hãy kiểm tra năm và tháng."),
    "period_unfinished": (I, "kỳ này đến ngày {end} mới hết; số liệu được nhận như số liệu giữa kỳ."),
    # unit
    "unit_missing": (E, "chưa ghi mã hoặc tên địa bàn. Hãy điền một trong hai cột."),
    "unit_code_unknown": (
        E,
        "không có địa bàn nào mang mã này vào ngày {day}.{by_name} Hãy kiểm tra lại mã, kể cả các số 0 ở đầu.",
    ),
    "unit_unknown": (E, "không có địa bàn nào tên như vậy vào ngày {day}{within}. Hãy viết đúng dấu hoặc dùng mã."),
    "unit_ambiguous": (
        E,
        "có {count} địa bàn hợp với cách ghi này: {options}. Hãy ghi thêm huyện, loại địa bàn (xã, thị trấn "
        "…) hoặc mã đầy đủ.",
    ),
    "unit_code_name_mismatch": (
        E,
        "mã này là của {code_unit}, còn tên ghi ở cùng dòng là “{name}”{name_unit}. Hãy sửa mã hoặc tên.",
    ),
    "unit_district_mismatch": (E, "{unit} không thuộc “{district}”. Hãy sửa huyện hoặc địa bàn."),
    "district_unknown": (E, "không có huyện nào tên như vậy vào ngày {day}. Hãy viết đúng dấu hoặc để trống."),
    "unit_not_valid": (
        E,
        "{unit} {validity}, không có vào ngày {day} (cuối kỳ báo cáo). Hãy sửa kỳ hoặc dùng địa bàn của thời điểm đó.",
    ),
    "unit_outside": (W, "{unit} không thuộc {province}. Vẫn nhận để so sánh; nếu ghi nhầm mã, hãy sửa."),
    # indicator, groups
    "indicator_missing": (E, "chưa ghi chỉ tiêu. Hãy điền mã hoặc tên như trong Danh mục."),
    "indicator_unknown": (E, "không có chỉ tiêu nào mã hoặc tên như vậy. Hãy chép từ trang Danh mục hoặc tệp mẫu."),
    "indicator_ambiguous": (E, "tên này là của nhiều chỉ tiêu: {options}. Hãy dùng mã."),
    "ethnicity_bare_code": (
        E,
        "không ghi dân tộc bằng số vì hai danh mục đánh số khác nhau: theo QĐ 1019 (2008) số này là {name_2008}, "
        "theo QĐ 121 (1979) là {name_1979}; 04 và 06 đổi chỗ cho nhau. Hãy ghi tên dân tộc.",
    ),
    "ethnicity_unknown": (
        E,
        "không có dân tộc nào tên như vậy. Hãy ghi tên theo Danh mục, hoặc “dân tộc thiểu số”, “dân tộc khác”.",
    ),
    "ethnicity_old_name": (W, "tên cũ, không dùng nữa; đã hiểu là {name}. Lần sau hãy ghi {name}."),
    "ethnicity_not_collected": (E, "chỉ tiêu “{indicator}” không phân theo dân tộc. Hãy để trống cột này."),
    "poverty_unknown": (E, "chỉ nhận: nghèo, cận nghèo, không nghèo, chưa phân tổ; để trống nếu là số chung."),
    "poverty_combined": (
        E,
        "“nghèo đa chiều” gồm cả hộ nghèo và hộ cận nghèo. Hãy ghi riêng thành hai dòng: nghèo, cận nghèo.",
    ),
    "poverty_of_standard": (
        E,
        "diện nghèo kèm chuẩn {standard}. Số theo chuẩn cũ không ghi vào kỳ của chuẩn mới. Nếu là số theo chuẩn của chính kỳ này, "
        "hãy chỉ ghi “{name}”.",
    ),
    "poverty_not_collected": (E, "chỉ tiêu “{indicator}” không phân theo hộ nghèo. Hãy để trống cột này."),
    "standard_ended": (
        W,
        "“{indicator}” chỉ dùng đến hết năm {year}; kỳ này đã sang chuẩn mới. Nếu đúng là số theo chuẩn mới, hãy ghi chỉ tiêu "
        "“{other}” ({other_code}).",
    ),
    "standard_not_begun": (
        W,
        "“{indicator}” chưa áp dụng ở kỳ này; đến hết năm {year} còn dùng chuẩn cũ. Nếu là số theo chuẩn cũ, hãy ghi chỉ tiêu "
        "“{other}” ({other_code}).",
    ),
    # one row
    "numerator_over_denominator": (
        E,
        "tử số {numerator} lớn hơn mẫu số {denominator}. Hãy kiểm tra xem hai số có bị đổi chỗ không.",
    ),
    "denominator_only": (
        E,
        "chỉ có mẫu số {denominator}, không có tử số và tỷ lệ. Hãy điền số thực hiện, hoặc xóa mẫu số nếu "
        "chưa báo cáo.",
    ),
    "rate_contradicts": (
        W,
        "tỷ lệ ghi là {stated}, còn {numerator}/{denominator} = {computed}. Phần mềm dùng tỷ lệ tính lại và "
        "giữ cả hai. " + _ASK,
    ),
    "no_whole_denominator": (
        W,
        "không có mẫu số nguyên nào cho tỷ lệ {stated} khi tử số là {numerator} (gần nhất: {nearest}). " + _ASK,
    ),
    "denominator_inferred": (
        I,
        "không có mẫu số; suy ra khoảng {middle}{between}. Số suy ra không được cộng vào tổng.",
    ),
    "rate_only": (
        I,
        "chỉ có tỷ lệ {stated}, không có tử số: không cộng được lên cấp trên và không tính được còn thiếu.",
    ),
    "numerator_only": (I, "chỉ có tử số {numerator}, không có mẫu số và tỷ lệ: chưa tính được tỷ lệ."),
    # rows against one another
    "duplicate_same": (W, "giống hệt dòng {other} (cùng kỳ, địa bàn, chỉ tiêu, nhóm, số): chỉ giữ một dòng."),
    "duplicate_different": (
        E,
        "cùng kỳ, địa bàn, chỉ tiêu, nhóm với dòng {other} nhưng số khác: {these} và {those}. Hãy giữ một dòng.",
    ),
    "ethnicity_twice": (E, "“{name}” và “{other_name}” (dòng {other}) là cùng một dân tộc. Hãy gộp thành một dòng."),
    "level_not_collected": (
        W,
        "chỉ tiêu “{indicator}” không thu thập ở {level} ({count} dòng trong tệp). Hãy kiểm tra lại mã chỉ tiêu.",
    ),
    "groups_over_total": (
        W,
        "cộng các nhóm {by} được {sum} {what}, nhiều hơn số chung {total} (dòng {other}). " + _ASK,
    ),
    "groups_under_total": (
        W,
        "cộng các nhóm {by} được {sum} {what}, ít hơn số chung {total} (dòng {other}). " + _ASK,
    ),
    "groups_incomplete": (
        I,
        "các nhóm {by} trong tệp cộng được {sum} {what} trên số chung {total}: phần còn lại chưa phân nhóm "
        "({count} trường hợp).",
    ),
    "breakdown_without_total": (
        I,
        "{count} địa bàn có số theo nhóm của “{indicator}” mà tệp không có số chung của địa bàn đó.",
    ),
    # beside the unit's past, its siblings and its target
    "denominator_jump": (
        W,
        "tổng số {way} {change} so với {period}: từ {before} thành {after}. Hãy xem có đổi cách tính hoặc ghi nhầm không.",
    ),
    "stock_fall": (W, "số đạt giảm {change} so với {period}: từ {before} còn {after}. " + _ASK),
    "tenfold": (
        W,
        "số này là {after}, còn {period} là {before}: chênh khoảng {times} lần. Có thể nhầm dấu chấm hàng nghìn hoặc đơn vị tính.",
    ),
    "percent_as_count": (
        W,
        "số đạt {after} giống một tỷ lệ phần trăm ({period} là {before}). Hãy xem có ghi nhầm tỷ lệ vào cột số đạt không.",
    ),
    "outlier": (
        W,
        "tỷ lệ {rate} khác hẳn {count} địa bàn cùng cấp trên (mức giữa {median}). " + _ASK,
    ),
    "unchanged": (
        W,
        "{count} số của “{indicator}” giống hệt kỳ trước: dòng {rows}. Hãy xem có chép lại số cũ không.",
    ),
    "heaping": (
        W,
        "{count} địa bàn báo cáo “{indicator}” vừa đúng mức mục tiêu, không hơn không kém: dòng {rows}. " + _ASK,
    ),
    "parts_not_adding": (W, "các phần {parts} cộng được {sum}, khác số tổng {total}. " + _ASK),
}
_TYPED = TARGET_WORDS | SHARE_WORDS  # of a form on screen, not of a file
_SAID = WORDS | OFFICE_WORDS | _TYPED | UNIT_LIST_WORDS


def problem(code: str, row: int = 0, column: str = "", value: str = "", *, at: str = "", **facts: str) -> Problem:
    return Problem(code, _SAID[code][0], int(row), column, value, facts, cell=at)


def rows_named(numbers: Iterable[int]) -> str:
    """3, 4 và 5; of many the first twelve."""
    return vi.listing([str(number) for number in numbers], _MOST_ROWS, "dòng")


def sentence(item: Problem) -> str:
    """Where it stands, what was read, what is wrong, what to do; then what it may have been meant to be."""
    body = _SAID[item.code][1].format(**item.facts)
    if item.facts.get("proposal"):
        body += f" Có phải là “{item.facts['proposal']}”?"
    if item.facts.get("suggestions"):
        body += f" Gần giống: {item.facts['suggestions']}."
    where = [f"trang tính “{item.sheet}”"] if item.sheet else []
    where += [f"dòng {item.row}"] if item.row else []
    where += [f"{'ô' if item.code in _TYPED else 'cột'} “{item.column}”"] if item.column else []
    read = f"đọc được “{item.value}”; " if item.value else ""
    text = f"{', '.join(where)}: {read}{body}" if where else f"{read}{body}"
    return text[:1].upper() + text[1:]
