"""The guides tell the truth: words on the screen, examples of numbers, periods and problems are those of the product."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from khuyenhoc import definitions
from khuyenhoc.domain import forecast, ranking, rates
from khuyenhoc.domain import status as verdict
from khuyenhoc.intake import words
from khuyenhoc.intake.columns import NAMES
from khuyenhoc.intake.template import COLUMNS
from khuyenhoc.present import status, vi
from khuyenhoc.ui import filters, lists, style
from tests.conftest import ROOT
from tests.guides import (
    anchors,
    bold,
    checked,
    count_understood,
    group_understood,
    is_on_screen,
    period_understood,
    place_understood,
    rate_understood,
    section,
    table,
)  # fmt: skip
from tests.test_readme import code_of, pages_of_menu, subcommands_named, variables_of_config

DOCS = ROOT / "docs"
FOR_PEOPLE = sorted(path for path in DOCS.glob("*.md") if path.name != "van-hanh.md")
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in sorted(DOCS.glob("*.md"))}
FORM, METHODS = TEXTS["du-lieu.md"], TEXTS["cach-tinh.md"]
FAULTY = DOCS / "vi-du" / "tep-co-loi.csv"


def pairs(heading: str) -> list[list[str]]:
    return table(FORM, heading)


@pytest.mark.parametrize("guide", FOR_PEOPLE, ids=lambda path: path.stem)
def test_every_bold_phrase_is_on_the_screen(guide: Path) -> None:
    phrases = bold(TEXTS[guide.name])
    assert phrases, "the guide names nothing of the screen"
    assert [phrase for phrase in phrases if not is_on_screen(phrase)] == []


def test_every_page_named_is_in_the_menu_and_every_page_of_the_menu_is_named() -> None:
    named = {name for text in TEXTS.values() for name in re.findall(r"[Tt]rang \*\*([^*]+)\*\*", text)}
    assert named == {title for _, title in pages_of_menu()}


def addresses() -> list[str]:
    return [code for text in TEXTS.values() for code in code_of(text) if re.fullmatch(r"/[\w-]*\?[^ ]*", code)]


def test_every_address_named_opens_a_page_with_choices_it_knows() -> None:
    entries = ast.literal_eval(re.search(r"PAGES = (\{.*?^\})", (ROOT / "menu.py").read_text("utf-8"), re.S | re.M)[1])  # type: ignore[index]
    paths = {f"/{entry[2]}" for group in entries.values() for entry in group}
    choices = {value for name, value in vars(filters).items() if name.isupper() and isinstance(value, str)}
    asked = [address.partition("?") for address in addresses()]
    assert asked, "no guide gives an address"
    assert {path for path, _, _ in asked} <= paths
    names = {pair.partition("=")[0] for _, _, query in asked for pair in query.split("&")}
    assert names <= choices | {style.PRESENTING, lists.WHICH}


def test_the_ten_verdicts_are_explained_in_both_guides() -> None:
    looks = [(look.sign, look.label) for look in status.LOOKS.values()]
    assert [(row[0], row[1].strip("*")) for row in table(TEXTS["huong-dan-hop.md"], "Mười cách đánh giá")] == looks
    rules = [row[0].strip("*") for row in table(METHODS, "Đánh giá được chọn thế nào")]
    assert rules == [status.look(code).label for code in verdict.STATUSES]


# --- examples ----------------------------------------------------------------------------------------------------


def test_the_columns_of_the_form_are_those_of_the_product() -> None:
    rows = pairs("Các cột")
    assert [(row[0].strip("*"), row[1]) for row in rows] == [(vi.capitalised(NAMES[c][0]), c) for c in NAMES]
    assert [[name for name in row[2].split("; ") if name != "–"] for row in rows] == [
        list(names[1:]) for names in NAMES.values()
    ]
    assert [row[3] for row in rows].count("Có") == sum(1 for column in NAMES if column in COLUMNS)


@pytest.mark.parametrize(("written", "meaning"), pairs("Số lượng"))
def test_counts_are_read_as_the_guide_says(written: str, meaning: str) -> None:
    assert count_understood(written) == meaning


@pytest.mark.parametrize(("written", "meaning"), pairs("Số tiền"))
def test_amounts_are_read_as_the_guide_says(written: str, meaning: str) -> None:
    assert count_understood(written, "đồng") == meaning.replace(" đồng", "")


@pytest.mark.parametrize(("written", "meaning"), pairs("Tỷ lệ"))
def test_rates_are_read_as_the_guide_says(written: str, meaning: str) -> None:
    assert rate_understood(written) == meaning


@pytest.mark.parametrize("row", pairs("Kỳ báo cáo"))
def test_periods_are_read_as_the_guide_says(row: list[str]) -> None:
    assert period_understood(row[0]) == (row[1], row[2].strip("–"))


@pytest.mark.parametrize("row", pairs("Địa bàn"))
def test_places_are_read_as_the_guide_says(row: list[str]) -> None:
    assert place_understood(*row[:3]) == row[3]


@pytest.mark.parametrize("row", pairs("Dân tộc và diện nghèo"))
def test_groups_are_read_as_the_guide_says(row: list[str]) -> None:
    column, written, meaning = row
    assert group_understood(column, written) == meaning


def test_the_file_with_mistakes_gets_exactly_the_sentences_of_the_guide() -> None:
    told = re.findall(r"^> (.+)$", section(TEXTS["huong-dan-can-bo-hoi.md"], "Một tệp có lỗi và lời phần mềm"), re.M)
    assert told == [words.sentence(item) for item in checked(FAULTY.read_bytes()).problems]


def test_the_file_of_the_form_guide_is_accepted_and_gets_exactly_its_sentences() -> None:
    part = section(FORM, "Một tệp đúng")
    sheet = re.search(r"```csv\n(.*?)```", part, re.S)
    assert sheet, "no example file"
    result = checked(sheet[1].encode())
    assert not result.has_errors
    assert re.findall(r"^> (.+)$", part, re.M) == [words.sentence(item) for item in result.problems]


def test_the_example_of_ha_giang_is_what_the_rules_give() -> None:
    rows = {row[0]: row[1] for row in table(METHODS, "Ví dụ: Gia đình học tập của Hà Giang, tháng 5/2024")}
    one = pd.Series([125_071.0])
    bounds = rates.inferred_denominators(one, pd.Series([0.666]), pd.Series([1])).iloc[0]
    needed = {
        end: int(rates.needed(pd.Series([7000]), pd.Series([bounds[end]])).iloc[0]) for end in ("low", "middle", "high")
    }
    lacks = {end: vi.number(value - 125_071) for end, value in needed.items()}
    assert rows == {
        "Số gia đình được công nhận": "125.071",
        "Tỷ lệ ghi trong báo cáo": "66,6%",
        "Tổng số gia đình suy ra": f"từ {vi.number(bounds['low'])} đến {vi.number(bounds['high'])}, lấy {vi.number(bounds['middle'])}",
        "Cần có để đạt 70%": vi.number(needed["middle"]),
        "Còn thiếu": f"khoảng {lacks['middle']} ({lacks['low']}–{lacks['high']})",
        "Mức hoàn thành": vi.percent_unlike(0.666 / 0.7, 1),
    }


def test_the_thresholds_of_the_guide_are_those_of_the_rules() -> None:
    rows = {row[0]: row[1] for row in table(METHODS, "Các ngưỡng")}
    assert rows == {
        "Chậm tiến độ": f"dưới {vi.number(verdict.SLOW_BELOW, 2)}",
        "Đúng tiến độ": f"từ {vi.number(verdict.ON_TRACK_FROM, 2)}",
        "Số liệu quá cũ": f"trên {verdict.STALE_MONTHS} tháng",
        "Hai kỳ đủ xa để xét tiến độ": f"từ {verdict.SHORTEST_SPAN} tháng",
        "Giảm so với kỳ gốc": f"trên {vi.points(verdict.FELL_BY)} và số đạt cũng giảm",
        "Tổng số thay đổi, không so sánh được": f"trên {vi.percent_short(verdict.DENOMINATOR_JUMP)} và từ 5 đơn vị",
        "Tổng số thay đổi, chỉ ghi chú": f"trên {vi.percent_short(verdict.DENOMINATOR_DRIFT)} và từ 3 đơn vị",
        "Quá ít để xếp hạng": f"dưới {ranking.FEWEST}",
        "Nhóm quá nhỏ để hiện": f"dưới {definitions.current().suppression.smallest}",
    }


def test_the_conditions_of_a_forecast_are_those_of_the_rules() -> None:
    assert {row[0]: row[1] for row in table(METHODS, "Dự báo")} == {
        "Đủ số liệu để nói khả năng": f"từ {forecast.FEWEST} kỳ, trải ít nhất {forecast.SHORTEST} tháng",
        "Rất có thể": f"từ {vi.percent_short(forecast.VERY_LIKELY_FROM)}",
        "Có thể": f"từ {vi.percent_short(forecast.POSSIBLE_FROM)}",
        "Khó": f"đến {vi.percent_short(forecast.UNLIKELY_TO)}",
    }


# --- commands, variables, links ----------------------------------------------------------------------------------


def test_every_command_and_variable_named_exists() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "khuyenhoc.cli", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert {name for text in TEXTS.values() for name in subcommands_named(text)} <= set(
        re.findall(r"^    ([a-z]+)\b", shown, re.M)
    )
    named = {
        name for text in TEXTS.values() for code in code_of(text) for name in re.findall(r"\b[A-Z]+_[A-Z_]+\b", code)
    }
    assert named == variables_of_config()


def test_every_link_to_a_heading_leads_to_one() -> None:
    links = [
        (file or name, anchor)
        for name, text in TEXTS.items()
        for file, anchor in re.findall(r"\]\(([\w.-]*)#([^)]+)\)", text)
    ]
    assert [link for link in links if link[1] not in anchors(TEXTS[link[0]])] == []


def test_planted_untruths_are_noticed() -> None:
    assert not is_on_screen("Xuất bản ngay")
    assert not is_on_screen("Đưa vào sử")
    assert count_understood("1,406") == "Lỗi. Có phải là “1.406”?"
    assert place_understood("", "Tả Lủng", "") == "Lỗi."
