"""The command line end to end: what programs get as JSON, golden values, uploads, boundaries, refusals in Vietnamese."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from khuyenhoc import config
from khuyenhoc.domain.unit import LAST_OLD_DAY, Level
from khuyenhoc.store.store import Store
from khuyenhoc.ui import layers
from tests.commands import Commands, figure

ROOT = Path(__file__).resolve().parents[1]
FAMILY, CLAN, VILLAGE, UNIT, CITIZEN = (
    "learning_family_rate", "learning_clan_rate", "learning_community_village_rate", "learning_unit_rate",
    "learning_citizen_count",
)  # fmt: skip
PROMISED = [
    "unit", "name", "indicator", "date", "value", "numerator", "denominator", "target", "comparator", "due", "baseline",
    "baseline_date", "expected", "ratio", "status", "shortfall", "surplus", "sample", "sources",
]  # fmt: skip
MISSED_DECEMBER_2022 = {"00772", "00799", "00865", "00937", "01012", "01057", "01120"}
BINH_DUONG = "74"


# What programs get


def test_the_promised_keys_stand_first_and_in_order(home, commands: Commands):
    found = commands.assess(FAMILY, "02", "--at", "2024-05-31")
    assert list(found)[: len(PROMISED)] == PROMISED
    kept = {key: found[key] for key in PROMISED if key not in ("baseline", "baseline_date", "sources")}
    assert kept == {
        "unit": "02", "name": "Tỉnh Hà Giang", "indicator": FAMILY, "date": "2024-05-31", "value": 0.666, "numerator": 125_071,
        "denominator": 187_794, "target": 0.7, "comparator": ">=", "due": "2025-12-31", "expected": None, "ratio": None,
        "status": "insufficient", "shortfall": 6_385, "surplus": 0, "sample": False,
    }  # fmt: skip
    assert len(found["sources"]) == 1 and "Kết luận số 49-KL/TW" in found["sources"][0]


def test_a_list_of_communes_has_every_commune_those_that_did_not_report_too(home, commands: Commands):
    rows = commands.assess(FAMILY, "02", "--level", "commune", "--at", "2022-12-31")
    assert len({row["unit"] for row in rows}) == len(rows) == 193
    late = {row["unit"] for row in rows if row["period"] == "2022-06"}
    assert late == MISSED_DECEMBER_2022
    assert {row["period"] for row in rows if row["unit"] not in late} == {"2022-12"}
    assert all(row["sample"] for row in rows)
    before = commands.assess(FAMILY, "02", "--level", "commune", "--at", "2021-11-30")
    assert [row["unit"] for row in before] == [row["unit"] for row in rows]
    assert {(row["status"], row["value"], row["shortfall"]) for row in before} == {("not_reported", None, None)}


def test_the_communes_of_one_district_only(home, commands: Commands):
    rows = commands.assess(FAMILY, "024", "--level", "commune", "--at", "2024-05-31")
    assert [row["name"] for row in rows] == [
        "Phường Quang Trung", "Phường Trần Phú", "Phường Ngọc Hà", "Phường Nguyễn Trãi", "Phường Minh Khai",
        "Xã Ngọc Đường", "Xã Phương Độ", "Xã Phương Thiện",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("period", "more", "day"),
    [
        (None, {}, "2024-05-31"),
        ("2024-Q3", {}, "2024-09-30"),
        ("2026-01", {"indicator": "population"}, "2024-05-31"),  # not a round of the headline indicators
    ],
)
def test_without_a_day_it_is_the_end_of_the_newest_round_with_figures(home, commands, period, more, day):
    if period:
        row = figure("02", str(more.get("indicator", FAMILY)), period, numerator=130_000)
        unit = "08" if period > "2025-07" else "02"
        commands.publish(commands.file(row | {"unit_code": unit}))
    assert commands.assess(FAMILY, "02")["date"] == day


def test_for_reading_it_is_a_sentence(home, commands: Commands):
    answer = commands.run("assess", "--indicator", FAMILY, "--unit", "02")
    assert answer.out == "02  Tỉnh Hà Giang: 66,6%, Chưa đạt, chưa xét được tiến độ, còn thiếu 6.385\n"
    lines = commands.run("assess", "--indicator", FAMILY, "--unit", "024", "--level", "commune").lines
    assert len(lines) == 8 and all(line.endswith("số liệu minh họa") for line in lines)


# Golden values


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [
        (FAMILY, {"shortfall": 6_385, "shortfall_low": 6_287, "shortfall_high": 6_484, "denominator_low": 187_654,
                  "denominator_high": 187_935, "inferred": True, "status": "insufficient"}),
        (CLAN, {"shortfall": 117, "value": 0.6004, "status": "insufficient"}),
        (VILLAGE, {"surplus": 136, "shortfall": 0, "denominator": 2_073, "status": "achieved"}),
        (UNIT, {"surplus": 153, "shortfall": 0, "denominator": 834, "value": 0.9844, "status": "achieved"}),
        (CITIZEN, {"numerator": 110_172, "denominator": None, "shortfall": None, "status": "not_computable"}),
        ("association_member_rate", {"numerator": 330_909, "denominator": 899_900, "typed_differs": True}),
        ("district_literacy_l2", {"numerator": 7, "denominator": 11, "shortfall": 4}),
        ("multidim_poor_household_rate", {"value": 0.4261}),
    ],
)  # fmt: skip
def test_golden_values_of_ha_giang(home, commands: Commands, indicator, expected):
    found = commands.assess(indicator, "02", "--at", "2024-05-31")
    assert {key: found[key] for key in expected} == expected


def test_poor_and_near_poor_make_the_share_the_report_calls_poor(home, commands: Commands):
    parts = [
        commands.assess(f"{name}_household_rate", "02")["value"] for name in ("poor", "near_poor", "multidim_poor")
    ]
    assert parts == [0.3112, 0.1149, 0.4261] and round(parts[0] + parts[1], 4) == parts[2]


@pytest.mark.parametrize(
    ("indicator", "numerator", "denominator", "expected"),
    [
        ("commune_learning_community_good_rate", 60, 91, {"target": 0.9, "shortfall": 22, "surplus": 0}),
        ("commune_learning_community_good_rate", 81, 91, {"shortfall": 1, "status": "insufficient"}),
        ("commune_learning_community_good_rate", 82, 91, {"shortfall": 0, "surplus": 0, "status": "achieved"}),
        ("learning_district_rate", 2, 9, {"target": 0.25, "shortfall": 1, "status": "insufficient"}),
        ("learning_district_rate", 3, 9, {"shortfall": 0, "status": "achieved"}),
        (CLAN, 1, 1_000, {"target": None, "shortfall": None, "status": "no_target"}),
    ],
)
def test_golden_values_of_binh_duong(home, commands: Commands, indicator, numerator, denominator, expected):
    row = figure(BINH_DUONG, indicator, unit_name="Tỉnh Bình Dương", numerator=numerator, denominator=denominator)
    commands.publish(commands.file(row))
    found = commands.assess(indicator, BINH_DUONG)
    assert found["date"] == "2024-05-31"
    assert {key: found[key] for key in expected} == expected


# Uploading


def test_stage_publish_roll_back_and_the_list_of_batches(installation: Store, commands: Commands):
    path = commands.file(figure("02", FAMILY, "2024-06", numerator=131_456, denominator=187_794))
    staged = commands.run("stage", str(path), "--by", "Bà Lan")
    assert (staged.status, staged.lines) == (0, ["Lần cập nhật số 2: 1 dòng, không có lỗi, chờ đưa vào sử dụng."])
    assert commands.assess(FAMILY, "02")["numerator"] == 125_071
    version = installation.version()
    assert commands.run("publish", "2", "--by", "Ông Páo").out == (
        f"Đã đưa lần cập nhật số 2 vào sử dụng (phiên bản số liệu {version + 1}).\n"
    )
    found = commands.assess(FAMILY, "02")
    assert (found["date"], found["numerator"], found["status"], found["surplus"]) == (
        "2024-06-30",
        131_456,
        "achieved",
        0,
    )
    again = commands.run("publish", "2")
    assert (again.status, again.err) == (
        1,
        "Lần cập nhật số 2 đang ở trạng thái “đang sử dụng”, không đưa vào sử dụng được.\n",
    )
    assert commands.run("rollback", "2", "--by", "Ông Páo").status == 0
    assert commands.assess(FAMILY, "02")["numerator"] == 125_071
    lines = commands.run("batches").lines
    assert [line.split()[0] for line in lines] == ["2", "1"]
    assert "đã gỡ" in lines[0] and lines[0].endswith("Ông Páo  so-lieu.csv")
    assert "đang sử dụng" in lines[1] and lines[1].endswith("Phần mềm  so-lieu-kem-theo-ha-giang.csv")


def test_a_file_with_errors_is_kept_and_never_published(home, commands: Commands):
    good = figure("02", FAMILY, numerator=1, denominator=2)
    bad = [figure("99999", FAMILY, numerator=1, denominator=2), figure("02", "no_such", numerator=3)]
    staged = commands.run("stage", str(commands.file(good, *bad)), "--by", "Bà Lan")
    assert staged.status == 1
    assert [line.partition(":")[0] for line in staged.lines] == [
        "Dòng 3, cột “unit_code”", "Dòng 4, cột “indicator”", "Lần cập nhật số 2",
    ]  # fmt: skip
    assert staged.lines[-1] == "Lần cập nhật số 2: 1 dòng, 2 lỗi, không đưa vào sử dụng được."
    refused = commands.run("publish", "2")
    assert (refused.status, refused.err) == (1, "Lần cập nhật số 2 còn 2 lỗi. Sửa hết lỗi rồi tải lên lại.\n")
    assert commands.assess(FAMILY, "02")["numerator"] == 125_071


def test_the_slips_of_the_printed_report_are_told_when_it_is_uploaded(home, commands: Commands):
    told = commands.run("stage", str(config.DATA / "sample" / "province_figures.csv")).out
    assert "tỷ lệ ghi là 35,36%, còn 330.909/899.900 = 36,77%" in told
    assert "không có mẫu số nguyên nào cho tỷ lệ 60,04% khi tử số là 1.406" in told
    assert "cộng được 24.320, khác số tổng 24.230" in told


def _headline_file(rows: list[dict[str, str]], commands: Commands) -> Path:
    """The province's rows of May 2024 about the five models, in the upload form."""
    wanted = {FAMILY, CLAN, VILLAGE, UNIT, CITIZEN}
    return commands.file(*(row for row in rows if row["indicator"] in wanted))


