"""What a map is painted with: one function per view, from assessed rows to classes, texts and a legend."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from khuyenhoc.domain.indicator import Indicator
from khuyenhoc.present import narrative, vi
from khuyenhoc.present import status as looks
from khuyenhoc.present.status import RateClass

CHANGE_STEPS = (-0.05, -0.01, 0.01, 0.05)
CHANGE_LABELS = (
    f"kém đi trên 5 {vi.POINTS}",
    f"kém đi 1 đến 5 {vi.POINTS}",
    f"gần như không đổi (dưới 1 {vi.POINTS})",
    f"tốt lên 1 đến 5 {vi.POINTS}",
    f"tốt lên trên 5 {vi.POINTS}",
)
RINGS = (1, 0.25)  # of the largest circle: those the legend explains
THIRDS = ("thấp", "vừa", "cao")


@dataclass(frozen=True)
class Style:
    """How one class looks: its colour, the words in the legend, and whether it is hatched on that colour."""

    fill: str
    label: str
    hatch: bool = False


@dataclass(frozen=True)
class Painted:
    """Classes (positions in `palette`) and texts by unit; units without one get `silent`, the last class.

    `sizes`: what circles show by their area, counted in `noun`. `above`: the same for the units above, shown where circles of
    every unit would be too small to read; its title is said in the legend. `matrix`: the legend is three by three. `title`:
    above the map. `scale`: what the largest circle stands for where a map beside this one has a larger.
    """

    classes: Mapping[str, int]
    values: Mapping[str, str]
    palette: Sequence[Style]
    sizes: Mapping[str, float] | None = None
    noun: str = ""
    above: "Painted | None" = None
    matrix: bool = False
    title: str = ""
    scale: float = 0

    @property
    def silent(self) -> int:
        return len(self.palette) - 1

    @property
    def largest(self) -> float:
        """What the largest circle stands for; 1 where every circle would be of nothing."""
        return max(self.scale, *(self.sizes or {}).values(), 0) or 1

    @property
    def rings(self) -> list[tuple[float, str]]:
        """The circles of the legend: part of the largest, and what it says. None where there is no circle on the map."""
        drawn = self.sizes is not None and any(size > 0 for size in self.sizes.values())
        return [(part, vi.count(round(self.largest * part), self.noun)) for part in RINGS] if drawn else []

    def titled(self, title: str) -> "Painted":
        return replace(self, title=title)


def by_status(rows: pd.DataFrame) -> Painted:
    """The statuses there are, and “chưa báo cáo” for units without a row."""
    silent = "not_reported"
    present = sorted(set(rows["status"]) - {silent}, key=lambda code: looks.look(code).order)
    present.append(silent)
    inherited = bool(rows["inherited"].any())
    shown = [looks.look(code, inherited) for code in present]
    palette = [Style(each.fill, f"{each.sign} {each.label}", each.hatch) for each in shown]
    numbers = {code: number for number, code in enumerate(present)}
    classes = {unit: numbers[code] for unit, code in zip(rows["unit"], rows["status"], strict=True)}
    return Painted(classes, texts(rows), palette)


def by_rate(rows: pd.DataFrame, scale: pd.DataFrame) -> Painted:
    """Classes toward the target of `scale`: the rows of one period for the maps of all, so that colours keep their meaning."""
    steps = rate_steps(scale)
    palette = [*(Style(each.fill, each.label) for each in steps), _silent()]
    values = zip(rows["unit"], rows["value"], strict=True)
    classes = {unit: looks.class_of(value, steps) % len(palette) for unit, value in values}
    return Painted(classes, texts(rows), palette)


def rate_steps(rows: pd.DataFrame) -> list[RateClass]:
    known = rows.dropna(subset="target")
    target = float(known["target"].iloc[0]) if len(known) else None
    comparator = str(known["comparator"].iloc[0]) if len(known) else ">="
    return looks.rate_classes(target, comparator)


def by_unit_value(rows: pd.DataFrame, indicator: Indicator) -> Painted:
    """Đạt mức 2 · chưa đạt: what one unit shows, drawn as classes, without pace."""
    words = list(indicator.unit_value.items())
    fills = [looks.LOOKS["achieved"].fill, looks.rate_classes(None)[0].fill]
    palette = [*(Style(fill, label) for fill, (_, label) in zip(fills, words, strict=True)), _silent()]
    order = {float(value): number for number, (value, _) in enumerate(words)}
    values = zip(rows["unit"], rows["numerator"], strict=True)
    classes = {unit: order.get(value, len(words)) for unit, value in values}
    return Painted(classes, {unit: palette[number].label for unit, number in classes.items()}, palette)


def by_gap(rows: pd.DataFrame, noun: str) -> Painted:
    """Còn thiếu as circles, since the area of a unit says nothing about its families; coloured by status."""
    statuses = by_status(rows)
    counted = rows.dropna(subset="shortfall")
    sizes = {unit: float(size) for unit, size in zip(counted["unit"], counted["shortfall"], strict=True)}
    lacking = counted[counted["shortfall"] > 0].to_dict("records")
    said = {row["unit"]: narrative.shortfall_sentence(row, noun) for row in lacking}
    values = {
        unit: f"{vi.lowered(said[unit])}; {text}" if unit in said else text for unit, text in statuses.values.items()
    }
    return replace(statuses, values=values, sizes=sizes, noun=noun)


def gathered(paint: Painted, above: Mapping[str, str], note: str) -> Painted:
    """With the circles of the units above, each the sum of its own. `above`: unit -> the one above it."""
    sums: dict[str, float] = {}
    for unit, size in (paint.sizes or {}).items():
        if unit in above:
            sums[above[unit]] = sums.get(above[unit], 0) + size
    plain = [Style(looks.GROUP_FILL, "")]
    return replace(paint, above=Painted({}, {}, plain, sizes=sums, noun=paint.noun, title=note))


def on_one_scale(paints: Sequence[Painted]) -> list[Painted]:
    """Maps side by side: circles of one noun mean the same on each, those of the units above too. Others stay as they are."""
    if any(paint.sizes is None for paint in paints) or len({paint.noun for paint in paints}) != 1:
        return list(paints)
    scale = max(paint.largest for paint in paints)
    above = on_one_scale([paint.above for paint in paints if paint.above])
    rest = iter(above)
    return [replace(paint, scale=scale, above=next(rest) if paint.above else None) for paint in paints]


def by_change(rows: pd.DataFrame) -> Painted:
    """Change since the unit's last period in fixed steps, so that maps of all periods and indicators compare."""
    better = -1 if len(rows) and bool(rows["lower_is_better"].iloc[0]) else 1
    nothing = replace(_silent(), label="Chưa so được với kỳ trước")
    palette = [*(Style(fill, label) for fill, label in zip(looks.CHANGE_FILLS, CHANGE_LABELS, strict=True)), nothing]
    classes, values = {}, texts(rows)
    for unit, change in zip(rows["unit"], rows["change"], strict=True):
        known = change == change and change is not None
        classes[unit] = sum(better * change > step for step in CHANGE_STEPS) if known else len(CHANGE_LABELS)
        if known:
            values[unit] = f"{vi.points_change(change)} so với kỳ trước; nay {values[unit]}"
    return Painted(classes, values, palette)


