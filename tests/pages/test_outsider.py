"""What leaves the server for somebody who may not see small numbers by group: every file of every page, every chart, every upload."""

import csv
import io
import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from khuyenhoc.access.local import OWNER, READER, WRITER, Person
from khuyenhoc.store.store import Store
from khuyenhoc.ui import equity_tab, rights
from tests.pages.conftest import go, open_page
from tests.pages.screen import markup, table, tables, words
from tests.pages.test_upload import FAMILIES, file, publish, upload

BAC_ME, MINH_NGOC = "031", "00994"
PAGE = "dan_toc_ho_ngheo"
HIDDEN = "(ẩn)"
CUTS = ("peoples-", "poverty-", "minorities-")


def lines(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def as_whom(monkeypatch: pytest.MonkeyPatch, person: Person) -> None:
    monkeypatch.setattr(rights, "person", lambda: person)


@pytest.mark.usefixtures("installation")
@pytest.mark.parametrize("choices", [{}, {"phan_to": "ho-ngheo"}, {"phan_to": "kinh-thieu-so"}], ids=str)
def test_the_file_of_the_groups_hides_what_the_page_hides(
    choices: dict[str, str], given: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def content(person: Person) -> list[list[str]]:
        given.clear()
        as_whom(monkeypatch, person)
        open_page(PAGE, dia_ban=MINH_NGOC, **choices)
        return next((lines(file) for name, file in given.items() if name.startswith(CUTS)), [])

    everything, told = content(OWNER), content(READER)
    assert everything and not any(HIDDEN in row for row in everything)
    if not told:
        assert "hoặc có nhóm quá nhỏ nên chỉ hiện tổng số" in words(open_page(PAGE, dia_ban=MINH_NGOC, **choices))
        return
    whole = {row[0]: row for row in everything}  # hidden rows stand last: the order would tell who lacks more
    assert {row[0] for row in told} == set(whole)
    pairs = [pair for row in told for pair in zip(row, whole[row[0]], strict=True)]
    assert [pair for pair in pairs if pair[0] not in ("", HIDDEN, pair[1])] == []


@pytest.mark.usefixtures("installation")
@pytest.mark.parametrize("page", ["ban_do", "xep_hang", "dia_ban", "chi_tieu"])
def test_files_of_other_pages_are_the_same_for_everybody(
    page: str, given: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """They hold totals, which are public: whoever asks, with the groups of the unit opened beside them."""
    found = []
    for person in (OWNER, READER):
        as_whom(monkeypatch, person)
        app = open_page(page, dia_ban=MINH_NGOC) if page != "ban_do" else open_page(page, xem="nhom")
        app.session_state[equity_tab.KEY] = True
        app.run()
        found.append({name: content for name, content in given.items() if name.endswith((".csv", ".geojson", ".svg"))})
        given.clear()
    official, outside = found
    assert official == outside and (outside or page in ("ban_do", "dia_ban", "chi_tieu"))


@pytest.mark.usefixtures("installation")
def test_what_the_browser_gets_of_the_map_of_a_group_holds_no_hidden_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    for person in (OWNER, READER):
        as_whom(monkeypatch, person)
        app = open_page(PAGE, dia_ban=BAC_ME, cap="xa")
        seen.append((" ".join(markup(app)), [json.loads(each.proto.spec) for each in app.get("vega_lite_chart")]))
    (official, _), (outside, charts) = seen
    assert outside.count(HIDDEN) > official.count(HIDDEN) == 0
    assert not re.search(r"data-(?!ten)[a-z-]+=", outside), "figures stand in the cells alone"
    assert all("numerator" not in json.dumps(chart) for chart in charts), "no counts behind the dots"


BY_GROUP = [
    FAMILIES
    | {"unit_code": MINH_NGOC, "unit_name": "Xã Minh Ngọc", "numerator": n, "denominator": total, "ethnicity": people}
    for people, n, total in (("", "500", "900"), ("Kinh", "396", "400"), ("Dao", "104", "500"))
]


def told(app: AppTest) -> list[dict[str, str]]:
    return [row for each in tables(app) for row in each.rows if row.get("Phân tổ")]


def look(app: AppTest, number: int, act: str) -> AppTest:
    go(app, "lich_su").selectbox(key="history batch").set_value(number).run()
    (control,) = [each for each in app.segmented_control if each.label == "Việc cần làm"]
    return control.set_value(act).run()


def test_who_writes_from_another_machine_sees_no_figures_by_group_of_others(
    empty_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four Kinh families without the title are somebody's neighbours, before, after and while the upload waits."""
    publish(upload(open_page(), file(*BY_GROUP)))
    number = int(empty_store.batches()["id"].max())
    official = look(open_page(), number, "Gỡ lần cập nhật")
    assert {row["Phân tổ"] for row in told(official)} >= {"Kinh"}
    as_whom(monkeypatch, WRITER)
    app = look(open_page(), number, "Gỡ lần cập nhật")
    assert told(app) == [] and "chỉ người xem tại máy chủ thấy từng số" in words(app)
    assert not re.search(r"\b396\b", words(app))


def test_what_waits_is_shown_without_groups_to_who_did_not_send_it(
    empty_store: Store, given: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = upload(open_page(), file(*BY_GROUP)).query_params["lan"]
    number = waiting[0] if isinstance(waiting, list) else waiting
    as_whom(monkeypatch, WRITER)
    given.clear()
    app = open_page("cap_nhat_so_lieu", lan=number)
    assert [row["Số đạt"] for row in table(app, "Số liệu đọc được").rows] == ["500"]
    assert told(app) == [] and not re.search(r"\b396\b", words(app))
    assert not any(name.endswith(".xlsx") for name in given), "the marked file has every number in it"
    own = upload(open_page(), file(*BY_GROUP))
    assert len(table(own, "Số liệu đọc được").rows) == 3, "their own file they know"


def test_a_pasted_table_that_waits_does_not_stand_in_the_field_of_who_may_not_see_small_numbers(
    empty_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    pasted = file(*BY_GROUP).decode("utf-8-sig").replace(";", "\t")
    app = go(open_page(), "cap_nhat_so_lieu")
    waiting = app.text_area[0].set_value(pasted).run().query_params["lan"]
    number = waiting[0] if isinstance(waiting, list) else waiting
    assert "396" in open_page("cap_nhat_so_lieu", lan=number).text_area[0].value
    as_whom(monkeypatch, WRITER)
    app = open_page("cap_nhat_so_lieu", lan=number)
    assert [row["Số đạt"] for row in table(app, "Số liệu đọc được").rows] == ["500"]
    assert not any("396" in str(each.value) for each in app.text_area)
