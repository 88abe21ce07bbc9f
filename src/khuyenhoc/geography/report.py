"""Which boundary files are taken, and what happened to one, as lists for the program and sentences for the person."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from khuyenhoc.present import vi

FORMATS = ("geojson", "json", "topojson", "shp", "gpkg", "kml", "fgb", "gml", "tab")
PACKED = ("zip", "kmz")
SUFFIXES = (*FORMATS, *PACKED)
SHOWN = 8  # names in one sentence; the lists hold all
_OLDER_FROM = 0.1  # of the units there should be: rarely so many names of shapes are only misspelt
_OLDER = (
    "Nhiều hình không khớp như vậy thường là địa giới trước một lần sắp xếp mà danh mục ở đây chưa có. Nếu đúng thế, nhờ quản trị nhập "
    "danh mục địa bàn khi ấy trước (khuyenhoc units import), rồi nhập lại tệp này."
)


@dataclass
class Report:
    """`matched`, `missing`: unit keys; `extra`: names in the file that are no unit; `ambiguous`: (name, what it may be).

    `repaired`: names whose shape was changed to be usable; `renamed`: (code, name in the file, name in our list).
    `place`: whose boundaries these are, in words. `expected` counts the units there should be, `features` the shapes of the file.
    `systems`: coordinate systems to choose from where the file names none, with their words, the best fit first.
    `refusal` says why nothing was made, "" when something was.
    """

    place: str = ""
    expected: int = 0
    features: int = 0
    matched: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    missing_names: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)
    ambiguous: list[tuple[str, list[str]]] = field(default_factory=list)
    repaired: list[str] = field(default_factory=list)
    renamed: list[tuple[str, str, str]] = field(default_factory=list)
    systems: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    refusal: str = ""

    @property
    def share(self) -> float:
        return len(self.matched) / self.expected if self.expected else 0.0

    def lose(self, names: Mapping[str, str]) -> None:
        """Units (key -> name) that were matched and of whose shape nothing was left."""
        gone = {key: name for key, name in names.items() if key in self.matched}
        if gone:
            self.notes.append(
                f"Hình của {', '.join(gone.values())} nằm trọn trong hình khác nên không còn gì sau khi sửa."
            )
            self.matched = [key for key in self.matched if key not in gone]
            self.missing += gone.keys()
            self.missing_names += gone.values()

    def sentences(self) -> list[str]:
        said = [self.refusal] if self.refusal else []
        if self.expected:
            matched = f"hớp {vi.number(len(self.matched))} trong {vi.number(self.expected)} địa bàn."
            said.append(f"{self.place}: k{matched}" if self.place else f"K{matched}")
        said += self.notes
        said += _listed("Tệp không có ranh giới của {n} địa bàn: {names}.", self.missing_names)
        said += _listed("{n} hình trong tệp không khớp địa bàn nào: {names}.", self.extra)
        if len(self.extra) > _OLDER_FROM * self.expected:
            said.append(_OLDER)
        said += _listed(
            "{n} hình chưa rõ là địa bàn nào: {names}.",
            [f"“{name}” có thể là {' hoặc '.join(options)}" for name, options in self.ambiguous],
        )
        said += _listed("{n} hình bị lỗi (tự cắt, hở hoặc chồng lên nhau) đã được sửa: {names}.", self.repaired)
        said += _listed(
            "{n} địa bàn có mã đúng nhưng tên viết khác danh mục: {names}.",
            [f"{code} “{theirs}” (danh mục: {ours})" for code, theirs, ours in self.renamed],
        )
        return said

    def lists(self) -> dict[str, list[str]]:
        """Every name, by what is to be said of it."""
        return {
            "Thiếu trong tệp": self.missing_names,
            "Không khớp địa bàn nào": self.extra,
            "Chưa rõ": [f"{name}: có thể là {' hoặc '.join(options)}" for name, options in self.ambiguous],
            "Hình đã sửa": self.repaired,
            "Tên viết khác danh mục": [f"{code} {theirs} (danh mục: {ours})" for code, theirs, ours in self.renamed],
        }


def _listed(sentence: str, names: list[str]) -> list[str]:
    if not names:
        return []
    more = "" if len(names) <= SHOWN else f" và {vi.number(len(names) - SHOWN)} trường hợp khác"
    return [sentence.format(n=vi.number(len(names)), names="; ".join(names[:SHOWN]) + more)]
