"""Xem trước thay đổi of a file that changes hundreds of verdicts: what matters most in sight, all of it one click away."""

from khuyenhoc.domain.unit import Level
from khuyenhoc.store.store import Store
from khuyenhoc.ui import data
from tests.pages.conftest import open_page
from tests.pages.screen import tables, words
from tests.pages.test_upload import FAMILIES, file, upload

CODES = ("learning_family_rate", "learning_clan_rate", "learning_community_village_rate", "learning_unit_rate")


def test_ten_changes_of_verdicts_are_in_sight_the_province_first_and_the_rest_folded_away(store: Store) -> None:
    units, _ = data.reference()
    known = store.observations(indicators=CODES, totals_only=True)
    known = known[(known["period"] == "2024-05") & known["unit"].map(units["level"]).eq(Level.COMMUNE)]
    rows = [FAMILIES | {"numerator": "187.000"}]
    for number, row in enumerate(known.to_dict("records")):
        unit, total = units.loc[row["unit"]], int(row["denominator"])
        what = {"unit_code": unit["code"], "unit_name": unit["name"], "indicator": row["indicator"]}
        rows.append(FAMILIES | what | {"numerator": str(total * (number % 11) // 10 if number % 11 < 10 else total),
                                       "denominator": str(total)})  # fmt: skip
    app = upload(open_page(), file(*rows))
    first, rest = [each for each in tables(app) if "ánh giá thay đổi" in each.caption]
    assert len(first.rows) == 10 and len(rest.rows) > 10
    assert rest.caption.startswith(f"Còn {len(rest.rows)} dòng đánh giá thay đổi")
    shown = [*first.rows, *rest.rows]
    assert first.rows[0]["Cấp"] == "Toàn tỉnh" and {row["Cấp"] for row in rest.rows} <= {"Cấp xã", "Cấp huyện"}
    counts = {level: sum(int(row["Số địa bàn"]) for row in shown if row["Cấp"] == level) for level in ("Cấp xã",)}
    assert f"cấp xã {counts['Cấp xã']}" in words(app)
