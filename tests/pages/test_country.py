"""The whole country followed: provinces first on every page, and a page that does not ask for each of 3.321 communes anew."""

import pandas as pd
import pytest

from khuyenhoc.domain.observation import COLUMNS
from khuyenhoc.domain.unit import REFORM, Level, Units
from khuyenhoc.store.batches import Upload
from khuyenhoc.store.store import Store
from khuyenhoc.ui import data
from tests.pages.conftest import open_page
from tests.pages.screen import table, words

FOUND = "learning_family_rate"


@pytest.fixture
def country(store: Store, monkeypatch: pytest.MonkeyPatch) -> Units:
    """Every commune reported once: 3 of 4 families, in the first province 1 of 4."""
    monkeypatch.setenv("KHUYENHOC_PROVINCE", "VN")
    units = Units.valid_on(store.units(), REFORM)
    first = units.of_level(Level.PROVINCE)[0]
    keys = units.of_level(Level.COMMUNE)
    reached = [100.0 if units.ancestor(Level.PROVINCE)[key] == first else 300.0 for key in keys]
    rows = pd.DataFrame({
        "indicator": FOUND, "period": "2025-12", "unit": keys, "ethnicity": "", "poverty": "", "numerator": reached,
        "denominator": 400.0, "stated_rate": float("nan"), "stated_decimals": -1, "approximate": "=", "state": "value",
        "sample": False, "bundled": False, "batch": 0, "row": range(2, len(keys) + 2), "source": "",
        "denominator_source": "", "document": "",
    })[COLUMNS]  # fmt: skip
    store.publish(store.stage(rows, Upload("ca-nuoc.csv", b"", "Bà Lan")), store.version(), "Bà Lan")
    return units


def test_provinces_come_first_and_the_whole_is_called_the_country(country: Units) -> None:
    app = open_page()
    shown = table(app, "Gia đình học tập")
    assert shown.names()[0] == country.name(country.of_level(Level.PROVINCE)[0]) and len(shown.rows) == 34
    assert "Toàn tỉnh" not in words(app) and "Cả nước: " in words(app)


def test_the_map_and_the_ranking_open_on_provinces_and_go_down_to_communes(country: Units) -> None:
    app = open_page("ban_do")
    (level,) = [each for each in app.button_group if each.label == "Cấp"]
    assert list(level.options) == ["Cấp xã", "Cấp tỉnh"]
    assert app.query_params["cap"] == "tinh" and len(table(app, "Gia đình học tập").rows) == 34
    assert len(table(open_page("xep_hang"), "Gia đình học tập").rows) == 34
    communes = table(open_page("xep_hang", cap="xa"), "Gia đình học tập")
    assert len(communes.rows) == 3321
    assert all(name.endswith(")") for name in communes.names())  # Xã Tân Tiến (Tỉnh Tuyên Quang): many bear one name


def test_a_page_asks_once_for_all_communes(country: Units, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    place = data.place
    monkeypatch.setattr(data, "place", lambda on: asked.append(on) or place(on))
    for page in ("ban_do", "xep_hang"):
        open_page(page, cap="xa", hinh="thanh")
    assert 0 < len(asked) < 500
