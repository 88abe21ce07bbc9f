"""Old figures on the units since 1/7/2025, and back."""

import json
import re
from base64 import b64decode

import pytest
from streamlit.testing.v1 import AppTest

from khuyenhoc.domain.course import turn
from khuyenhoc.domain.period import Period
from khuyenhoc.domain.succession import undetermined
from khuyenhoc.domain.unit import REFORM, Level
from khuyenhoc.present import vi
from khuyenhoc.store.batches import Upload
from khuyenhoc.store.store import Store
from khuyenhoc.ui import data
from tests.domain.draw import observations
from tests.pages.conftest import go, open_page
from tests.pages.screen import markup, table, words

pytestmark = pytest.mark.usefixtures("installation")
FAMILY, MAY = "learning_family_rate", Period.parse("2024-05")


def test_a_button_turns_to_the_new_units_and_back_and_stays_on_the_next_page() -> None:
    app = open_page("xep_hang", cap="xa")
    old = table(app, "Gia đình học tập").names()
    app.button(key="turn era").click().run()
    assert app.query_params["dia-gioi"] == "moi"
    new = table(app, "Gia đình học tập").names()
    assert len(old) == 193 and len(new) == 124
    said = words(app)
    assert "Tỉnh Tuyên Quang · Số liệu đến tháng 5/2024" in said
    assert "Không xác định được vì nhận một phần đơn vị cũ: Phường Hà Giang 2" in said
    assert "Tỉnh Tuyên Quang" in words(go(app, "chi_tieu"))
    app = go(app, "xep_hang")
    app.button(key="turn era").click().run()
    assert len(table(app, "Gia đình học tập").rows) == 193


def test_sixty_seven_of_the_new_communes_of_old_ha_giang_have_the_sums_of_their_old_ones() -> None:
    units, succession = data.reference()
    app = open_page("xep_hang", cap="xa", dia_gioi="moi")
    shown = {row["Địa bàn"]: row["Số đạt/tổng số"] for row in table(app, "Gia đình học tập").rows}
    figures = {name: figure for name, figure in shown.items() if figure}
    assert len(figures) == 67
    old = data.of_indicator(Level.COMMUNE, MAY.end, FAMILY).set_index("unit")
    (key,) = units.index[(units["name"] == "Xã Bắc Mê") & (units["version"] == "2025")]
    parts = succession.loc[succession["new_key"] == key, "old_key"]
    n, total = (int(old.loc[parts, name].sum()) for name in ("numerator", "denominator"))
    assert figures["Xã Bắc Mê"].replace(".", "") == f"{n}/{total}"


def test_no_family_is_lost_or_counted_twice() -> None:
    """All of Hà Giang but the communes that went into the six undetermined ones."""
    _, succession = data.reference()
    old = data.of_indicator(Level.COMMUNE, MAY.end, FAMILY).set_index("unit")
    app = open_page("xep_hang", cap="xa", dia_gioi="moi")
    shown = [row["Số đạt/tổng số"] for row in table(app, "Gia đình học tập").rows]
    new = sum(int(figure.split("/")[0].replace(".", "")) for figure in shown if figure)
    split = set(succession.loc[succession["relation"] == "partial", "new_key"])
    lost = succession.loc[succession["new_key"].isin(split) & succession["old_key"].isin(old.index), "old_key"].unique()
    assert new + int(old.loc[lost, "numerator"].sum()) == int(old["numerator"].sum()) == 125_071


def test_a_course_on_the_new_units_is_broken_at_the_reform(store: Store) -> None:
    """Xã Bắc Mê: sums of its old communes before 1/7/2025, figures of its own since."""
    units, succession = store.units(), store.succession()
    (key,) = units.index[(units["name"] == "Xã Bắc Mê") & (units["version"] == "2025")]
    parts = succession.loc[succession["new_key"] == key, "old_key"]
    rows = [
        {"unit": unit, "period": period, "numerator": 600, "denominator": 1000}
        for unit, periods in [*((old, ("2023-12", "2024-12")) for old in parts), (key, ("2025-12", "2026-06"))]
        for period in periods
    ]
    store.publish(store.stage(observations(*rows), Upload("a.csv", b"", "Bà Lan")), store.version(), "Bà Lan")
    app = open_page("dia_ban", ky="2026-06", dia_ban=key.split("@")[0])
    (spec,) = [each for each in _charts(app) if "Xã Bắc Mê" in json.dumps(each, ensure_ascii=False)]
    assert "sắp xếp đơn vị hành chính 1/7/2025" in json.dumps(spec, ensure_ascii=False)
    (line,) = [layer for layer in spec["layer"] if layer["encoding"].get("detail", {}).get("field") == "era"]
    assert line["mark"]["type"] == "line"
    course = data.course(key, FAMILY, Period.parse("2026-06").end)
    assert (list(course["period"]), turn(course)) == (["2023-12", "2024-12", "2025-12", "2026-06"], 2)
    assert any("turn" in image for image in _drawings(app))


def _charts(app: AppTest) -> list[dict]:
    return [json.loads(each.proto.spec) for each in app.get("vega_lite_chart")]


def _drawings(app: AppTest) -> list[str]:
    """The small drawings in tables, which are images."""
    return [b64decode(text).decode() for each in markup(app) for text in re.findall(r"base64,([\w+/=]+)", each)]


def test_the_wall_offers_no_turn() -> None:
    assert [each.key for each in open_page("xep_hang", trinh_chieu="1").button] == []


