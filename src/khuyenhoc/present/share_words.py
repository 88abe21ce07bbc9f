"""The only place for what leaves by Zalo about one unit: the words of the card, and the text to copy."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from khuyenhoc.domain import status as verdict
from khuyenhoc.present import narrative, rank_words, status, unit_words, vi
from khuyenhoc.present.narrative import known
from khuyenhoc.present.unit_words import Situation

NOT_REAL = f"{status.SAMPLE_WORD} – không phải số liệu thật"


@dataclass(frozen=True)
class ShareCard:
    """The words of a card, composed letters (NFC). `share`, `aim`: the rate and its target for the bar, None for counts.

    `facts`: label and figure, two at most. `pushes`: name and what it lacks, three at most.
    """

    place: str
    above: str
    indicator: str
    value: str
    target: str
    look: status.StatusLook
    gap: str
    dated: str
    facts: Sequence[tuple[str, str]] = ()
    pushes_title: str = ""
    pushes: Sequence[tuple[str, str]] = field(default=())
    share: float | None = None
    aim: float | None = None
    sample: bool = False


def card(told: Situation, above: str) -> ShareCard:
    """`above`: what the unit lies in, '' for a province."""
    row = told.row
    rate = narrative.is_rate(row) and known(row.get("value"))
    below = told.below
    return ShareCard(
        _composed(row["unit_name"]),
        _composed(above),
        told.indicator,
        unit_words.value_text(told) or "chưa có số liệu",
        f"mục tiêu {narrative.target_text(row, due=True)}" if narrative.target_text(row) else "",
        status.look(row["status"], bool(row["inherited"])),
        _gap(told),
        f"số liệu đến {vi.period(told.period)}",
        _facts(told),
        f"Tập trung ở {vi.count(len(below.units), below.noun)}{_simulated(told)}" if below else "",
        [(_composed(name), f"thiếu {vi.number(lack)}") for name, lack in below.units] if below else [],
        float(row["value"]) if rate else None,
        float(row["target"]) if rate and known(row.get("target")) else None,
        bool(row["sample"]),
    )


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _gap(told: Situation) -> str:
    """Còn thiếu khoảng 6.385 gia đình (6.287–6.484); why there is none to tell."""
    if told.row["status"] == verdict.NOT_REPORTED:
        return f"Chưa báo cáo {vi.period(told.period)}"
    return narrative.shortfall_sentence(told.row, told.noun) or narrative.status_sentence(told.row)


def _facts(told: Situation) -> list[tuple[str, str]]:
    found = []
    if told.ranked and known(told.row.get("rank")):
        word = unit_words.SAMPLE_RANK if told.row["sample"] else "hạng"
        found.append((vi.capitalised(word), rank_words.of_text(told.row["rank"], told.ranked, told.partial)))
    monthly = unit_words.monthly_need(told.row)
    if monthly:
        way = "giảm" if told.row.get("comparator") == "<=" else "thêm"
        found.append((f"Mỗi tháng cần {way}", f"{narrative.about(told.row)}{vi.count(monthly, told.noun)}"))
    return found


def _simulated(told: Situation) -> str:
    """Where the unit's own figure is real and those below are not."""
    return " (minh họa)" if told.below and told.below.sample and not told.row["sample"] else ""


def message(told: Situation, above: str, remark: str = "", link: str = "") -> str:
    """The text to copy: lines that Zalo keeps as they are."""
    words = card(told, above)
    below = vi.listing([f"{name} ({lack})" for name, lack in words.pushes])
    lines = [
        f"{words.place.upper()}{f' ({words.above})' if words.above else ''}",
        f"{words.indicator}: {words.value}{f', {words.target}' if words.target else ''}. Đánh giá: {words.look.label}.",
        unit_words.headline(told),
        f"{words.gap.rstrip('.')}." if words.gap else "",
        f"{words.pushes_title}: {below}." if words.pushes else "",
        f"Ý kiến của địa phương: {remark}" if remark else "",
        f"{vi.capitalised(words.dated)}{f'. {NOT_REAL}' if words.sample else ''}.",
        link,
    ]
    return _composed("\n".join(line for line in lines if line))
