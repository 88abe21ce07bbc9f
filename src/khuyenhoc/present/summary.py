"""The first block of a unit's sheet as HTML: one figure with its verdict, the line that says it all, question and answer."""

from collections.abc import Sequence
from html import escape

from khuyenhoc.present import status
from khuyenhoc.present.tables import status_html


def summary_html(
    title: str,
    value: str,
    target: str,
    look: status.StatusLook,
    headline: str,
    answers: Sequence[tuple[str, str]],
    *,
    sample: bool = False,
    note: str = "",
    remark: str = "",
) -> str:
    """All texts are escaped here. `answers`: question and answer, in the order they are read; `remark`: what the place
    itself says, signed."""
    shown = escape(value or "chưa có số liệu")
    figure = f'<em class="minh-hoa" title="{status.SAMPLE_TITLE}">{shown}</em>' if sample else shown
    word = f' <span class="tom-tat-minh-hoa">{status.SAMPLE_WORD}</span>' if sample else ""
    asked = "".join(f"<div><dt>{escape(question)}</dt><dd>{escape(answer)}</dd></div>" for question, answer in answers)
    parts = [
        f'<div class="tom-tat-dau"><span class="tom-tat-ten">{escape(title)}</span>{word}'
        f'<span class="tom-tat-so">{figure}</span>',
        f"<span>mục tiêu {escape(target)}</span>" if target else "",
        f"{status_html(look)}</div>",
        f'<p class="tom-tat-cau">{escape(headline)}</p>',
        f'<p class="tom-tat-y-kien"><b>Ý kiến của địa phương:</b> {escape(remark)}</p>' if remark else "",
        f"<dl>{asked}</dl>" if asked else "",
        f'<div class="the-ghi-chu">{escape(note)}</div>' if note else "",
    ]
    return f'<section class="tom-tat">{"".join(parts)}</section>'
