"""Danh mục › Ranh giới: a file brought in, what is said of it before anything changes, saved, taken off, put back."""

import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from streamlit.testing.v1 import AppTest

from khuyenhoc import config
from khuyenhoc.access.local import OWNER, READER
from khuyenhoc.domain.unit import LAST_OLD_DAY, Level
from khuyenhoc.errors import AppError
from khuyenhoc.intake import boundaries
from khuyenhoc.intake.boundaries import Claim
from khuyenhoc.store.store import Store
from khuyenhoc.ui import layers, rights
from tests.pages.conftest import open_page
from tests.pages.screen import tables, words

Process = subprocess.Popen


@pytest.fixture(autouse=True)
def imported(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Files are kept beside the test, not in the project."""
    monkeypatch.setattr(config, "GEO", tmp_path / "geo")
    return tmp_path / "geo" / "imported"


def squares(store: Store, count: int = 193) -> bytes:
    """A square for each of the first communes of Hà Giang, as GeoJSON."""
    units = store.units()
    districts = units.index[units["parent"] == "02@2020"]
    chosen = units[units["parent"].isin(districts)].iloc[:count]
    corners = [(104.3 + n % 14 * 0.09, 22.1 + n // 14 * 0.09) for n in range(count)]
    boxes = [shapely.box(x, y, x + 0.09, y + 0.09) for x, y in corners]
    return gpd.GeoDataFrame({"ma": list(chosen["code"])}, geometry=boxes, crs="EPSG:4326").to_json().encode()


def brought(content: bytes, source: str = "Sở thử", licence: str = "được dùng") -> AppTest:
    app = open_page("danh_muc", danh_muc="ranh-gioi")
    app.file_uploader[0].upload("xa.geojson", content)
    for field in app.text_input:
        if field.label.startswith("Nguồn"):
            field.set_value(source)
        elif field.label.startswith("Giấy phép"):
            field.set_value(licence)
    app.run()
    return press(app, "Đọc và kiểm tra")


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click()
    return app.run()


def sign(app: AppTest, label: str, button: str) -> AppTest:
    next(field for field in app.text_input if field.label == label).set_value("Bà Thử")
    return press(app, button)


def test_a_file_is_read_reported_saved_taken_off_and_put_back(store: Store, imported: Path) -> None:
    before = store.version()
    content = squares(store)
    app = brought(content)
    assert "Ranh giới cấp xã của Tỉnh Hà Giang: khớp 193 trong 193 địa bàn." in words(app)
    assert (store.version(), len(store.boundary_files())) == (before, 0), "nothing changes before somebody saves"
    sign(app, "Họ tên người nhập (ghi vào lịch sử)", "Dùng ranh giới này trên các bản đồ")
    shown = layers.layer(Level.COMMUNE, LAST_OLD_DAY)
    assert shown is not None and shown.label == "Ranh giới: Sở thử, được dùng, đúng tại ngày 30/6/2025"
    assert [file.read_bytes() for file in imported.iterdir()] == [content]
    (row,) = tables(app)[0].rows
    assert (row["Địa bàn"], row["Nguồn"], row["Tình trạng"]) == ("Tỉnh Hà Giang", "Sở thử", "đang dùng")
    sign(app, "Họ tên (ghi vào lịch sử)", "Gỡ tệp này")
    assert (shown := layers.layer(Level.COMMUNE, LAST_OLD_DAY)) is not None and shown.kind == "schematic"
    sign(app, "Họ tên (ghi vào lịch sử)", "Đưa lại tệp này")
    assert (shown := layers.layer(Level.COMMUNE, LAST_OLD_DAY)) is not None and shown.kind == "imported"


def test_too_few_communes_are_refused_with_numbers_and_every_missing_name(store: Store) -> None:
    app = brought(squares(store, 120))
    assert "Chỉ khớp 120 trong 193 địa bàn, cần ít nhất 90%." in app.error[0].value
    assert [row["Loại"] for row in tables(app)[-1].rows] == ["Thiếu trong tệp"] * 73
    assert not any(button.label.startswith("Dùng ranh giới") for button in app.button)


def test_a_broken_file_is_a_sentence(store: Store) -> None:
    assert "Không đọc được tệp" in brought(b'{"type": "FeatureColl').error[0].value


def test_source_and_licence_are_asked_for(store: Store) -> None:
    app = brought(squares(store), licence=" ")
    assert "Hãy ghi nguồn và giấy phép" in app.error[0].value


def test_readers_see_the_list_and_cannot_bring_a_file(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rights, "person", lambda: READER)
    app = open_page("danh_muc", danh_muc="ranh-gioi")
    assert "Chưa nhập tệp nào." in words(app) and len(app.file_uploader) == 0
    claim = Claim("commune", date(2024, 5, 31), "Sở thử", "được dùng")
    with pytest.raises(AppError) as refused:
        boundaries.start("xa.geojson", b"{}", claim, READER)
    assert refused.value.code == "not_allowed"
    with pytest.raises(AppError) as refused:
        boundaries.withdraw(store, 1, store.version(), "Bà Thử", READER)
    assert refused.value.code == "not_allowed"


def test_a_file_read_once_is_not_read_again(store: Store) -> None:
    content = json.dumps({"type": "FeatureCollection", "features": []}).encode()
    claim = Claim("commune", date(2024, 5, 31), "Sở thử", "được dùng")
    folder, process = boundaries.start("xa.geojson", content, claim, rights.person())
    assert process is not None and process.wait(60) == 0
    assert boundaries.finished(folder) is not None and boundaries.progress(folder)[0] > 0
    assert boundaries.start("xa.geojson", content, claim, rights.person()) == (folder, None)


def test_a_file_being_read_is_not_read_a_second_time_beside_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[Process] = []
    wait = [sys.executable, "-c", "input()"]

    def slow(_command: list[str]) -> Process:
        time.sleep(0.2)  # long enough for the others to arrive
        begun.append(Process(wait, stdin=subprocess.PIPE))
        return begun[-1]

    monkeypatch.setattr(subprocess, "Popen", slow)
    claim = Claim("commune", date(2024, 5, 31), "Sở thử", "được dùng")

    def start(content: bytes = b"{}") -> tuple[Path, Process | None]:
        return boundaries.start("xa.geojson", content, claim, OWNER)

    with ThreadPoolExecutor(4) as people:
        asked = [each.result() for each in [people.submit(start) for _ in range(4)]]
    assert len(begun) == 1 and {process for _, process in asked} == set(begun)
    other = start(b"[]")
    assert len(begun) == 2 and other[0] != asked[0][0], "another file does not wait for it"
    for process in begun:
        process.communicate(b"\n")
    assert start()[1] is begun[2], "one that stopped without a report is begun again"
    begun[2].communicate(b"\n")


def test_what_is_taken_from_the_map_says_whose_boundaries_it_shows(store: Store, given: dict[str, bytes]) -> None:
    drawn = "Sơ đồ, không phải ranh giới hành chính"
    (table,) = [content for name, content in taken(given).items() if name.endswith(".csv")]
    assert drawn in table.decode("utf-8-sig") and "Số liệu đến tháng 5/2024; nguồn: " in table.decode("utf-8-sig")
    sign(brought(squares(store)), "Họ tên người nhập (ghi vào lịch sử)", "Dùng ranh giới này trên các bản đồ")
    files = taken(given)
    named = "Ranh giới: Sở thử, được dùng, đúng tại ngày 30/6/2025"
    for ending in (".csv", ".svg"):
        (content,) = [content.decode() for name, content in files.items() if name.endswith(ending)]
        assert named in content and drawn not in content
    assert not [name for name in files if name.endswith(".geojson")], "nobody said that the licence allows it"


def taken(given: dict[str, bytes]) -> dict[str, bytes]:
    """What the page Bản đồ gives away, by file name."""
    given.clear()
    open_page("ban_do")
    return dict(given)
