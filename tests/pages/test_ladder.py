"""Xếp hạng: what the order, the peers and the lists beside it change."""

import pandas as pd
import pytest

from khuyenhoc.ui import data
from tests.pages.conftest import open_page
from tests.pages.screen import markup, table, words

pytestmark = pytest.mark.usefixtures("installation")


def headings(app) -> list[str]:
    """The headings of groups inside the tables of the page."""
    return [
        text.split("<")[0]
        for each in markup(app)
        for text in each.split('scope="rowgroup"')[1:]
        for text in [text.split(">", 1)[1]]
    ]


def test_gap_closure_puts_those_that_met_under_a_heading_of_their_own_by_surplus() -> None:
    app = open_page("xep_hang", cap="huyen", xep_theo="thu-hep")
    assert headings(app) == ["Chưa đạt: phần khoảng cách đã rút ngắn từ kỳ trước", "Đã đạt, xếp theo số vượt"]
    rows = table(app, "Gia đình học tập: tháng 5/2024, xếp theo thu hẹp").rows
    over = [
        int(row["Còn thiếu/Vượt"].removeprefix("vượt ").replace(".", ""))
        for row in rows
        if "vượt" in row["Còn thiếu/Vượt"]
    ]
    assert len(over) == 5 and over == sorted(over, reverse=True)
    closed = [row["Thu hẹp khoảng cách"] for row in rows]
    assert closed[0] == "thu hẹp 12%" and closed[6:] == [""] * 5


def test_a_commune_that_slipped_from_the_target_is_named_last() -> None:
    app = open_page("xep_hang", cap="xa", xep_theo="thu-hep")
    assert headings(app)[-1] == "Tụt khỏi mục tiêu: kỳ trước đạt, kỳ này không"
    last = table(app, "Gia đình học tập: tháng 5/2024, xếp theo thu hẹp").rows[-1]
    before, now = (float(last[column].rstrip("%").replace(",", ".")) for column in ("Kỳ trước", "Thực hiện"))
    assert before >= 70 > now and last["Còn thiếu/Vượt"].startswith("thiếu")


def test_the_composite_index_shows_its_weights_and_says_what_it_is_not() -> None:
    app = open_page("xep_hang", cap="huyen", xep_theo="tong-hop")
    found = table(app, "Chỉ số tổng hợp (tham khảo), tháng 5/2024")
    assert found.columns[3:] == [
        f"{name} (phần 25%)"
        for name in ("Gia đình học tập", "Dòng họ học tập", "Cộng đồng học tập (thôn)", "Đơn vị học tập")
    ]
    assert [row["Phần đóng góp"] for row in table(app, "Trọng số").rows] == ["25%"] * 4
    row = found.row("Huyện Vị Xuyên")
    assert (row["Thứ hạng minh họa"], row["Chỉ số (0–100)"]) == ("5", "99,5")
    said = words(app)
    assert "Không phải điểm thi đua." in said
    assert "mục III.1 Kế hoạch 151/KH-UBND" in said and "sáng kiến, giải pháp hiệu quả" in said


def test_peers_narrow_ladder_and_rank() -> None:
    everybody = table(open_page("xep_hang", cap="xa"), "Gia đình học tập")
    app = open_page("xep_hang", cap="xa")
    app.selectbox(key="pick so-voi").select("loai-1").run()
    towns = table(app, "Gia đình học tập: tháng 5/2024, xếp theo mức đạt (chỉ thị trấn)")
    assert app.query_params["so-voi"] == "loai-1"
    assert len(everybody.rows) == 193 and len(towns.rows) == 13
    assert all(name.startswith("Thị trấn") for name in towns.names())
    assert towns.rows[0]["Thứ hạng minh họa"].startswith("1")


def test_peers_of_the_same_third_by_poverty() -> None:
    app = open_page("xep_hang", cap="xa", so_voi="ngheo-1")
    poor = table(app, "Gia đình học tập: tháng 5/2024, xếp theo mức đạt (1/3 số địa bàn nhiều hộ nghèo")
    rich = table(open_page("xep_hang", cap="xa", so_voi="ngheo-3"), "Gia đình học tập")
    assert abs(len(poor.rows) - 193 / 3) <= 3 and abs(len(rich.rows) - 193 / 3) <= 3
    assert not set(poor.names()) & set(rich.names())
    assert any("Mèo Vạc" in name for name in poor.names()) and not any(
        "Thành phố Hà Giang" in name for name in poor.names()
    )


def test_the_list_for_commendations_names_who_met_and_who_closed_most_and_says_what_it_does_not_know() -> None:
    app = open_page("xep_hang", cap="huyen")
    (listed,) = [each for each in app.expander if each.label.startswith("Danh sách tham khảo để xét khen thưởng")]
    assert listed.label.endswith("(7)")
    rows = table(app, "Tham khảo: Gia đình học tập").rows
    assert [row["Vì sao có trong danh sách"] for row in rows][4:6] == [
        "Đạt mục tiêu. Vượt 167 gia đình.", "Thu hẹp 12% khoảng cách đến mục tiêu từ kỳ trước.",
    ]  # fmt: skip
    assert "Hội đồng thi đua xem xét hồ sơ và quyết định" in words(app)
    assert not [
        each for each in open_page("xep_hang", cap="huyen", trinh_chieu="1").expander if "khen thưởng" in each.label
    ]


def test_khu_vuc_is_offered_where_somebody_entered_it(monkeypatch: pytest.MonkeyPatch) -> None:
    known = data.known()
    members = pd.DataFrame(
        [(f"{code}@2020", "zone_3", "2021-06-04", "", "861/QĐ-TTg") for code in ("00715", "00718", "00721")],
        columns=known.area_members.columns,
    )
    assert "zone_3" not in open_page("xep_hang", cap="xa").selectbox(key="pick so-voi").options
    changed = type(known)(**(vars(known) | {"area_members": members, "stamp": "with zones"}))
    monkeypatch.setattr(data, "known", lambda: changed)
    app = open_page("xep_hang", cap="xa", so_voi="zone_3")
    assert "Chỉ xã khu vực III" in app.selectbox(key="pick so-voi").options
    assert len(table(app, "Gia đình học tập").rows) == 3
