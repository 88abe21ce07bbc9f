"""Phụ lục III as the report of Hà Giang must have had it, made in Excel by hand: merged headings in three tiers, a row of column
numbers, districts as banners, sums, a total, signatures. Figures invented."""

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from tests.intake.books import first, saved

HEAD = 8  # rows 5 to 7 are the header, 8 numbers the columns
COMMUNES = {
    "HUYỆN ĐỒNG VĂN": [
        # name, members, population, families: all, registered, recognised, rate; clans: all, recognised, rate
        ("Thị trấn Phố Bảng", 1_200, 4_000, 900, 700, 600, 66.7, 20, 12, 60),
        ("Xã Lũng Cú", 1_500, 5_000, 1_000, 800, 700, 70, 25, 15, 60),
        ("Xã Tả Lủng", 1_100, 4_400, 800, 500, 400, 50, 10, 5, 50),
    ],
    "HUYỆN MÈO VẠC": [
        ("TT. Mèo Vạc", 2_000, 6_000, 1_400, 1_200, 1_000, 71.4, 30, 24, 80),
        ("Tả Lủng", 900, 3_000, 600, 450, 300, 50, 8, 4, 50),
    ],
}
SUMMED = (1, 2, 3, 4, 5, 7, 8)


def phu_luc_iii(
    title: str = "(Số liệu tính đến tháng 5/2024)", font: str = "Times New Roman", slip: bool = False
) -> bytes:
    """`slip`: the total of the families recognised is typed 90 too small."""
    book = Workbook()
    sheet = first(book)
    sheet.title = "PL III"
    sheet["A1"], sheet["F1"] = "BAN THƯỜNG VỤ TỈNH ỦY HÀ GIANG", "ĐẢNG CỘNG SẢN VIỆT NAM"
    sheet["A2"] = "PHỤ LỤC III. TỔ CHỨC HỘI KHUYẾN HỌC VÀ CÁC MÔ HÌNH HỌC TẬP"
    sheet["A3"] = title
    sheet["A4"] = "(Kèm theo Báo cáo số 625-BC/TU ngày 27 tháng 6 năm 2024)"
    for cells in ("A5:A7", "B5:B7", "C5:E5", "F5:L5", "C6:C7", "D6:D7", "E6:E7", "F6:I6", "J6:L6", "M5:M7"):
        sheet.merge_cells(cells)
    heads = {
        "A5": "TT", "B5": "Đơn vị", "C5": "Hội viên Hội Khuyến học", "C6": "Tổng số", "D6": "Dân số", "E6": "% so với dân số",
        "F5": "Mô hình học tập", "F6": "Gia đình học tập", "F7": "Tổng số gia đình", "G7": "Đăng ký", "H7": "Công nhận",
        "I7": "Tỷ lệ (%)", "J6": "Dòng họ học tập", "J7": "Tổng số", "K7": "Công nhận", "L7": "Tỷ lệ (%)", "M5": "Ghi chú",
    }  # fmt: skip
    for place, text in heads.items():
        sheet[place] = text
        sheet[place].alignment = Alignment(wrap_text=True, horizontal="center")
    for column in range(1, 14):
        sheet.cell(HEAD, column, f"({column})")
    row = HEAD + 1
    for number, (district, communes) in enumerate(COMMUNES.items()):
        sheet.cell(row, 1, f"{'I' * (number + 1)}. {district}")
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=13)
        for order, figures in enumerate(communes, 1):
            row += 1
            _write(sheet, row, str(order), figures)
        row += 1
        _write(sheet, row, "", _sum("Cộng", communes))
        row += 1
    total = _sum("Tổng cộng", [commune for communes in COMMUNES.values() for commune in communes])
    if slip:
        total[6 - 1] -= 90
    _write(sheet, row, "", total)
    sheet.cell(row + 1, 10, "Hà Giang, ngày 27 tháng 6 năm 2024")
    sheet.cell(row + 2, 1, "Nơi nhận:")
    sheet.cell(row + 2, 10, "T/M BAN THƯỜNG VỤ")
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.font = Font(name=font)
    return saved(book)


def _sum(label: str, communes: list[tuple]) -> list:
    return [label, *(sum(each[place] for each in communes) if place in SUMMED else None for place in range(1, 10))]


def _write(sheet, row: int, order: str, figures) -> None:
    name, members, people, *rest = figures
    values = [order, name, members, people, round(members / people * 100, 2), *rest]
    for column, value in enumerate(values, 1):
        sheet.cell(row, column, value)
