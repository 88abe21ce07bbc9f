"""Old figures on the units since 1/7/2025, and back."""

import pytest

from khuyenhoc.domain.period import Period
from khuyenhoc.domain.unit import Level
from khuyenhoc.ui import data
from tests.pages.conftest import go, open_page
from tests.pages.screen import table, words

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


def test_the_wall_offers_no_turn() -> None:
    assert [each.key for each in open_page("xep_hang", trinh_chieu="1").button] == []
