"""Targets of single peoples and poverty classes on the pages: only where a document sets one, and never past what is hidden."""

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from khuyenhoc import config
from khuyenhoc.access.local import READER
from khuyenhoc.ui import equity_tab, rights
from tests.pages.conftest import open_page
from tests.pages.screen import Table, table, tables

pytestmark = pytest.mark.usefixtures("installation")

PAGE, PROVINCE, BAC_ME, MINH_NGOC = "dan_toc_ho_ngheo", "02@2020", "031", "00994"
AIM, SHORT, VERDICT = "Mục tiêu của nhóm", "Còn thiếu/Vượt", "Đánh giá"
REST = "2021-01-01,2025-12-31,,,,7/KH-UBND,2021-03-01,Kế hoạch thử,Mục II,{},primary,"


@pytest.fixture
def given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A province whose plan sets targets for two peoples and for poor families."""
    folder = tmp_path / "data"
    shutil.copytree(config.DATA, folder)
    with (folder / "group_targets.csv").open("a", encoding="utf-8") as file:
        for number, (group, scope, value, binding) in enumerate(
            [
                ("mong", f"province,{PROVINCE}", 90, "giao"),
                ("tay", "country,VN", 10, "chung"),
                ("dao", f"province,{PROVINCE}", 95, "giao"),
                ("poor", "unit,031@2020", 80, "giao"),
                ("dtts", "country,VN", 85, "chung"),
            ]
        ):
            file.write(f"G{number},learning_family_rate,{group},{scope},>=,{value},{REST.format(binding)}\n")
    monkeypatch.setattr(config, "DATA", folder)


def groups(app: AppTest) -> Table:
    return table(app, "Gia đình học tập, ")


def test_without_such_a_document_nothing_is_shown() -> None:
    app = open_page(PAGE)
    assert not {AIM, SHORT, VERDICT} & set(groups(app).columns)
    assert [each.label for each in app.expander if "mục tiêu của nhóm" in each.label] == []


@pytest.mark.usefixtures("given")
def test_the_group_stands_beside_its_own_target() -> None:
    app = open_page(PAGE)
    mong, tay, kinh = (groups(app).row(name) for name in ("Mông", "Tày", "Kinh"))
    assert mong[AIM] == "từ 90%" and tay[AIM] == "từ 10%" and kinh[AIM] == ""
    families, reached = (int(mong[name].replace(".", "")) for name in ("Tổng số gia đình", "Số gia đình đạt"))
    assert mong[SHORT].replace(".", "") == f"thiếu {-(-families * 90 // 100) - reached}"
    assert "Đạt" in tay[VERDICT] and tay[SHORT].startswith("vượt ")
    assert kinh[VERDICT] == kinh[SHORT] == "", "no document, nothing said"


@pytest.mark.usefixtures("given")
def test_how_it_was_found_names_paper_and_figures() -> None:
    app = open_page(PAGE)
    (how,) = [each for each in app.expander if each.label == "Cách tính mục tiêu của nhóm"]
    said = " ".join(each.value for each in how.markdown).replace("\\", "")
    assert "gia đình dân tộc Mông" in said and "từ 90% đến 31/12/2025, theo 7/KH-UBND" in said and "⌈90% ×" in said


@pytest.mark.usefixtures("given")
def test_poverty_and_the_first_cut_have_theirs() -> None:
    poor = groups(open_page(PAGE, dia_ban=BAC_ME, phan_to="ho-ngheo"))
    assert [row[AIM] for row in poor.rows].count("từ 80%") == 1 and poor.row("Hộ nghèo")[AIM] == "từ 80%"
    assert AIM not in groups(open_page(PAGE, phan_to="ho-ngheo")).columns, "set for one district, not for the province"
    first = groups(open_page(PAGE, phan_to="kinh-thieu-so"))
    assert first.row("Dân tộc thiểu số")[AIM] == "từ 85%" and first.row("Kinh")[AIM] == ""


@pytest.mark.usefixtures("given")
def test_other_pages_tell_the_same() -> None:
    app = open_page("chi_tieu")
    app.session_state[equity_tab.KEY] = True
    assert groups(app.run()).row("Mông")[AIM] == "từ 90%"


@pytest.mark.usefixtures("given")
def test_the_list_of_targets_names_the_group() -> None:
    rows = [row for row in table(open_page("danh_muc"), "Mục tiêu (").rows if "riêng" in row["Áp dụng cho"]]
    assert [(row["Chỉ tiêu"], row["Áp dụng cho"].split("riêng ")[1], row["Mục tiêu"]) for row in rows] == [
        ("Gia đình học tập", "dân tộc Mông", "từ 90%"),
        ("Gia đình học tập", "dân tộc Tày", "từ 10%"),
        ("Gia đình học tập", "dân tộc Dao", "từ 95%"),
        ("Gia đình học tập", "hộ nghèo", "từ 80%"),
        ("Gia đình học tập", "dân tộc thiểu số", "từ 85%"),
    ]
    assert "7/KH-UBND" in rows[0]["Văn bản"]


@pytest.mark.usefixtures("given")
def test_what_is_hidden_has_a_target_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rights, "person", lambda: READER)
    app = open_page(PAGE, dia_ban=BAC_ME)
    met = 0
    for place in [place for place in app.selectbox(key="pick dia-ban").options if "(Huyện Bắc Mê)" in place]:
        app.selectbox(key="pick dia-ban").select(place).run()
        for row in [row for each in tables(app) if AIM in each.columns for row in each.rows]:
            if row["Tỷ lệ"] == "(ẩn)" and row[AIM]:
                assert (row[SHORT], row[VERDICT]) == ("(ẩn)", "(ẩn)")
                met += 1
    assert met, "some targeted group is hidden in some commune"
