"""The only place where a status becomes a label, a sign and a colour, and the only place with colours at all.

Lightness alone tells the statuses apart (black-and-white print): from `achieved` to `missed` each is darker, the four
that judge nothing are lighter than all of them. Hues keep their distance under the three colour-vision deficiencies.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from khuyenhoc.domain import status as verdict
from khuyenhoc.present import vi

INK = "#16202B"  # text
MUTED = "#4A5867"  # secondary text, still AA on SURFACE
LINE = "#C9D1D9"  # rules, borders, grid
SURFACE = "#F3F6F9"  # cards, headings of tables, sidebar
PAPER = "#FFFFFF"
ACCENT = "#0B5394"  # links, buttons, the one series
ACCENT_SOFT = "#DCE9F6"
FOCUS = "#B45309"  # keyboard focus
TARGET_INK = "#7A1F5C"  # target line and its label
EXPECTED_INK = "#6B7785"  # expected line
SAMPLE_INK = "#8A3B12"  # the words MINH HỌA
HATCH_INK = "#7C8894"  # lines of the hatch for “chưa báo cáo”
GROUP_FILL = "#5B7FA6"  # bars of population groups: never judged by colour
MAP_EDGE = "#FFFFFF"
MAP_LINE = "#8492A0"  # between communes: seen beside every fill, quieter than a district's
LAND = "#E1E7EC"  # of a map under circles, told apart from the ground around it

ERROR_FILL, WARNING_FILL, ACCEPTED_FILL = "#F6C6C6", "#FBE7B2", "#CDE7D3"  # cells of a file that is given back

FONT = '"Segoe UI", "Noto Sans", Roboto, "Helvetica Neue", Arial, "DejaVu Sans", sans-serif'

SAMPLE_WORD = "MINH HỌA"
SAMPLE_TITLE = "số liệu minh họa"
HIDDEN = "(ẩn)"


@dataclass(frozen=True)
class StatusLook:
    """`ink` is the text colour on `fill`. `outlined`: the target was inherited, the sign is drawn as outline."""

    code: str
    label: str
    sign: str
    fill: str
    ink: str
    order: int
    hatch: bool = False
    outlined: bool = False


_LOOKS = (
    (verdict.ACHIEVED, "Đạt", "✓", "#82CAF5", INK),
    (verdict.ON_TRACK, "Đúng tiến độ", "▲", "#52B3A0", INK),
    (verdict.ACCELERATE, "Cần đẩy nhanh", "►", "#C68A0A", INK),
    (verdict.SLOW, "Chậm tiến độ", "◆", "#B05E08", PAPER),
    (verdict.REGRESSING, "Giảm so với kỳ gốc", "▼", "#8C2E2E", PAPER),
    (verdict.MISSED, "Không đạt", "✕", "#560B2C", PAPER),
    (verdict.INSUFFICIENT, "Chưa đạt, chưa xét được tiến độ", "□", "#C3D3E3", INK),
    (verdict.NOT_COMPUTABLE, "Chưa tính được", "?", "#DFDDD3", INK),
    (verdict.NOT_REPORTED, "Chưa báo cáo", "▨", "#F0F0F0", INK),
    (verdict.NO_TARGET, "Không giao chỉ tiêu", "○", "#FCFCFC", INK),
)
LOOKS: dict[str, StatusLook] = {
    code: StatusLook(code, label, sign, fill, ink, order, hatch=code == verdict.NOT_REPORTED)
    for order, (code, label, sign, fill, ink) in enumerate(_LOOKS)
}
INHERITED_MISSED = "Chưa đạt mục tiêu chung"
INHERITED_NOTE = "mục tiêu chung (chưa giao riêng)"
JUDGED = [code for code, *_ in _LOOKS[:6]]


def look(code: str, inherited: bool = False) -> StatusLook:
    """How a status is shown; `inherited`: judged against a common target nobody assigned to this unit."""
    found = LOOKS[code]
    if not inherited or code not in (*JUDGED, verdict.INSUFFICIENT):
        return found
    label = INHERITED_MISSED if code == verdict.MISSED else found.label
    return replace(found, label=label, outlined=True)


# --- colours of maps ---------------------------------------------------------------------------------------------

# Worse to better, for changes: brown to blue-green keep their distance under all colour-vision deficiencies (ColorBrewer BrBG).
CHANGE_FILLS = ("#8C510A", "#DFC27D", "#F5F5F0", "#80CDC1", "#01665E")
# Columns: poverty low to high, toward orange; rows: the indicator low to high, toward blue; dark where both are high (BlueOr of
# the R package biscale, its blue a little darker). No two of the nine come close under any colour-vision deficiency.
BIVARIATE_FILLS = (
    ("#FEF1E4", "#FAB186", "#F3742D"),
    ("#97D0E7", "#B0988C", "#AB5F37"),
    ("#0F9BD2", "#407B8F", "#5C473D"),
)

# --- classes of a rate, for maps ---------------------------------------------------------------------------------

_SCALE = ("#F5F7E3", "#B5D9AC", "#6FB0A0", "#367A93", "#1B3F69")
_SCALE_INK = (INK, INK, INK, PAPER, PAPER)
_STEPS = (0.20, 0.10, 0.05)
NO_CLASS = -1


@dataclass(frozen=True)
class RateClass:
    """Shares in [low, high); for lower-is-better (low, high]. None is an open end."""

    label: str
    low: float | None
    high: float | None
    fill: str
    ink: str
    meets: bool = False


def rate_classes(target: float | None, comparator: str = ">=") -> list[RateClass]:
    """Five classes whose last one is “đạt mục tiêu”; finer toward the target. Without a target: fifths."""
    if target is None:
        return _classes([0.2, 0.4, 0.6, 0.8], last=None)
    if comparator == "<=":
        return _lower_classes(target)
    steps = _STEPS if target > _STEPS[0] else (target * 0.75, target * 0.5, target * 0.25)
    return _classes([round(target - step, 6) for step in steps] + [target], last=target)


def gap_classes() -> list[RateClass]:
    """How far a group is behind, in shares below its reference: the farther, the darker; never a verdict on a people."""
    breaks = (-0.15, -0.05, 0.0)
    labels = (
        "kém từ 15 điểm phần trăm trở lên",
        "kém 5–15 điểm phần trăm",
        "kém dưới 5 điểm phần trăm",
        "bằng hoặc hơn",
    )
    shades = zip(reversed(_SCALE[1:]), reversed(_SCALE_INK[1:]), strict=True)
    ends = zip(labels, (None, *breaks), (*breaks, None), shades, strict=True)
    return [RateClass(label, low, high, *look_) for label, low, high, look_ in ends]


def class_of(share: float | None, classes: Sequence[RateClass]) -> int:
    """The number of the class, NO_CLASS for an unknown share (None or NaN)."""
    if share is None or share != share:
        return NO_CLASS
    closed_above = classes[0].low is not None and classes[-1].low is None
    for number, each in enumerate(classes):
        above = each.low is None or (share > each.low if closed_above else share >= each.low)
        below = each.high is None or (share <= each.high if closed_above else share < each.high)
        if above and below:
            return number
    return NO_CLASS


def _classes(breaks: list[float], last: float | None) -> list[RateClass]:
    lows, highs = [None, *breaks], [*breaks, None]
    return [
        RateClass(_class_label(low, high, last), low, high, fill, ink, meets=last is not None and low == last)
        for low, high, fill, ink in zip(lows, highs, _SCALE, _SCALE_INK, strict=True)
    ]


def _class_label(low: float | None, high: float | None, target: float | None) -> str:
    if low is None:
        return f"dưới {vi.percent_short(high or 0)}"
    if high is None:
        text = f"từ {vi.percent_short(low)}"
        return f"đạt mục tiêu ({text})" if low == target else text
    return f"{vi.percent_short(low).removesuffix('%')}–{vi.percent_short(high)}"


def _lower_classes(target: float) -> list[RateClass]:
    """Worst first as for the others; each class is closed above, so that the target itself meets."""
    breaks = [round(target * factor, 6) for factor in (4, 2, 1.5)] + [target]
    highs, lows = [None, *breaks], [*breaks, None]
    return [
        RateClass(_lower_label(low, high), low, high, fill, ink, meets=low is None)
        for low, high, fill, ink in zip(lows, highs, _SCALE, _SCALE_INK, strict=True)
    ]


def _lower_label(low: float | None, high: float | None) -> str:
    if low is None:
        return f"đạt mục tiêu (không quá {vi.percent_short(high or 0)})"
    if high is None:
        return f"trên {vi.percent_short(low)}"
    return f"{vi.percent_short(low).removesuffix('%')}–{vi.percent_short(high)}"
