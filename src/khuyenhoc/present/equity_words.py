"""The only place for sentences about groups of people: who needs support, what the gap is, why it is there. No rank, no blame."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from khuyenhoc.domain.gap import Reference
from khuyenhoc.domain.group_cut import FEWEST, NEAR_POOR, NOT_POOR, OTHER, POOR, UNSPECIFIED, Cut
from khuyenhoc.domain.indicator import Counts, Indicator
from khuyenhoc.domain.suppression_table import MINORITIES
from khuyenhoc.present import status, vi

_EVEN = 0.0005  # a gap that prints as nothing
_WHO = {
    MINORITIES: "dân tộc thiểu số",
    OTHER: "các dân tộc khác",
    UNSPECIFIED: "chưa phân tổ",
    "foreign": "người nước ngoài",
    POOR: "thuộc diện hộ nghèo",
    NEAR_POOR: "thuộc diện hộ cận nghèo",
    NOT_POOR: "thuộc diện hộ không nghèo",
}


def who(group: str, name: str, noun: str) -> str:
    """gia đình dân tộc Mông · gia đình thuộc diện hộ nghèo."""
    return f"{noun} {_WHO.get(group, f'dân tộc {name}')}"


def alone(group: str, name: str) -> str:
    """Whom a target is set for: dân tộc Mông · dân tộc thiểu số · hộ nghèo."""
    return _WHO.get(group, f"dân tộc {name}").removeprefix("thuộc diện ")


def gap_text(row: Mapping[Any, Any], noun: str) -> str:
    """34,5%, thấp hơn 12,3 điểm phần trăm, cần hỗ trợ thêm 40 gia đình."""
    way = "thấp hơn" if row["gap"] < 0 else "cao hơn"
    said = "" if abs(row["gap"]) < _EVEN else f", {way} {vi.points(abs(row['gap']))}"
    need = f", cần hỗ trợ thêm {vi.number(row['behind'])} {noun}" if row["behind"] > 0 else ""
    return f"{vi.percent(row['value'])}{said}{need}"


def gap_map_note(people: str) -> str:
    return (
        f"Tỷ lệ của {people} ở từng nơi so với mức chung của chính nơi đó: càng đậm càng cần hỗ trợ. “{status.HIDDEN}”: số nhỏ, không "
        f"công khai. Gạch chéo: không có nhóm này, dưới {FEWEST} người hoặc gia đình nên không tính riêng, hoặc chưa phân tổ."
    )


def need_heading(families: int, people: str, places: int, at_least: bool, sample: bool) -> str:
    """Cần hỗ trợ thêm 1.240 gia đình dân tộc Mông ở 14 xã; `places` 0: the unit is a commune itself."""
    where = f" ở {'ít nhất ' if at_least else ''}{vi.count(places, 'xã')}" if places else ""
    return f"Cần hỗ trợ thêm {vi.number(families)} {people}{where}{_simulated(sample)}"


def need_note(noun: str, places: int, compared: str, reference: float, alone: str) -> str:
    """`alone`: what the places lack, each on its own, as words; '' where some of it is hidden."""
    level = f"{compared} ({vi.percent(reference)})"
    note = f"Số {noun} cần hỗ trợ thêm là số còn thiếu để tỷ lệ của nhóm bằng {level}"
    if not places:
        return f"{note}."
    each = f" Cộng riêng những xã nhóm này đang thấp hơn mức ấy thì còn thiếu {alone} {noun}." if alone else ""
    return f"{note}, tính chung cả địa bàn: xã đạt cao bù cho xã đạt thấp.{each}"


def sums_note(whole: str, each: str, noun: str, places: str) -> str:
    """Why the last column of the places adds up to another figure than the groups of the whole; figures as words."""
    if whole == each:
        return ""
    return (
        f"Vì sao hai dòng cuối khác nhau: cộng {places} ({each} {noun}) là tính riêng từng nơi, dùng khi giao việc cho từng nơi; "
        f"tính chung ({whole} {noun}, như bảng đầu trang) thì trong cùng một nhóm, nơi đạt cao bù cho nơi đạt thấp."
    )


CROSSED = (
    "Số cần hỗ trợ thêm: mỗi diện nghèo tính riêng rồi cộng lại, nên có thể lớn hơn số của cả dân tộc ở bảng đầu trang."
)


def level_heading(hidden: bool, sample: bool) -> str:
    """Where nobody who is shown is behind."""
    nobody = "Trong các nhóm được hiện, không nhóm nào" if hidden else "Không nhóm nào"
    return f"{nobody} thấp hơn mức so sánh{_simulated(sample)}"


def unknown_heading(compared: str, sample: bool) -> tuple[str, str]:
    """Where there is nothing to compare with, and why."""
    return f"Các nhóm{_simulated(sample)}", f"Không so sánh được: {compared} không có hoặc {status.HIDDEN}."


def _simulated(sample: bool) -> str:
    return f" ({status.SAMPLE_TITLE})" if sample else ""


def compared_with(reference: Reference, unit: str, province: str) -> str:
    """What the groups of a unit are compared with, as it stands behind “bằng”, “so với”."""
    return {
        Reference.OWN: f"mức chung của {unit}",
        Reference.KINH: f"mức của dân tộc Kinh ở {unit}",
        Reference.NOT_POOR: f"mức của hộ không nghèo ở {unit}",
        Reference.PROVINCE: f"mức chung của {province}",
    }[reference]


def narrowed_text(narrowed: float | None, hidden: bool = False) -> str:
    """hẹp bớt 1,2 · rộng thêm 0,8 · không đổi · (ẩn) · ''."""
    if hidden:
        return status.HIDDEN
    if narrowed is None or narrowed != narrowed:
        return ""
    if round(narrowed, 3) == 0:
        return "không đổi"
    return f"{'hẹp bớt' if narrowed > 0 else 'rộng thêm'} {vi.signed_points(abs(narrowed)).removeprefix('+')}"


def basis(indicator: Indicator, cut: Cut | None, classes: pd.DataFrame, on: date) -> str:
    """By whom people were told apart, and which poverty standard it was. `cut` None: both. `classes`: data/poverty_classes.csv;
    `on`: the end of the period."""
    own = indicator.counts is Counts.PERSON
    peoples = "Dân tộc là dân tộc của từng người." if own else "Dân tộc tính theo chủ hộ."
    poverty = poverty_standard(classes, on, "hộ của từng người" if own else "hộ")
    return {Cut.POVERTY: poverty, None: f"{peoples} {poverty}"}.get(cut, peoples)


def poverty_standard(classes: pd.DataFrame, on: date, house: str = "hộ") -> str:
    """The standard of poverty and its years, and that a period outside them had another one."""
    poor = classes[classes["code"] == POOR].iloc[0]
    standard = str(poor["standard"])
    decree = str(poor["source"]).partition(" (")[0]
    said = f"Nghèo, cận nghèo là diện của {house} theo {vi.lowered(standard)}, {decree}."
    years = [int(year) for year in re.findall(r"\d{4}", standard)]
    if min(years) <= on.year <= max(years):
        return said
    return f"{said} Kỳ này nằm ngoài những năm ấy: diện nghèo theo chuẩn mà nơi báo cáo áp dụng lúc đó, không so với các năm trên."


def unspecified_text(share: float | None, noun: str) -> str:
    """Chưa phân tổ: 0,4% số gia đình; '' where it cannot be known."""
    if share is None or share != share:
        return ""
    return f"Chưa phân tổ: {vi.percent_short(share, 1)} số {noun}."


def few_note(noun: str) -> str:
    return f"Dân tộc có dưới {FEWEST} {noun} ở một địa bàn được tính chung vào Dân tộc khác của địa bàn đó."


def equiplot_note(periods: Sequence[str]) -> str:
    """What full and hollow dots are; `periods` oldest first."""
    full = f"Chấm đặc: {vi.period(periods[-1])}."
    return f"{full} Chấm rỗng: các kỳ trước, từ {vi.period(periods[0])}." if len(periods) > 1 else full


def not_shown_note(names: Sequence[str]) -> str:
    """Places without a row in the table of places; '' where all have one."""
    return f"Không có số phân tổ để hiện: {vi.listing(names, 5, 'nơi')}." if names else ""


def hidden_note(noun: str) -> str:
    return f"{status.HIDDEN}: số nhỏ không công khai, để không ai nhận ra được từng {noun}."


# --- where it closes -------------------------------------------------------------------------------------------------


def closed_rule(people: str, then: str, now: str) -> str:
    return (
        f"Xã có từ {FEWEST} {people} ở cả hai kỳ ({then} và {now}); nhóm này từng ở dưới mức so sánh của xã, nay tỷ lệ của chính "
        "nhóm tốt lên và khoảng cách hẹp lại. Nêu nhiều nhất 5 nơi, hẹp lại nhiều nhất đứng đầu."
    )