def test_a_period_since_the_reform_is_seen_on_the_old_units_where_it_can_be_known(store: Store) -> None:
    units, succession = store.units(), store.succession()
    quan_ba = succession["old_key"].map(units["parent"]) == "029@2020"
    new = sorted(set(succession.loc[quan_ba, "new_key"]))
    rows = [{"unit": key, "period": "2025-12", "numerator": 600, "denominator": 1000} for key in new]
    batch = store.stage(observations(*rows), Upload("a.csv", b"", "Bà Lan"))
    store.publish(batch, store.version(), "Bà Lan")
    app = open_page("xep_hang", ky="2025-12", dia_ban="029")
    assert len(table(app, "Gia đình học tập").rows) == 124
    app.button(key="turn era").click().run()
    assert app.query_params["dia-gioi"] == "cu"
    app = open_page("xep_hang", ky="2025-12", dia_gioi="cu", cap="huyen")
    shown = {row["Địa bàn"]: row for row in table(app, "Gia đình học tập").rows}
    assert len(shown) == 11
    assert shown["Huyện Quản Bạ"]["Số đạt/tổng số"] == f"{vi.number(600 * len(new))}/{vi.number(1000 * len(new))}"
    assert shown["Huyện Đồng Văn"]["Đánh giá"].endswith("Chưa tính được")
    assert shown["Huyện Bắc Quang"]["Đánh giá"].endswith("Chưa báo cáo")
    said = words(app)
    assert "10/193 xã cũ (một mình thành một xã mới) và 3/11 huyện cũ" in said
    assert "Huyện Đồng Văn có Xã Đồng Văn và Xã Yên Minh" in said
    app.button(key="turn era").click().run()
    assert "dia-gioi" not in app.query_params
    assert len(table(app, "Gia đình học tập").rows) == 124


def test_nobody_is_said_to_have_sent_nothing_whose_figures_cannot_be_known() -> None:
    shown = {row["Địa bàn"]: row["Đánh giá"] for row in table(new_communes(), "Gia đình học tập").rows}
    unknown = {name for name, verdict in shown.items() if verdict.endswith("Chưa tính được")}
    _, succession = data.reference()
    units = data.place(REFORM).units
    assert unknown == {units.name(key) for key in undetermined(succession, {}) if key in units} > SPLIT
    assert "Không xác định được trên địa giới này nên không xếp hạng" in words(new_communes())


SPLIT = {"Phường Hà Giang 1", "Phường Hà Giang 2", "Xã Ngọc Đường", "Xã Minh Ngọc", "Xã Vị Xuyên", "Xã Việt Lâm"}


def new_communes() -> AppTest:
    return open_page("xep_hang", cap="xa", dia_gioi="moi")


def test_groups_are_seen_on_the_new_units_too() -> None:
    app = open_page("dan_toc_ho_ngheo", dia_ban="00991", dia_gioi="moi")
    assert table(app, "Gia đình học tập, tháng 5/2024").rows


def test_communes_are_ranked_by_former_district_as_a_grouping() -> None:
    app = open_page("xep_hang", cap="huyen-cu", dia_gioi="moi")
    shown = {row["Địa bàn"]: row for row in table(app, "Gia đình học tập").rows}
    assert "Huyện Quản Bạ (cũ)" in shown and "Huyện Chiêm Hóa (cũ)" in shown and len(shown) == 18
    old = data.of_indicator(Level.DISTRICT, MAY.end, FAMILY).set_index("unit")
    n, total = (int(old.at["029@2020", name]) for name in ("numerator", "denominator"))
    assert shown["Huyện Quản Bạ (cũ)"]["Số đạt/tổng số"] == f"{vi.number(n)}/{vi.number(total)}"
    assert shown["Huyện Chiêm Hóa (cũ)"]["Đánh giá"].endswith("Chưa báo cáo")
    sheet = words(open_page("dia_ban", dia_ban="cu-029", cap="huyen-cu", dia_gioi="moi"))
    assert "Huyện Quản Bạ (cũ)" in sheet


def test_what_is_taken_away_shows_the_map_that_was_looked_at(given: dict[str, bytes]) -> None:
    open_page("ban_do", dia_gioi="moi", ky="2024-05")
    drawn = given["ban-do-learning_family_rate-2024-05.svg"].decode()
    assert "Tỉnh Tuyên Quang" in drawn and "Tỉnh Hà Giang" not in drawn
    old = open_page("giao_chi_tieu", ky="2024-05")
    assert not old.exception
    before = {name: content for name, content in given.items() if name.endswith(".xlsx")}
    given.clear()
    open_page("giao_chi_tieu", dia_gioi="moi", ky="2024-05")
    (name,) = [each for each in given if each.endswith(".xlsx")]
    assert given[name] != before[name]


def test_a_new_commune_names_the_old_ones_it_is_made_of_whole_or_in_part() -> None:
    said = words(open_page("dia_ban", ky="2024-05", dia_gioi="moi", dia_ban="00721"))
    assert (
        "Hình thành từ toàn bộ Thị trấn Đồng Văn, Xã Thài Phìn Tủng, Xã Tả Phìn, Xã Tả Lủng và Xã Pải Lủng." in said
    ), said[:900]
    parts = words(open_page("dia_ban", ky="2024-05", dia_gioi="moi", dia_ban="00691"))
    assert "; một phần Phường Quang Trung." in parts, parts[:900]
    assert "Hình thành từ" not in words(open_page("dia_ban", ky="2024-05", dia_ban="00721"))
