"""Why a file is not read. The only place with the words for files that are refused before a cell is looked at."""

from khuyenhoc.errors import AppError

_SAVE_AS = "Hãy mở bằng Excel, chọn Lưu thành (Save As), loại “Excel Workbook (.xlsx)” rồi tải tệp mới lên."
_REASONS = {
    "damaged": "tệp bị hỏng hoặc tải chưa hết. Hãy mở bằng Excel xem còn đọc được không, lưu lại rồi tải lên.",
    "encrypted": "tệp có mật khẩu. Hãy mở bằng Excel, bỏ mật khẩu (Tệp, Thông tin, Bảo vệ sổ làm việc), lưu rồi tải lên.",
    "too_many_bytes": "tệp quá lớn. Hãy xóa hình ảnh, trang tính thừa hoặc chia thành nhiều tệp nhỏ hơn.",
    "too_many_cells": "bảng tính có quá nhiều ô. Hãy xóa các dòng, cột, trang tính thừa hoặc chia thành nhiều tệp.",
    "too_large": "tệp nén này khi giải nén ra quá lớn, không phải biểu số liệu. Hãy chia thành nhiều tệp nhỏ hơn.",
    "word": f"đây là tệp Word, không phải bảng tính. Hãy chép bảng sang Excel. {_SAVE_AS}",
    "slides": f"đây là tệp PowerPoint, không phải bảng tính. Hãy chép bảng sang Excel. {_SAVE_AS}",
    "open_document": f"đây là tệp LibreOffice (.ods). {_SAVE_AS}",
    "binary_workbook": f"đây là sổ Excel dạng nhị phân (.xlsb). {_SAVE_AS}",
    "strict": f"sổ Excel này lưu kiểu Strict Open XML, phần mềm không đọc được. {_SAVE_AS}",
    "old_office": f"đây là tệp Office đời cũ nhưng không có bảng tính bên trong. {_SAVE_AS}",
    "no_table_in_zip": "tệp nén không có tệp bảng tính nào (.xlsx, .xls, .csv).",
    "zip_in_zip": "trong tệp nén lại có tệp nén. Hãy giải nén rồi tải từng tệp lên.",
    "too_many_files": "tệp nén có quá nhiều tệp. Hãy tải lên từng phần.",
    "zip_encrypted": "tệp nén có mật khẩu. Hãy giải nén rồi tải tệp bên trong lên.",
    "pdf": "đây là tệp PDF. Hãy xin tệp bảng tính gốc; số trong PDF không đọc chắc chắn được.",
    "rar": "đây là tệp nén RAR. Hãy giải nén rồi tải từng tệp lên.",
    "7z": "đây là tệp nén 7z. Hãy giải nén rồi tải từng tệp lên.",
    "gz": "đây là tệp nén gz. Hãy giải nén rồi tải từng tệp lên.",
    "picture": "đây là tệp ảnh. Hãy xin tệp bảng tính gốc.",
    "photo_or_film": "đây là tệp ảnh hoặc phim. Hãy xin tệp bảng tính gốc.",
    "not_text": f"đây không phải tệp bảng tính hay tệp văn bản. {_SAVE_AS}",
    "endless_line": "có dòng quá dài. Đây không phải bảng số liệu.",
    "too_many_lines": "tệp có hơn một triệu dòng. Hãy chia thành nhiều tệp nhỏ hơn.",
    "too_many_old_texts": "tệp có quá nhiều chữ phông cũ khác nhau. Hãy đổi sang Unicode (công cụ chuyển mã của UniKey) rồi tải lên.",
    "no_text": "bảng tính không có chữ hay số nào. Hãy kiểm tra xem đã lưu trước khi tải lên chưa.",
}


class Refused(Exception):
    """A file that is not read, before anybody knows its name; `reason` is a key of the table above."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


def refusal(name: str, refused: Refused) -> AppError:
    return AppError("unreadable_file", name=name, reason=_REASONS[refused.reason])
