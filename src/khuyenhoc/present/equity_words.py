"""The only place for sentences about groups of people: who needs support, what the gap is, why it is there. No rank, no blame."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from khuyenhoc.domain.decomposition import Decomposition
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


def need_note(noun: str, places: int, compared: str, reference: float) -> str:
    level = f"{compared} ({vi.percent(reference)})"
    note = f"Số {noun} cần hỗ trợ thêm là số còn thiếu để tỷ lệ của nhóm bằng {level}."
    return f"{note} Số xã là những nơi nhóm này đang có tỷ lệ thấp hơn mức ấy." if places else note


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


def basis(indicator: Indicator, cut: Cut | None, classes: pd.DataFrame) -> str:
    """By whom people were told apart, and which poverty standard it was. `cut` None: both. `classes`: data/poverty_classes.csv."""
    own = indicator.counts is Counts.PERSON
    peoples = "Dân tộc là dân tộc của từng người." if own else "Dân tộc tính theo chủ hộ."
    poor = classes[classes["code"] == POOR].iloc[0]
    house = "hộ của từng người" if own else "hộ"
    decree = str(poor["source"]).partition(" (")[0]
    poverty = f"Nghèo, cận nghèo là diện của {house} theo {vi.lowered(poor['standard'])}, {decree}."
    return {Cut.POVERTY: poverty, None: f"{peoples} {poverty}"}.get(cut, peoples)


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


# --- how unequal -------------------------------------------------------------------------------------------------


def slope_sentence(slope: float, indicator: str) -> str:
    way = "tăng" if slope >= 0 else "giảm"
    return f"Đi từ hộ nghèo nhất đến hộ khá nhất, {indicator} {way} {vi.points(abs(slope))} (chỉ số độ dốc SII)."


def concentration_sentence(index: float) -> str:
    """The index runs from −1 to 1; 0: everybody achieves alike."""
    if round(index, 2) == 0:
        return "Kết quả chia đều cho hộ nghèo và hộ khá (chỉ số tập trung RCI 0,00)."
    side = "hộ khá hơn" if index > 0 else "hộ nghèo hơn"
    return f"Kết quả dồn nhiều hơn về phía {side} (chỉ số tập trung RCI {vi.number(index, 2)}; 0 là đồng đều)."


def deviation_sentence(deviation: float, noun: str) -> str:
    return f"Tính trung bình, nhóm của một {noun} cách mức chung {vi.points(deviation)} (độ lệch giữa các nhóm)."


def spread_sentence(spread: float, best: str, worst: str) -> str:
    return f"Giữa nhóm đạt tốt nhất ({best}) và nhóm cần hỗ trợ nhất ({worst}) còn cách {vi.points(spread)}."


def group_rates(names: Sequence[str], numerators: Sequence[float], denominators: Sequence[float]) -> str:
    """Hộ nghèo 30.131/58.441 = 51,6%; …"""
    figures = zip(names, map(int, numerators), map(int, denominators), strict=True)
    return "; ".join(f"{name} {vi.fraction(n, total)} = {vi.rate(n, total)}" for name, n, total in figures if total)


MEASURES = {
    "SII": (
        "Xếp mọi gia đình từ nghèo nhất đến khá nhất trên đoạn 0–1; mỗi nhóm đứng ở giữa phần của mình. Kẻ đường thẳng "
        "sát nhất qua các nhóm (bình phương nhỏ nhất, nhóm đông nặng hơn); SII là mức tăng từ đầu đến cuối đường. "
        "Nguồn: Preston, Haines, Pamuk 1981; Regidor 2004."
    ),
    "RCI": (
        "RCI = 2/μ · Σ(w·y·R) − 1; w là tỷ trọng, y là tỷ lệ, R là chỗ đứng của nhóm trên đoạn 0–1, μ là mức chung. "
        "Từ −1 đến 1. Nguồn: Kakwani, Wagstaff, van Doorslaer 1997."
    ),
    "Độ lệch giữa các nhóm": (
        "√Σ w·(y − μ)²; w là tỷ trọng, y là tỷ lệ của nhóm, μ là mức chung. "
        "Nguồn: Tổ chức Y tế thế giới, Sổ tay theo dõi bất bình đẳng, 2013."
    ),
}


# --- why two rates differ ----------------------------------------------------------------------------------------

RATES, COMPOSITION = "do mức đạt của từng nhóm", "do cơ cấu dân cư"


def decomposition_sentence(split: Decomposition, here: str, there: str, over_time: bool) -> str:
    """Huyện A thấp hơn Tỉnh B 12,3 điểm phần trăm: thấp hơn 4,1 do …, thấp hơn 8,2 do …; printed parts add up."""
    up, down = ("tăng", "giảm") if over_time else ("cao hơn", "thấp hơn")
    whole, rates = round(split.difference * 1000), round(split.rates * 1000)
    said = [
        f"{up if tenths > 0 else down} {vi.number(abs(tenths) / 10, 1)} điểm {why}" if tenths else f"không khác {why}"
        for tenths, why in ((rates, RATES), (whole - rates, COMPOSITION))
    ]
    if over_time:
        start = f"So với {there}, {here} {up if whole >= 0 else down} {vi.points(abs(whole) / 1000)}"
    else:
        start = f"{here} {up if whole >= 0 else down} {there} {vi.points(abs(whole) / 1000)}"
    return f"{start}: {', '.join(said)}."


DECOMPOSITION = (
    "Tách theo Kitagawa (1955): phần “do mức đạt” = Σ (tỷ lệ ở đây − tỷ lệ ở kia) × tỷ trọng trung bình; phần “do cơ cấu” = "
    "Σ (tỷ trọng ở đây − tỷ trọng ở kia) × tỷ lệ trung bình. Hai phần cộng lại đúng bằng chênh lệch. Nhóm chỉ có ở một bên "
    "được gộp trước; “chưa phân tổ” là một nhóm."
)


# --- where it closes, what goes together -------------------------------------------------------------------------


def closed_rule(people: str, then: str, now: str) -> str:
    return (
        f"Xã có từ {FEWEST} {people} ở cả hai kỳ ({then} và {now}); nhóm này từng ở dưới mức so sánh của xã, nay tỷ lệ của chính "
        "nhóm tốt lên và khoảng cách hẹp lại. Nêu nhiều nhất 5 nơi, hẹp lại nhiều nhất đứng đầu."
    )


_TOGETHER = ((0.8, "rất rõ"), (0.6, "rõ"), (0.4, "vừa phải"), (0.2, "yếu"))


def correlation_sentence(rho: float | None, across: str, up: str, units: int) -> str:
    """Xã có tỷ lệ hộ nghèo càng cao thì Gia đình học tập càng thấp: liên hệ rõ (…). Words: Evans 1996."""
    if rho is None:
        return "Quá ít xã có cả hai số liệu để xem hai điều này có đi cùng nhau không."
    figures = f"hệ số tương quan hạng Spearman {vi.number(rho, 2)}, {vi.count(units, 'xã')}"
    word = next((word for edge, word in _TOGETHER if round(abs(rho), 2) >= edge), "")
    if not word:
        return f"{vi.capitalised(across)} và {up} hầu như không đi cùng nhau ({figures})."
    way = "cao" if rho > 0 else "thấp"
    return f"Xã có {across} càng cao thì {up} càng {way}: liên hệ {word} ({figures})."


def standing_out(names: Sequence[str]) -> str:
    return f"Trong một phần ba số xã có tỷ lệ ấy cao nhất, đạt tốt nhất là {vi.listing(names)}." if names else ""


ECOLOGICAL = (
    "Đây là so sánh xã với xã, không nói được điều gì về từng gia đình: xã nhiều hộ nghèo đạt thấp chưa có nghĩa là chính các hộ "
    "nghèo đạt thấp (Robinson 1950). Muốn biết, cần số liệu phân theo nhóm."
)