def _from_sample() -> list[dict[str, str]]:
    with (config.DATA / "sample" / "province_figures.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["period"] == "2024-05"]
    return [
        {name: row[name] for name in ("period", "unit_code", "indicator", "numerator", "value", "source")}
        for row in rows
    ]


def _from_published(shared: Path) -> list[dict[str, str]]:
    """Their word for each indicator, and ours; their `value` repeats the number where there is no rate."""
    words = {
        "gia_dinh_hoc_tap": FAMILY, "dong_ho_hoc_tap": CLAN, "cong_dong_hoc_tap": VILLAGE, "don_vi_hoc_tap": UNIT,
        "cong_dan_hoc_tap": CITIZEN,
    }  # fmt: skip
    with (shared / "figures" / "hagiang_published_figures.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["indicator"] in words and row["period"] == "2024-05"]
    return [
        {
            "period": "2024-05", "unit_name": row["unit_name"], "indicator": words[row["indicator"]],
            "numerator": row["numerator"], "value": f"{row['value'].replace('.', ',')}%" if row["unit"].startswith("%") else "",
            "source": row["source_url"],
        }
        for row in rows
    ]  # fmt: skip


HEADLINE = {
    FAMILY: ("insufficient", 6_385),
    CLAN: ("insufficient", 117),
    VILLAGE: ("achieved", 0),
    UNIT: ("achieved", 0),
    CITIZEN: ("not_computable", None),
}


@pytest.mark.parametrize("where", ["sample", "shared"])
def test_only_the_real_rows_of_the_province(installation: Store, commands: Commands, where, request):
    assert commands.run("sample", "--remove", "--by", "Bà Lan").status == 0
    for code in (FAMILY, CITIZEN):
        empty = commands.run("assess", "--indicator", code, "--unit", "02")
        assert (empty.status, empty.out) == (1, "") and empty.err.startswith("Chưa có số liệu nào")
    rows = _from_sample() if where == "sample" else _from_published(request.getfixturevalue("shared"))
    commands.publish(_headline_file(rows, commands))
    found = {code: commands.assess(code, "02") for code in HEADLINE}
    assert {code: (each["status"], each["shortfall"]) for code, each in found.items()} == HEADLINE
    assert {(each["date"], each["sample"]) for each in found.values()} == {("2024-05-31", False)}
    communes = commands.assess(FAMILY, "02", "--level", "commune")
    assert len(communes) == 193 and {row["status"] for row in communes} == {"not_reported"}


def test_real_figures_of_communes_hide_the_simulated_ones_of_that_indicator_only(
    installation: Store, commands: Commands
):
    rows = [figure(unit, FAMILY, numerator=n, denominator=400) for unit, n in (("00688", 300), ("00691", 100))]
    batch = commands.publish(commands.file(*rows))
    told = {row["unit"]: row for row in commands.assess(FAMILY, "02", "--level", "commune")}
    assert len(told) == 193
    assert {unit: row["numerator"] for unit, row in told.items() if row["status"] != "not_reported"} == {
        "00688": 300,
        "00691": 100,
    }
    assert not any(row["sample"] for row in told.values())
    city = commands.assess(FAMILY, "024")
    assert (city["numerator"], city["denominator"], city["reported"], city["expected_reports"]) == (400, 800, 2, 8)
    assert all(row["sample"] for row in commands.assess(CLAN, "02", "--level", "commune"))
    assert commands.run("rollback", str(batch)).status == 0
    back = commands.assess(FAMILY, "02", "--level", "commune")
    assert len(back) == 193 and all(row["sample"] and row["status"] != "not_reported" for row in back)


def test_the_same_file_twice_changes_nothing_and_either_can_be_taken_back(installation: Store, commands: Commands):
    path = commands.file(figure("02", FAMILY, "2024-06", numerator=130_000, denominator=187_794))
    first = commands.publish(path)
    before = commands.assess(FAMILY, "02")
    second = commands.publish(path)
    assert second == first + 1 and commands.assess(FAMILY, "02") == before
    commands.run("rollback", str(first))
    assert commands.assess(FAMILY, "02") == before
    commands.run("rollback", str(second))
    assert commands.assess(FAMILY, "02")["numerator"] == 125_071


def test_removing_the_sample_leaves_units_and_schematics_and_it_does_not_come_back(
    installation: Store, commands: Commands
):
    units, layers = len(installation.units()), [layer.hash for layer in installation.layers()]
    assert commands.run("sample", "--remove").status == 0
    assert installation.observations().empty
    assert commands.run("prepare").lines == ["Đã có đủ, không phải chuẩn bị gì."]
    assert installation.observations().empty
    assert (len(installation.units()), [layer.hash for layer in installation.layers()]) == (units, layers)
    again = commands.run("sample", "--remove")
    assert (again.status, again.err) == (1, "Không còn số liệu minh họa nào để gỡ.\n")


# Boundaries


def _squares(codes: list[str], path: Path) -> Path:
    """Invented: one square per commune in rows of fourteen, with the real codes."""

    def ring(place: int) -> list[list[float]]:
        west, south = 104.3 + place % 14 * 0.05, 22.2 + place // 14 * 0.05
        east, north = west + 0.05, south + 0.05
        return [[west, south], [east, south], [east, north], [west, north], [west, south]]

    features = [
        {
            "type": "Feature",
            "properties": {"ma_xa": code},
            "geometry": {"type": "Polygon", "coordinates": [ring(place)]},
        }
        for place, code in enumerate(codes)
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


@pytest.fixture
def imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where imported files are kept during this test."""
    monkeypatch.setattr(config, "GEO", tmp_path / "geo")
    return tmp_path / "geo" / "imported"


def _communes(store: Store) -> list[str]:
    units = store.units()
    below = units[(units["level"] == "district") & (units["parent"] == "02@2020")].index
    return list(units.loc[(units["level"] == "commune") & units["parent"].isin(below), "code"])


def test_imported_boundaries_are_shown_instead_of_the_schematic(home, imported, tmp_path, commands: Commands):
    store = Store.open(config.database_url())
    codes = _communes(store)
    assert len(codes) == 193
    path = _squares(codes, tmp_path / "ranh-gioi.geojson")
    answer = commands.run("boundaries", "import", str(path), "--source", "Sở thử", "--licence", "được phép dùng")
    assert answer.status == 0, answer
    assert answer.lines[0] == "Ranh giới cấp xã của Tỉnh Hà Giang: khớp 193 trong 193 địa bàn."
    assert answer.lines[-1] == "Đã lưu 2 lớp ranh giới, đúng vào ngày 30/6/2025."
    assert sorted((row.level, row.kind, row.province) for row in store.layers()[:2]) == [
        ("commune", "imported", "02@2020"), ("district", "imported", "02@2020"),
    ]  # fmt: skip
    for level, count in ((Level.COMMUNE, 193), (Level.DISTRICT, 11)):
        shown = layers.layer(level, LAST_OLD_DAY)
        assert shown is not None and (shown.kind, len(shown.keys)) == ("imported", count)
        assert shown.label == "Ranh giới: Sở thử, được phép dùng, đúng tại ngày 30/6/2025"
    assert [file.read_bytes() for file in imported.iterdir()] == [path.read_bytes()]
    assert commands.run("prepare").lines == ["Đã có đủ, không phải chuẩn bị gì."]
    store.close()


def test_boundaries_of_too_few_communes_are_refused_with_numbers(
    installation: Store, imported, tmp_path, commands: Commands
):
    before, version = installation.layers(), installation.version()
    path = _squares(_communes(installation)[:150], tmp_path / "thieu.geojson")
    answer = commands.run("boundaries", "import", str(path), "--valid-on", "2024-05-31")
    assert answer.status == 1
    assert "Ranh giới cấp xã của Tỉnh Hà Giang: khớp 150 trong 193 địa bàn." in answer.lines
    assert any(line.startswith("Tệp không có ranh giới của 43 địa bàn: ") for line in answer.lines)
    assert answer.lines[0].startswith("Chỉ khớp 150 trong 193 địa bàn, cần ít nhất 90%.")
    assert (installation.layers(), installation.version(), imported.exists()) == (before, version, False)


def test_an_invented_file_whose_codes_happen_to_exist_is_refused(home, imported, commands: Commands):
    answer = commands.run(
        "boundaries", "import", str(ROOT / "geo" / "invented" / "communes.geojson"), "--level", "commune"
    )
    assert answer.status == 1 and answer.lines[0].startswith("Chỉ 11 trong 13 hình của tệp là địa bàn cấp xã")


def test_real_boundaries_of_ha_giang(installation: Store, shared, imported, commands: Commands):
    answer = commands.run(
        "boundaries", "import", str(shared / "geo" / "hagiang_communes.geojson"), "--valid-on", "2024-05-31"
    )
    assert (answer.status, answer.lines[0]) == (0, "Ranh giới cấp xã của Tỉnh Hà Giang: khớp 193 trong 193 địa bàn.")
    newest = {row.level: row.kind for row in reversed(installation.layers()) if row.valid_on <= LAST_OLD_DAY}
    assert newest == {"commune": "imported", "district": "imported"}


# Refusals and help


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("assess", "--indicator", "khong_co", "--unit", "02"), "Không có chỉ tiêu mã khong_co."),
        (("assess", "--indicator", FAMILY, "--unit", "99"), "Không có địa bàn mã 99 vào ngày 30/06/2025, 01/07/2025."),
        (("assess", "--indicator", FAMILY, "--unit", "02", "--at", "2025-07-01"), "Không có địa bàn mã 02 vào ngày 01/07/2025."),
        (
            ("assess", "--indicator", FAMILY, "--unit", BINH_DUONG),
            "Chưa có số liệu nào của địa bàn này được đưa vào sử dụng, nên không có ngày để đánh giá. Hãy ghi rõ --at.",
        ),
        (
            ("assess", "--indicator", FAMILY, "--unit", "024", "--level", "province"),
            "Chỉ tiêu learning_family_rate chưa có số liệu và không có mục tiêu nào ở Thành phố Hà Giang, ngày 31/05/2024.",
        ),
        (("stage", "khong-co.csv"), "Không đọc được tệp khong-co.csv: No such file or directory"),
        (("publish", "77"), "Không có lần cập nhật số 77."),
        (("rollback", "77"), "Không có lần cập nhật số 77."),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_and_ends_with_one(home, commands: Commands, arguments, sentence):
    answer = commands.run(*arguments)
    assert (answer.status, answer.out, answer.err) == (1, "", f"{sentence}\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "khuyenhoc: còn thiếu LỆNH"),
        (("assess", "--unit", "02"), "khuyenhoc assess: còn thiếu --indicator"),
        (
            ("assess", "--indicator", FAMILY, "--unit", "02", "--at", "2024-13-01"),
            "khuyenhoc assess: --at: “2024-13-01” không phải là ngày; ví dụ đúng: 2024-05-31",
        ),
        (("publish", "hai"), "khuyenhoc publish: SỐ: 'hai' không phải số nguyên"),
        (("publish", "2", "--by"), "khuyenhoc publish: --by: chưa ghi giá trị"),
        (("batches", "thừa"), "khuyenhoc: không hiểu thừa"),
        (("sample",), "khuyenhoc sample: còn thiếu --remove"),
        (
            ("assess", "--indicator", FAMILY, "--unit", "02", "--level", "xã"),
            "khuyenhoc assess: --level: không có lựa chọn 'xã'; chọn một trong 'country', 'province', 'district', 'commune'",
        ),
    ],
)
def test_what_was_typed_wrong_is_said_and_ends_with_two(home, commands: Commands, arguments, sentence):
    answer = commands.run(*arguments)
    assert (answer.status, answer.out, answer.err.splitlines()[-1]) == (2, "", sentence)
    assert answer.err.startswith("Cách dùng: khuyenhoc")


@pytest.mark.parametrize(
    "command",
    ["", "prepare", "stage", "publish", "rollback", "batches", "sample", "assess", "rank", "forecast", "boundaries"],
)
def test_help_is_vietnamese(home, commands: Commands, command):
    answer = commands.run(*[word for word in (command, "--help") if word])
    assert answer.status == 0 and answer.lines[0].startswith(f"Cách dùng: khuyenhoc{' ' * bool(command)}{command}")
    english = ("usage", "options", "arguments", "show this", "exit")
    assert [word for word in english if word in answer.out.lower()] == []
    assert "in hướng dẫn này" in answer.out


@pytest.mark.parametrize(("text", "day"), [("2024-05-31", "2024-05-31"), ("31/5/2024", "2024-05-31")])
def test_a_day_may_be_written_either_way(home, commands: Commands, text, day):
    assert commands.assess(FAMILY, "02", "--at", text)["date"] == day


def test_a_reader_that_has_seen_enough_is_no_failure(home):
    command = [
        sys.executable,
        "-m",
        "khuyenhoc.cli",
        "assess",
        "--indicator",
        FAMILY,
        "--unit",
        "02",
        "--level",
        "commune",
        "--json",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert (process.stderr.read(), process.wait(timeout=60)) == (b"", 0)
