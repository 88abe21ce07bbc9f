"""`khuyenhoc units import`: a report first, kept only when asked; earlier lists, and figures of units that ended."""

from datetime import date

import pytest

from khuyenhoc.domain.unit import Units
from khuyenhoc.store.store import Store
from tests.commands import Commands
from tests.intake.test_unit_list import TITLES

pytestmark = pytest.mark.usefixtures("home")


def written(tmp_path, *rows: str) -> str:
    file = tmp_path / "danh-muc.csv"
    file.write_text("\n".join([";".join(TITLES), *rows]), encoding="utf-8-sig")
    return str(file)


def row(code: str, name: str) -> str:
    return f"Tỉnh Hà Giang;02;Huyện Quản Bạ;029;{name};{code};Xã;"


@pytest.fixture
def store(home):
    opened = Store.open(f"sqlite:///{home / 'khuyenhoc.db'}")
    yield opened
    opened.close()


def test_the_report_keeps_nothing_and_apply_keeps_all(commands: Commands, store: Store, tmp_path) -> None:
    frame = store.units()
    rows = [
        f"Tỉnh Hà Giang;02;{district['name']};{district['code']};{commune['name']};{commune['code']};Xã;"
        for key, district in frame[frame["parent"] == "02@2020"].iterrows()
        for _, commune in frame[frame["parent"] == key].iterrows()
    ]
    file, before = written(tmp_path, *rows, row("00999", "Xã Cũ")), store.version()
    said = commands.run("units", "import", file, "--valid-to", "2021-12-31")
    assert said.status == 0 and "Đơn vị kết thúc: 1. Xã Cũ (00999)." in said.out and "Chưa ghi gì." in said.out
    assert store.version() == before
    said = commands.run("units", "import", file, "--valid-to", "2021-12-31", "--apply", "--by", "Bà Lan")
    assert "1 đơn vị thêm" in said.out and store.version() == before + 1
    assert "00999@2021-12-31" in store.units().index
    assert "không khác gì" in commands.run("units", "import", file, "--valid-to", "2021-12-31").out
    file = written(tmp_path, *rows, row("00999", "Xã Cũ Khác"))
    again = commands.run("units", "import", file, "--valid-to", "2021-12-31", "--apply")
    assert again.status == 1 and "đã nhập rồi, nay ghi khác" in again.out


def test_what_is_wrong_is_told_and_nothing_kept(commands: Commands, store: Store, tmp_path) -> None:
    before = store.version()
    file = written(tmp_path, row("x", "Xã Một"), row("00688", ""))
    said = commands.run("units", "import", file, "--valid-from", "2026-04-30", "--apply")
    assert said.status == 1 and "Chưa có gì được ghi" in said.out and "Dòng 2, cột “Mã PX”" in said.out
    assert store.version() == before


@pytest.mark.parametrize(
    ("province", "day", "then", "now"), [("34", "2024-10-31", 260, 242), ("36", "2024-08-31", 226, 175)]
)
def test_the_real_changes_of_2024(commands: Commands, store: Store, shared, province, day, then, now) -> None:
    file = str(shared / "geo" / "gso_codes_2024-02-01.csv")
    said = commands.run("units", "import", file, "--valid-to", day, "--province", province, "--apply", "--by", "Bà Lan")
    assert said.status == 0
    for on, count in ((day, then), ("2025-06-30", now)):
        valid = Units.valid_on(store.units(), date.fromisoformat(on))
        assert len(valid.of_level("commune", f"{province}@2020")) == count
