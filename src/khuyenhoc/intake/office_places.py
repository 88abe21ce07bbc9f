"""Which unit a row of an office form is about: its name, the district it stands under, and the level meant. Matched by places.py."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import PurePath

from khuyenhoc.domain.unit import Level
from khuyenhoc.intake.layout import Kind, Row
from khuyenhoc.intake.match import Finding
from khuyenhoc.intake.office_form import Form
from khuyenhoc.intake.places import UnitFinder
from khuyenhoc.intake.spelling import plain, wording
from khuyenhoc.intake.unit_names import KINDS

_COMMUNES = re.compile(r"\b(?:xa|phuong|thi tran)\b")
_DISTRICTS = re.compile(r"\b(?:huyen|quan|thi xa|thanh pho)\b")
_DISTRICT_IN_TITLE = re.compile(r"(?:huyện|quận|thị xã|thành phố|tp\.)\s+[^,(:–-]+", re.IGNORECASE)
_KIND_OF_UNIT = re.compile(rf"\b(?:{'|'.join(KINDS)}|tp\.|tt\.|p\.|h\.|x\.)\s*(?=\S)", re.IGNORECASE)
_MOST_WORDS = 7  # of a unit's kind and name
_AMONG = re.compile(r"(?:trong do|chia ra|bao gom|gom)\b")
_PROVINCE, _DISTRICT = {wording("toàn tỉnh")}, {wording("toàn huyện"), wording("toàn thành phố")}


def is_among(row: Row) -> bool:
    """Part of the row above it (“Trong đó: …”): no unit, and counted there."""
    return any(_AMONG.match(plain(text)) for text in (row.label, *row.under))


def unit_said(form: Form, file_name: str, finder: UnitFinder, day: date) -> tuple[str, str]:
    """The one unit that the lines above a table, the name of its tab or of the file speak of, the lowest, and where: its label
    and the text; two empty texts where they name none or several."""
    above = [cell.text for row in range(1, form.table.header.top) for cell in form.tab.rows.get(row, {}).values()]
    stem = PurePath(file_name).stem.replace("_", " ")
    named = [(text, line) for line in (*above, form.tab.name, stem) for text in _units_in(line)]
    named += [(name, name) for name in (form.tab.name, stem)]
    districts = {text for text, _ in named if finder.is_district(text, day)}
    found: dict[Level, dict[str, str]] = {}
    for text, line in named:
        for district in ("", *districts):
            key = finder.find("", text, district, day)
            if isinstance(key, str):
                found.setdefault(finder.level(key, day), {}).setdefault(key, line)
                break
    for level in (Level.COMMUNE, Level.DISTRICT, Level.PROVINCE):
        if level in found:
            keys = found[level]
            return next(((finder.label(key, day), line) for key, line in keys.items() if len(keys) == 1), ("", ""))
    return "", ""


def _units_in(line: str) -> Iterator[str]:
    """“UBND XÃ LŨNG CÚ NĂM 2024” -> every beginning of what follows a kind of unit, the longest first."""
    for match in _KIND_OF_UNIT.finditer(line):
        words = re.split(r"[,(:;–-]", line[match.start() :])[0].split()[:_MOST_WORDS]
        yield from (" ".join(words[:count]) for count in range(len(words), 1, -1))


class FormPlaces:
    """The rows of one form on the last day of its period."""

    def __init__(self, form: Form, finder: UnitFinder, day: date):
        self._form, self._finder, self._day = form, finder, day
        self._sheet_district = self._only_district((form.tab.name, *form.table.titles))
        self._column_districts = self._carried_down()
        self._level = self._meant()

    def is_sum(self, row: Row) -> bool:
        """“Cộng”, “Tổng cộng” are sums; “Toàn tỉnh” is the province's own row, “Toàn huyện” that of the one district spoken of."""
        if row.kind is not Kind.TOTAL:
            return False
        label = wording(row.label)
        return label not in _PROVINCE and not (label in _DISTRICT and self._sheet_district)

    def cells(self, row: Row) -> tuple[dict[str, str], Level | None]:
        """unit_code, unit_name, district as places.py takes them, and the level meant where a name is that of two."""
        name = row.label
        if wording(name) in _DISTRICT:
            name = self._sheet_district or name
        cells = {"unit_code": self._form.text(row.number, self._form.code_column), "unit_name": name}
        above = self._column_districts.get(row.number) or self._banner(row)
        level = (
            Level.COMMUNE
            if above and row.kind is Kind.DATA
            else Level.DISTRICT
            if row.kind is Kind.SUBTOTAL
            else self._level
        )
        if not above and self._sheet_district and self._is_unclear(cells, level):
            above = self._sheet_district
        return cells | {"district": above}, level

    def _is_unclear(self, cells: dict[str, str], level: Level | None) -> bool:
        found = self._finder.find(cells["unit_code"], cells["unit_name"], "", self._day, level)
        return isinstance(found, Finding) and found.code == "unit_ambiguous"

    def _banner(self, row: Row) -> str:
        """The innermost group the row stands in that is a district, or calls itself one."""
        if row.kind is not Kind.DATA:
            return ""
        labels = reversed(row.under)
        return next((label for label in labels if _DISTRICTS.match(plain(label)) or self._is_district(label)), "")

    def _is_district(self, text: str) -> bool:
        return self._finder.is_district(text, self._day)

    def _only_district(self, lines: Iterable[str]) -> str:
        """The one district that the name of the tab and the titles speak of; '' where they name none or several."""
        said = [match[0].strip() for line in lines for match in _DISTRICT_IN_TITLE.finditer(line)]
        named = [text for text in (self._form.tab.name, *said) if self._is_district(text)]
        keys = {self._finder.find("", text, "", self._day, Level.DISTRICT): text for text in named}
        return next(iter(keys.values())) if len(keys) == 1 else ""

    def _carried_down(self) -> dict[int, str]:
        """The column of districts: a name holds for the empty cells below it, as in merged ones."""
        found: dict[int, str] = {}
        district = ""
        for row in self._form.table.rows:
            district = self._form.text(row.number, self._form.district_column) or district
            found[row.number] = district if row.kind is Kind.DATA else ""
        return found

    def _meant(self) -> Level | None:
        """The level that the title of the names says, else that of most rows whose name is nobody else's."""
        table = self._form.table
        title = next((plain(each.title) for each in table.header.columns if each.index == table.label_column), "")
        communes, districts = _COMMUNES.search(title), _DISTRICTS.search(title)
        if bool(communes) != bool(districts):
            return Level.COMMUNE if communes else Level.DISTRICT
        found = [self._finder.find("", row.label, "", self._day) for row in table.rows if row.kind is Kind.DATA]
        levels = Counter(self._finder.level(key, self._day) for key in found if isinstance(key, str))
        return levels.most_common(1)[0][0] if levels else None
