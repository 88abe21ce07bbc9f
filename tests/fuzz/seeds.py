"""Where fuzzing starts: small files of every kind, made by our own writers, and tables in the bytes of targets.py."""

import struct
import zipfile
from collections.abc import Iterator
from io import BytesIO

from tests.fuzz.targets import PARTS, WORDS
from tests.intake.books import xlsx, zipped
from tests.intake.phu_luc import phu_luc_iii

TIDY = "Kỳ;Mã địa bàn;Chỉ tiêu;Tử số;Mẫu số;Giá trị\ntháng 5/2024;00715;learning_family_rate;700;1.000;70%\n45413;Lũng Cú;GĐHT;gần 7;-;…\n"
PASTED = "Tính đến tháng 5/2024\nTT\tXã\tSố gia đình\tGĐHT\n1\tLũng Cú\t100\t50\n\tCộng\t100\t50\n"
TABLES = (
    (4, ("Tính đến tháng 5/2024", "", "", "", "TT", "Xã", "Tổng số", "GĐHT", "I. HUYỆN ĐỒNG VĂN", "", "", "", "1", "Lũng Cú", "1000", "700",
         "", "Cộng", "1000", "700")),
    (4, ("Báo cáo năm 2024", "", "", "", "TT", "Chỉ tiêu", "ĐVT", "Công nhận", "1", "Gia đình học tập", "hộ",
         "700", "", "- Công nhận", "hộ", "70")),
    (5, ("TT", "Chỉ tiêu", "Toàn tỉnh", "Đồng Văn", "Mèo Vạc", "1", "GĐHT", "1000", "700", "100", "2", "Hội viên", "1000", "70", "100")),
)  # fmt: skip


def bare_xls(texts: list[str]) -> bytes:
    """A workbook of Excel 2 (a stream of records, no container): one column of texts, then a number."""

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    rows = [text.encode("cp1252", "replace") for text in texts]
    cells = [record(4, struct.pack("<HH3sB", row, 0, b"\0\0\0", len(text)) + text) for row, text in enumerate(rows)]
    number = record(3, struct.pack("<HH3sd", len(rows), 0, b"\0\0\0", 12.5))
    return record(9, struct.pack("<HH", 2, 0x10)) + b"".join(cells) + number + record(10, b"")


def _table(width: int, texts: tuple[str, ...]) -> bytes:
    """As targets.grid reads it, without merged ranges and hidden rows."""
    return bytes([width - 1, 0, 0, *map(WORDS.index, texts)])


def seeds(target: str) -> Iterator[bytes]:
    if target == "file":
        tidy = [line.split(";") for line in TIDY.splitlines()]
        yield from (b"", TIDY.encode(), TIDY.encode("utf-16"), PASTED.encode(), "HuyÖn §ång V¨n;1".encode("cp1252"))
        yield from (
            xlsx(tidy),
            phu_luc_iii(),
            zipped({"a.csv": TIDY.encode(), "b.xlsx": xlsx(tidy)}),
            bare_xls(["TT", "Xã", "1"]),
        )
    elif target == "part":
        with zipfile.ZipFile(BytesIO(phu_luc_iii())) as archive:
            there = set(archive.namelist())
            yield from (bytes([number]) + archive.read(name) for number, name in enumerate(PARTS) if name in there)
    elif target == "words":
        yield from (word.encode() for word in WORDS if word)
    else:
        lead = bytes([0, 0]) if target == "table" else b""
        yield from (lead + _table(width, texts) for width, texts in TABLES)
