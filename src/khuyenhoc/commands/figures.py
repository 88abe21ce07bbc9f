"""Commands that answer: assess, rank, forecast. For people a sentence, for programs --json, with the pages' own figures."""

import argparse
import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import pandas as pd

from khuyenhoc import query
from khuyenhoc.commands import plain
from khuyenhoc.definitions import Definitions
from khuyenhoc.domain import course, standing
from khuyenhoc.domain.assessment import Question
from khuyenhoc.domain.forecast import Forecast, Goal
from khuyenhoc.domain.indicator import Indicator
from khuyenhoc.domain.unit import Level, Units
from khuyenhoc.errors import AppError
from khuyenhoc.prepare import prepare
from khuyenhoc.present import forecast_words, nouns, rank_words, vi
from khuyenhoc.present.status import SAMPLE_TITLE, look
from khuyenhoc.query import Place
from khuyenhoc.store.store import Store
from khuyenhoc.usage import Commands, Parser, day

Arguments = argparse.Namespace
_DRAWN = ("line", "used", "bands", "errors", "due_month", "break_month")  # what a chart needs
_RANKS = ("rank", "rank_low", "rank_high", "rank_before", "rank_unchanged", "to_rise", "to_fall")


def register(commands: Commands) -> None:
    assess = _asking(commands.add("assess", _assess, "đánh giá một chỉ tiêu của một địa bàn"), "đánh giá vào ngày này")
    _with_level(assess, "mọi địa bàn cấp này trong --unit")
    rank = _asking(commands.add("rank", _rank, "xếp hạng các địa bàn theo một chỉ tiêu"), "xếp hạng vào ngày này")
    _with_level(rank, "xếp hạng cấp này trong tỉnh, in các địa bàn trong --unit")
    ahead = _asking(
        commands.add("forecast", _forecast, "dự báo một chỉ tiêu đến hạn của mục tiêu"), "dự báo từ ngày này"
    )
    ahead.add_argument(
        "--phase", type=int, metavar="NĂM", help="mục tiêu đến hạn năm này, ví dụ 2030; nếu không ghi là hạn tới"
    )


def _asking(command: Parser, at: str) -> Parser:
    command.add_argument("--indicator", required=True, metavar="MÃ", help="mã chỉ tiêu, như trong Danh mục")
    command.add_argument("--unit", required=True, metavar="MÃ", help="mã địa bàn: 02, 024, 00688")
    when = f"{at}, ví dụ 2024-05-31; nếu không ghi là cuối kỳ mới nhất có số liệu"
    command.add_argument("--at", type=day, metavar="NGÀY", help=when)
    command.add_argument("--json", action="store_true", help="in dạng JSON: tỷ lệ từ 0 đến 1, ngày kiểu ISO")
    return command


def _with_level(command: Parser, words: str) -> None:
    levels = [level.value for level in Level]
    command.add_argument("--level", choices=levels, metavar="CẤP", help=f"{words}: {', '.join(levels)}")


@dataclass(frozen=True)
class _Asked:
    """What the three commands have in common, looked up."""

    store: Store
    known: Definitions
    indicator: Indicator
    at: date
    unit: str
    where: Place

    @property
    def units(self) -> Units:
        return self.where.units

    def rows(self, level: Level, at: date, phase: int | None = None) -> pd.DataFrame:
        question = Question(level, at, phase)
        return query.assessment_of(self.indicator.code, self.store, self.where, self.known, question)

    def observations(self) -> pd.DataFrame:
        return query.visible(self.store, self.units, indicators=(self.indicator.code,), totals_only=True)

    def nothing(self) -> AppError:
        return AppError(
            "nothing_to_assess", code=self.indicator.code, place=self.units.name(self.unit), day=f"{self.at:%d/%m/%Y}"
        )


def _looked_up(store: Store, asked: Arguments) -> _Asked:
    """Raises AppError: unknown_indicator, unknown_unit, no_figures."""
    known, units = query.definitions_at(store), store.units()
    if units.empty:
        prepare(store)
        units = store.units()
    if asked.indicator not in known.catalogue:
        raise AppError("unknown_indicator", code=asked.indicator)
    at = asked.at or query.opening_day(store, units, asked.unit, known)
    valid = Units.valid_on(units, at)
    unit = valid.find(asked.unit)
    if unit is None:
        raise AppError("unknown_unit", code=asked.unit, day=f"{at:%d/%m/%Y}")
    return _Asked(store, known, known.catalogue[asked.indicator], at, unit, query.around(valid, unit))


def _print_json(found: object) -> None:
    print(json.dumps(found, ensure_ascii=False, indent=2))


