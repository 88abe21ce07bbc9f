"""Phiếu xác nhận số liệu: one page of HTML that needs nothing else, to print on A4, sign and stamp."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from khuyenhoc.present import status

_FONT = '"Times New Roman", "Liberation Serif", Tinos, serif'
_STYLE = f"""
@page {{ size: A4; margin: 20mm 15mm 20mm 30mm; }}
body {{ font: 13pt/1.35 {_FONT}; color: {status.INK}; max-width: 165mm; margin: 0 auto; }}
.dau, .ky {{ display: flex; justify-content: space-between; text-align: center; gap: 8mm; }}
.dau p, .ky p, h1 + p {{ margin: 0; }}
.dau div:last-child {{ white-space: nowrap; font-size: 12pt; }}
.ky {{ margin-top: 8mm; break-inside: avoid; }}
.ky div {{ flex: 1; min-height: 40mm; }}
h1 {{ font-size: 14pt; text-align: center; margin: 8mm 0 0; }}
h1 + p {{ text-align: center; font-style: italic; margin-bottom: 5mm; }}
table {{ border-collapse: collapse; width: 100%; font-size: 11.5pt; }}
th, td {{ border: 1px solid {status.MUTED}; padding: 1mm 2mm; vertical-align: top; text-align: left; }}
thead {{ display: table-header-group; }}
tr {{ break-inside: avoid; }}
thead th {{ background: {status.SURFACE}; text-align: center; }}
td.so {{ text-align: right; white-space: nowrap; }}
.viec th {{ width: 42mm; font-weight: normal; }}
.ma {{ font-family: "Courier New", monospace; font-size: 9.5pt; word-break: break-all; }}
.minh-hoa {{ color: {status.SAMPLE_INK}; font-weight: bold; text-align: center; }}
.in {{ text-align: right; margin: 4mm 0; }}
.in button {{ font-size: 13pt; padding: 2mm 6mm; }}
@media print {{ .in {{ display: none; }} }}
"""


@dataclass(frozen=True)
class ReceiptLine:
    """One figure, or the sum of one indicator, in words: `before` and `change` are '' where there is nothing to compare."""

    place: str
    indicator: str
    period: str
    figure: str
    before: str
    change: str


@dataclass(frozen=True)
class Receipt:
    """`facts`: (what, said) in their order; `digest`: SHA-256 of the file as it came in; `left_out`: what is not listed."""

    number: int
    province: str
    facts: Sequence[tuple[str, str]]
    digest: str
    lines: Sequence[ReceiptLine]
    left_out: str = ""
    sample: bool = False


def file_name(number: int) -> str:
    return f"phieu-xac-nhan-so-{number}.html"


def receipt_html(receipt: Receipt) -> str:
    """A whole document; every text from a file or a person is escaped."""
    facts = "".join(f"<tr><th>{escape(what)}</th><td>{escape(said)}</td></tr>" for what, said in receipt.facts)
    digest = f'<tr><th>Mã kiểm tra tệp (SHA-256)</th><td class="ma">{escape(receipt.digest)}</td></tr>'
    title = f"Phiếu xác nhận số liệu, lần cập nhật số {receipt.number}"
    warning = f'<p class="minh-hoa">{status.SAMPLE_WORD}: có {status.SAMPLE_TITLE}</p>' if receipt.sample else ""
    return f"""<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>{escape(title)}</title><style>{_STYLE}</style></head><body>
<p class="in"><button onclick="window.print()">In phiếu này</button></p>
<div class="dau"><div><p>HỘI KHUYẾN HỌC ………………</p><p><b>{escape(receipt.province.upper())}</b></p></div>
<div><p><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b></p><p><b>Độc lập - Tự do - Hạnh phúc</b></p>
<p><i>………, ngày …… tháng …… năm ………</i></p></div></div>
<h1>PHIẾU XÁC NHẬN SỐ LIỆU</h1><p>(Lần cập nhật số {receipt.number})</p>
{warning}<table class="viec"><tbody>{facts}{digest}</tbody></table>
<p>Số liệu đã đưa vào sử dụng:</p>
<table><thead><tr><th>Địa bàn</th><th>Chỉ tiêu</th><th>Kỳ</th><th>Số liệu</th><th>Lần trước</th><th>Tăng, giảm</th></tr></thead>
<tbody>{"".join(_row(line) for line in receipt.lines)}</tbody></table>
{f"<p><i>{escape(receipt.left_out)}</i></p>" if receipt.left_out else ""}
<p>Đơn vị xác nhận số liệu trên đúng với hồ sơ lưu tại đơn vị.</p>
<div class="ky"><div><p><b>NGƯỜI LẬP BIỂU</b></p><p><i>(Ký, ghi rõ họ tên)</i></p></div>
<div><p><b>THỦ TRƯỞNG ĐƠN VỊ</b></p><p><i>(Ký tên, đóng dấu)</i></p></div></div>
</body></html>
"""


def _row(line: ReceiptLine) -> str:
    words = "".join(f"<td>{escape(text)}</td>" for text in (line.place, line.indicator, line.period))
    figures = "".join(f'<td class="so">{escape(text)}</td>' for text in (line.figure, line.before, line.change))
    return f"<tr>{words}{figures}</tr>"
