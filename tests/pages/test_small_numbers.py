"""Small numbers on Dân tộc và hộ nghèo: officials see them and are told so; the switch and other machines see “(ẩn)”."""

import logging

import pytest
from streamlit.testing.v1 import AppTest

from khuyenhoc.access.local import OWNER, READER, WRITER, Person
from khuyenhoc.ui import equity_tab, rights
from tests.pages import screen
from tests.pages.conftest import open_page

PERSON = rights.person
PAGE = "dan_toc_ho_ngheo"
WARD = "00688"  # few families of most peoples
SWITCH = "Xem như người ngoài"


@pytest.fixture
def signed_in(installation, monkeypatch: pytest.MonkeyPatch):
    """Opens the page of a ward as somebody."""

    def as_(person: Person, **choices: str) -> AppTest:
        monkeypatch.setattr(rights, "person", PERSON)
        monkeypatch.setattr(rights, "signed_in", lambda: person)
        return open_page(PAGE, dia_ban=WARD, **choices)

    return as_


def figures(app: AppTest) -> list[str]:
    """Every cell of the table of groups."""
    return [text for row in screen.table(app, "Gia đình học tập, tháng 5/2024").rows for text in row.values()]


def test_an_official_sees_all_and_is_told_that_it_is_internal(signed_in, caplog):
    with caplog.at_level(logging.WARNING):
        app = signed_in(OWNER)
    assert "(ẩn)" not in figures(app)
    assert "Nội bộ" in screen.words(app)
    assert [record.message for record in caplog.records if "internal view" in record.message] == [
        "internal view: 00688@2020, learning_family_rate, 2024-05"
    ]


def test_the_wall_of_a_room_begins_as_others_see_it(signed_in):
    app = signed_in(OWNER, trinh_chieu="1")
    (switch,) = [each for each in app.toggle if each.label == SWITCH]
    assert switch.value is True and "(ẩn)" in figures(app) and "Nội bộ" not in screen.words(app)
    switch.set_value(False).run()
    assert "(ẩn)" not in figures(app) and "Nội bộ" in screen.words(app)


def test_the_switch_shows_what_others_see(signed_in):
    app = signed_in(OWNER)
    (switch,) = [each for each in app.toggle if each.label == SWITCH]
    switch.set_value(True).run()
    assert "(ẩn)" in figures(app)
    assert "Nội bộ" not in screen.words(app)
    outside = figures(app)
    (switch,) = [each for each in app.toggle if each.label == SWITCH]
    switch.set_value(False).run()
    assert "(ẩn)" not in figures(app)
    assert outside == figures(signed_in(READER))


@pytest.mark.parametrize(("page", "below"), [(PAGE, True), ("dia_ban", False)])
def test_small_numbers_of_the_communes_mark_a_page_that_shows_them_and_no_other(
    installation, monkeypatch, caplog, page, below
):
    """No group of the district itself is small, many in its communes are: they stand in the table of places."""
    monkeypatch.setattr(rights, "signed_in", lambda: OWNER)
    with caplog.at_level(logging.WARNING):
        app = open_page(page, dia_ban="028", chi_tieu="learning_family_rate")
        if not below:
            app.session_state[equity_tab.KEY] = True
            app.run()
    assert screen.table(app, "Gia đình học tập, tháng 5/2024").rows
    assert ("Nội bộ" in screen.words(app)) is below
    logged = [record.message for record in caplog.records if "internal view" in record.message]
    assert logged == (["internal view: 028@2020, learning_family_rate, 2024-05"] if below else [])


@pytest.mark.parametrize("person", [READER, WRITER])
def test_others_have_no_switch(signed_in, person):
    app = signed_in(person)
    assert SWITCH not in [each.label for each in app.toggle]
    assert "(ẩn)" in figures(app)