def _assess(store: Store, asked: Arguments) -> int:
    found = _looked_up(store, asked)
    level = Level(asked.level) if asked.level else found.units.level(found.unit)
    rows = found.rows(level, found.at)
    rows = rows[rows["unit"].isin(found.units.of_level(level, found.unit))]
    codes = found.units.frame["code"]
    answers = [plain.as_json(row, codes[row["unit"]]) for row in rows.to_dict("records")]
    if not answers:
        raise found.nothing()
    if asked.json:
        _print_json(answers if asked.level else answers[0])
        return 0
    for each in answers:
        print(_line(each, found.indicator.is_rate))
    return 0


def _line(found: dict[str, Any], is_rate: bool) -> str:
    """One unit as a sentence, for reading; programs read --json."""
    value, lacking = found["value"], found["shortfall"]
    said = "" if value is None else vi.percent_short(value) if is_rate else vi.number(value)
    label = look(found["status"], found["inherited"]).label
    parts = [said, label, f"còn thiếu {vi.number(lacking)}" if lacking else "", SAMPLE_TITLE if found["sample"] else ""]
    return f"{found['unit']}  {found['name']}: {', '.join(part for part in parts if part)}"


def _rank(store: Store, asked: Arguments) -> int:
    """Ranks within the province; printed are the units of the level inside --unit, best first."""
    found = _looked_up(store, asked)
    level = Level(asked.level) if asked.level else _ranked_level(found.units, found.unit)
    now = found.rows(level, found.at)
    if now.empty:
        raise found.nothing()
    rounds = query.visible(store, found.units, indicators=query.headlines(found.known.catalogue), totals_only=True)
    earlier = [period.end for period in query.periods(rounds) if period.end < found.at] if len(rounds) else []
    rows = standing.standings(now, found.rows(level, earlier[0]) if earlier else None)
    mine = rows["unit"].isin(found.units.of_level(level, found.unit))
    shown = rows[mine].to_dict("records")
    if asked.json:
        codes = found.units.frame["code"]
        _print_json([_ranked_json(row, codes[row["unit"]]) for row in shown])
        return 0
    for row in shown:
        print(rank_words.standing_sentence(row, standing.rung(rows, row["unit"]), nouns.noun(found.indicator)))
    return 0


def _ranked_level(units: Units, unit: str) -> Level:
    """A province's units one level down, otherwise the unit's own level."""
    level = units.level(unit)
    if level.depth > Level.PROVINCE.depth:
        return level
    return Level.DISTRICT if units.of_level(Level.DISTRICT) else Level.COMMUNE


def _ranked_json(row: dict[Any, Any], code: str) -> dict[str, Any]:
    ranks = {name: None if pd.isna(row.get(name)) else int(row[name]) for name in _RANKS}
    closure = None if pd.isna(row["closure"]) else round(float(row["closure"]), 9)
    found = {"standing": row["standing"], **ranks, "closure": closure, "closure_group": row["closure_group"]}
    return found | plain.as_json(row, code)


def _forecast(store: Store, asked: Arguments) -> int:
    found = _looked_up(store, asked)
    rows = found.rows(found.units.level(found.unit), found.at, asked.phase)
    rows = rows[(rows["unit"] == found.unit) & rows["target"].notna()]
    if rows.empty:
        raise found.nothing()
    row = rows.to_dict("records")[0]
    figures = course.course(
        found.observations(), found.unit, found.indicator, found.units, found.known.catalogue, found.at
    )
    goal, due = course.goal_of(row), row["due"].date()
    ahead = course.outlook(figures, goal, due, found.indicator)
    if asked.json:
        code = found.units.code(found.unit)
        _print_json(_forecast_json(ahead, plain.as_json(row, code), figures))
        return 0
    sentences = _forecast_sentences(ahead, goal, due, nouns.noun(found.indicator))
    simulated = f"{vi.capitalised(SAMPLE_TITLE)}. " if figures["sample"].any() else ""
    print(f"{row['unit_name']}: {simulated}{' '.join(sentences) or 'Chưa đủ số liệu để dự báo.'}")
    return 0


def _forecast_sentences(ahead: Forecast, goal: Goal, due: date, noun: str) -> list[str]:
    said = [
        forecast_words.ending_sentence(ahead, goal, due, noun),
        forecast_words.likelihood_sentence(ahead, goal, due),
        forecast_words.method_sentence(ahead),
    ]
    return [sentence for sentence in said if sentence]


def _forecast_json(ahead: Forecast, row: dict[str, Any], figures: pd.DataFrame) -> dict[str, Any]:
    """The forecast's own fields; of line and bands only where they end, at the due date."""
    about = {name: row[name] for name in ("unit", "name", "indicator", "date", "target", "comparator", "due", "value")}
    bands = {f"{band.level:.2f}": [band.edges[-1][1], band.edges[-1][2]] for band in ahead.bands}
    fields = {name: value for name, value in asdict(ahead).items() if name not in _DRAWN}
    used = figures[["period", "value"]].to_dict("records")
    sample = bool(figures["sample"].any())
    return about | fields | {"bands_at_due": bands, "errors": dict(ahead.errors), "figures": used, "sample": sample}