def by_two(rows: pd.DataFrame, other: pd.DataFrame, name: str, other_name: str) -> Painted:
    """The indicator and another, each in thirds of the units that reported both: where both are low, both high, or apart."""
    both = rows[["unit", "value"]].merge(other[["unit", "value"]], on="unit", suffixes=("", "_other")).dropna()
    labels = [f"{name} {third}, {other_name} {column}" for third in THIRDS for column in THIRDS]
    fills = [fill for row in looks.BIVARIATE_FILLS for fill in row]
    nothing = replace(_silent(), label="Thiếu một trong hai")
    palette = [*(Style(fill, label) for fill, label in zip(fills, labels, strict=True)), nothing]
    thirds = 3 * _thirds(both["value"]) + _thirds(both["value_other"])
    classes = dict(zip(both["unit"], thirds.astype(int), strict=True))
    values, others = texts(rows), texts(other)
    said = {unit: f"{text}; {other_name} {others.get(unit, '–')}" for unit, text in values.items()}
    return Painted(classes, said, palette, matrix=True)


def _thirds(values: pd.Series) -> pd.Series:
    """0, 1, 2; equal values share a third."""
    ranks = values.rank(method="average", pct=True)
    return (ranks > 1 / 3).astype(int) + (ranks > 2 / 3).astype(int)


def texts(rows: pd.DataFrame) -> dict[str, str]:
    """The figure; the class itself is said by the map."""
    found = {}
    for row in rows.to_dict("records"):
        value = narrative.value_text(row) or "chưa có số liệu"
        small = narrative.small_text(row)
        found[row["unit"]] = f"{f'{small}, ' if small else ''}{value}"
    return found


def _silent() -> Style:
    look = looks.LOOKS["not_reported"]
    return Style(look.fill, f"{look.sign} {look.label}", hatch=True)
