"""`khuyenhoc stage` of a book with several tabs: those of one form together, of others the likely one; published and taken back."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from khuyenhoc.store.store import Store
from tests.commands import Commands
from tests.intake.books import first, saved, zipped

FAMILY = "learning_family_rate"
HEAD = ["TT", "Xã", "Tổng số gia đình", "Gia đình học tập"]
TABS = {"Đồng Văn": [("Lũng Cú", 1_000, 700), ("Tả Lủng", 800, 400)], "Mèo Vạc": [("Tả Lủng", 600, 300)]}
TWO_TA_LUNG = ("00742@2020", "00796@2020")


def book(**tabs: list[tuple[str, object, object]]) -> Workbook:
    """A cover and one tab per district, each row a commune."""
    made = Workbook()
    first(made).title = "Bìa"
    first(made).append(["Biểu kèm theo báo cáo của Hội Khuyến học tỉnh"])
    for name, rows in tabs.items():
        sheet = made.create_sheet(name)
        sheet.append(["Số liệu tính đến tháng 8/2024"])
        sheet.append(HEAD)
        for number, row in enumerate(rows, 1):
            sheet.append([number, *row])
    return made


def kept(folder: Path, content: bytes, name: str = "tỉnh.xlsx") -> str:
    path = folder / name
    path.write_bytes(content)
    return str(path)


def figures(store: Store) -> dict[str, float]:
    rows = store.observations(None, [FAMILY], totals_only=True)
    return dict(rows[rows["period"] == "2024-08"].set_index("unit")["numerator"])


def test_every_tab_of_the_form_is_one_upload_published_and_taken_back_at_once(
    installation: Store, commands: Commands, tmp_path: Path
):
    staged = commands.run("stage", kept(tmp_path, saved(book(**TABS))), "--by", "Bà Lan")
    assert staged.lines[0] == "Đọc trang tính: Đồng Văn, Mèo Vạc."
    assert staged.lines[-1] == "Lần cập nhật số 2: 3 dòng, không có lỗi, chờ đưa vào sử dụng."
    assert (staged.status, figures(installation)) == (0, {})
    assert commands.run("publish", "2", "--by", "Ông Páo").status == 0
    found = figures(installation)
    assert (len(found), [found[key] for key in TWO_TA_LUNG]) == (3, [400, 300])
    sources = installation.staged_observations(2).set_index("unit")["source"]
    assert [sources[key] for key in TWO_TA_LUNG] == ["trang tính “Đồng Văn”", "trang tính “Mèo Vạc”"]
    assert commands.run("rollback", "2", "--by", "Ông Páo").status == 0
    assert figures(installation) == {}


def test_an_error_in_one_tab_is_told_with_its_tab_and_holds_back_all(
    home: Path, commands: Commands, tmp_path: Path
) -> None:
    content = saved(book(**TABS | {"Yên Minh": [("Bạch Đích", "chín trăm gì đó", 450)]}))
    staged = commands.run("stage", kept(tmp_path, content))
    assert any(line.startswith("Trang tính “Yên Minh”, dòng 3") for line in staged.lines)
    assert staged.lines[-1] == "Lần cập nhật số 2: 3 dòng, 1 lỗi, không đưa vào sử dụng được."
    refused = commands.run("publish", "2")
    assert (staged.status, refused.status) == (1, 1)


@pytest.mark.parametrize("name", ["Đồng Văn", "Mèo Vạc"])
def test_a_tab_of_another_form_is_not_read_with_them(
    installation: Store, commands: Commands, tmp_path: Path, name: str
):
    made = book(**{name: TABS[name]})
    other = made.create_sheet("Quỹ")
    other.append(["TT", "Xã", "Số quỹ khuyến học"])
    other.append([1, "Lũng Cú", 4])
    staged = commands.run("stage", kept(tmp_path, saved(made)))
    assert staged.lines[0] == f"Đọc trang tính: {name}."
    assert (staged.status, len(installation.staged_observations(2))) == (0, len(TABS[name]))


def test_the_files_of_a_zip_are_staged_together(installation: Store, commands: Commands, tmp_path: Path):
    files = {f"{name}.xlsx": saved(book(**{name: rows})) for name, rows in TABS.items()}
    staged = commands.run("stage", kept(tmp_path, zipped(files), "tỉnh.zip"))
    assert staged.lines[0] == "Đọc trang tính: Mèo Vạc.xlsx › Mèo Vạc, Đồng Văn.xlsx › Đồng Văn."
    assert len(installation.staged_observations(2)) == 3
