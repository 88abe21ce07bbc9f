"""The files a person edits: a change shows without a restart, a slip is told with file, row, column and what is allowed."""

import csv
import io
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from khuyenhoc import config, definitions
from khuyenhoc.domain.unit import Level
from khuyenhoc.errors import AppError

FILES = (
    "indicators",
    "targets",
    "ethnic_groups",
    "poverty_classes",
    "area_types",
    "area_members",
    "clusters",
    "weights",
    "suppression",
    "headings",
    "heading_roles",
    "unit_spellings",
    "forms",
    "group_targets",
)
_REST = "2021-01-01,2025-12-31,,,,1/KH-UBND,2021-01-01,Kế hoạch,I,giao,primary,\n"
GROUP_TARGETS = "".join(
    f"{start},{_REST}"
    for start in (
        "G1,learning_family_rate,mong,province,02@2020,>=,60",
        "G2,learning_family_rate,poor,province,02@2020,>=,55",
        "G3,learning_family_rate,dtts,country,VN,>=,50",
    )
)
Rows = list[list[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of data/ to edit."""
    for name in FILES:
        shutil.copy2(config.DATA / f"{name}.csv", tmp_path)
    with (tmp_path / "area_members.csv").open("a", encoding="utf-8") as file:
        file.write("00688@2020,zone_1,2021-06-04,2025-06-30,861/QĐ-TTg\n00691@2020,zone_3,2021-06-04,,861/QĐ-TTg\n")
    with (tmp_path / "clusters.csv").open("a", encoding="utf-8") as file:
        file.write("00691@2025,Cụm 1,2025-07-01,,12/QĐ-UBND\n00694@2025,Cụm 2,2025-07-01,,12/QĐ-UBND\n")
    with (tmp_path / "group_targets.csv").open("a", encoding="utf-8") as file:
        file.write(GROUP_TARGETS)
    return tmp_path


def edit(path: Path, change: Callable[[Rows], object], *, delimiter: str = ",", encoding: str = "utf-8") -> None:
    """Saves the file changed, a moment after it was last saved."""
    before = path.stat().st_mtime_ns
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    change(rows)
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    os.utime(path, ns=(before + 10**9, before + 10**9))


def put(row: int, column: str, value: str) -> Callable[[Rows], None]:
    """`row` as a spreadsheet numbers it: 1 is the header."""

    def change(rows: Rows) -> None:
        rows[row - 1][rows[0].index(column)] = value

    return change


def test_a_change_is_seen_without_a_restart(folder):
    before = definitions.current(folder)
    assert definitions.current(folder) is before
    edit(folder / "indicators.csv", put(2, "short_name", "Tên mới"))
    after = definitions.current(folder)
    assert after.stamp != before.stamp
    assert next(iter(after.catalogue)).short_name == "Tên mới" != next(iter(before.catalogue)).short_name
    edit(folder / "targets.csv", put(2, "value", "71.5"))
    assert definitions.current(folder).targets[0].value == 7_150
    edit(folder / "ethnic_groups.csv", put(2, "name", "Kinh (Việt)"))
    assert definitions.current(folder).group_name("kinh") == "Kinh (Việt)"
    edit(folder / "poverty_classes.csv", put(2, "name", "Nghèo"))
    assert definitions.current(folder).group_name("poor") == "Nghèo"
    edit(folder / "area_types.csv", put(2, "name", "Vùng I"))
    assert definitions.current(folder).area_types.loc[0, "name"] == "Vùng I"
    edit(folder / "area_members.csv", put(2, "area_type", "zone_2"))
    assert definitions.current(folder).area_members.loc[0, "area_type"] == "zone_2"
    edit(folder / "weights.csv", put(2, "weight", "2.5"))
    assert definitions.current(folder).weights["learning_family_rate"] == 2.5


def test_a_group_that_is_no_longer_listed_shows_its_code(folder):
    assert definitions.current(folder).group_name("khong_co") == "khong_co"


@pytest.mark.parametrize(
    ("file", "row", "column", "value", "allowed"),
    [
        ("indicators", 3, "measure", "ratio", "count, rate"),
        ("indicators", 3, "counts", "người", "person, household, institution, money, event"),
        ("indicators", 3, "better", "", "higher, lower, neutral"),
        ("indicators", 3, "flow", "Stock", "stock, flow"),
        ("indicators", 3, "recognised", "năm", "yearly, any"),
        ("indicators", 3, "rollup", "avg", "sum, none"),
        ("indicators", 3, "collected_levels", "commune huyện", "country, province, district, commune, cách nhau dấu cách"),
        ("indicators", 3, "rate_levels", "xã", "country, province, district, commune, cách nhau dấu cách"),
        ("indicators", 3, "breakdowns", "sex", "ethnicity, poverty, cách nhau dấu cách"),
        ("indicators", 3, "headline", "một", "số thứ tự, hoặc để trống"),
        ("indicators", 3, "headline", "1,5", "số thứ tự, hoặc để trống"),
        (
            "indicators", 3, "unit_value", "1=Đạt;Chưa đạt",
            "các cặp số=chữ cách nhau dấu chấm phẩy, ví dụ 1=Đạt;0=Chưa đạt, hoặc để trống",
        ),
        ("indicators", 3, "part_of", "khong_co", "mã có trong cột code, hoặc để trống"),
        ("indicators", 3, "numerator_indicator", "khong_co", "mã có trong cột code, hoặc để trống"),
        ("indicators", 3, "replaces", "khong_co", "mã có trong cột code, hoặc để trống"),
        ("indicators", 4, "code", "", "một mã, không để trống"),
        ("targets", 5, "indicator", "khong_co", "mã chỉ tiêu có trong indicators.csv"),
        ("targets", 5, "scope_kind", "huyện", "country, province, level, area_type, unit"),
        ("targets", 5, "comparator", ">", ">=, <="),
        ("targets", 5, "value", "70%", "số, phần lẻ sau dấu chấm, hoặc none"),
        ("targets", 5, "value", "62,5", "số, phần lẻ sau dấu chấm, hoặc none"),
        ("targets", 5, "start", "01/01/2021", "ngày kiểu 2025-12-31"),
        ("targets", 5, "due", "2025-02-30", "ngày kiểu 2025-12-31"),
        ("targets", 5, "milestones", "2025=70", "các mốc ngày=số cách nhau dấu chấm phẩy, ví dụ 2025-12-31=70, hoặc để trống"),
        ("targets", 5, "baseline_value", "mười", "số, phần lẻ sau dấu chấm, hoặc để trống"),
        ("targets", 5, "baseline_date", "2020", "ngày kiểu 2025-12-31, hoặc để trống"),
        ("targets", 5, "basis_date", "25/3/2022", "ngày kiểu 2025-12-31, hoặc để trống"),
        ("targets", 5, "binding", "Giao", "giao, chung"),
        ("targets", 5, "verified", "chưa", "primary, secondary, unverified"),
        ("ethnic_groups", 6, "minority", "có", "0, 1"),
        ("poverty_classes", 2, "order", "đầu", "số nguyên"),
        ("area_members", 2, "unit", "00688", "mã địa bàn kèm phiên bản danh mục, ví dụ 00688@2020"),
        ("area_members", 2, "area_type", "khu vực I", "mã có trong area_types.csv"),
        ("area_members", 3, "valid_from", "", "ngày kiểu 2025-12-31"),
        ("area_members", 3, "valid_to", "2025", "ngày kiểu 2025-12-31, hoặc để trống"),
        ("weights", 2, "indicator", "learning_citizen_count", "mã chỉ tiêu tỷ lệ có trong indicators.csv"),
        ("weights", 3, "weight", "0", "số, phần lẻ sau dấu chấm, lớn hơn 0"),
        ("forms", 2, "form", "Danh hiệu", "chữ thường không dấu, số và dấu gạch nối"),
        ("forms", 2, "heading", "", "tên nhóm cột, không để trống"),
        ("forms", 3, "indicator", "family", "mã chỉ tiêu có trong indicators.csv"),
        ("suppression", 2, "setting", "small", "smallest, span, crossed"),
        ("suppression", 2, "value", "1", "số nguyên từ 2"),
        ("suppression", 3, "value", "năm", "số nguyên từ 1 đến 50"),
        ("suppression", 3, "value", "51", "số nguyên từ 1 đến 50"),
        ("suppression", 4, "value", "huyện", "province, district, commune, cách nhau dấu cách"),
    ],
)  # fmt: skip
def test_an_unknown_word_is_told_with_its_place_and_what_is_allowed(folder, file, row, column, value, allowed):
    edit(folder / f"{file}.csv", put(row, column, value))
    with pytest.raises(AppError) as slip:
        definitions.current(folder)
    assert (
        str(slip.value)
        == f"Tệp {file}.csv, dòng {row}, cột “{column}”: không dùng được “{value}”. Chỉ nhận: {allowed}."
    )


def test_a_setting_that_is_gone_is_missed(folder):
    edit(folder / "suppression.csv", lambda rows: rows.pop(2))
    with pytest.raises(AppError, match=r"^Tệp suppression\.csv thiếu dòng span\. Hãy thêm lại dòng này\.$"):
        definitions.current(folder)


def test_the_rule_for_small_numbers(folder):
    rule = definitions.current(folder).suppression
    assert (rule.smallest, rule.span, rule.crossed) == (10, 5, {Level.PROVINCE, Level.DISTRICT})
    edit(folder / "suppression.csv", put(4, "value", ""))
    assert definitions.current(folder).suppression.crossed == frozenset()


def test_what_two_columns_must_say_together(folder):
    def area(rows: Rows) -> None:
        put(5, "scope_kind", "area_type")(rows)
        put(5, "scope", "zone_9")(rows)

    edit(folder / "targets.csv", area)
    with pytest.raises(
        AppError, match=r"dòng 5, cột “scope”: không dùng được “zone_9”\. Chỉ nhận: mã có trong area_types\.csv"
    ):
        definitions.current(folder)
    shutil.copy2(config.DATA / "targets.csv", folder)
    edit(folder / "targets.csv", put(6, "baseline_value", "40"))
    with pytest.raises(
        AppError, match=r"dòng 6, cột “baseline_date”: không dùng được “”\. Chỉ nhận: ngày kiểu 2025-12-31, vì đã có"
    ):
        definitions.current(folder)


def test_targets_of_groups(folder):
    known = definitions.current(folder)
    assert [(each.group, each.target.value) for each in known.group_targets] == [
        ("mong", 6000), ("poor", 5500), ("dtts", 5000),
    ]  # fmt: skip
    assert not {each.target.id for each in known.group_targets} & {each.id for each in known.targets}


@pytest.mark.parametrize(
    ("column", "value", "allowed"),
    [
        ("group", "Mông", "mã một dân tộc, dtts hoặc một diện nghèo"),
        ("group", "other", "mã một dân tộc, dtts hoặc một diện nghèo"),
        ("group", "unspecified", "mã một dân tộc, dtts hoặc một diện nghèo"),
        ("group", "", "mã một dân tộc, dtts hoặc một diện nghèo"),
        ("indicator", "khong_co", "mã chỉ tiêu có trong indicators"),
        ("value", "70%", "số, phần lẻ sau dấu chấm"),
        ("due", "31/12/2025", "ngày kiểu 2025-12-31"),
    ],
)
def test_a_slip_in_the_targets_of_groups_is_told(folder, column, value, allowed):
    edit(folder / "group_targets.csv", put(2, column, value))
    with pytest.raises(AppError) as slip:
        definitions.current(folder)
    said = f"Tệp group_targets.csv, dòng 2, cột “{column}”: không dùng được “{value}”. Chỉ nhận: {allowed}"
    assert str(slip.value).startswith(said)


def test_a_group_needs_an_indicator_that_is_told_by_it(folder):
    edit(folder / "group_targets.csv", put(3, "indicator", "population"))  # by peoples only
    with pytest.raises(AppError, match=r"^Tệp group_targets\.csv, dòng 3, cột “group”: không dùng được “poor”"):
        definitions.current(folder)


def test_an_indicator_stands_in_a_form_once(folder):
    edit(folder / "forms.csv", put(4, "indicator", "learning_family_registered"))
    with pytest.raises(
        AppError, match=r"forms.csv, dòng 4, cột “indicator”: “learning_family_registered” đã có ở dòng 2"
    ):
        definitions.current(folder)


@pytest.mark.parametrize(
    ("old", "new", "overlaps"),
    [
        (("2025-07-01", ""), ("2026-01-01", ""), True),
        (("2025-07-01", "2026-01-01"), ("2026-01-01", ""), True),
        (("2025-07-01", "2025-12-31"), ("2026-01-01", ""), False),
        (("2026-01-01", ""), ("2025-07-01", "2026-03-31"), True),
        (("2026-01-01", ""), ("2025-07-01", "2025-12-31"), False),
    ],
    ids=["open end", "one day", "day after day", "written the other way round", "apart the other way round"],
)
def test_a_commune_is_in_one_cluster_at_a_time(folder, old, new, overlaps):
    rows = [["00697@2025", "Cụm 1", *old, "12/QĐ-UBND"], ["00697@2025", "Cụm 2", *new, "15/QĐ-UBND"]]
    edit(folder / "clusters.csv", lambda sheet: sheet.extend(rows))
    if not overlaps:
        assert len(definitions.current(folder).clusters) == 4
        return
    with pytest.raises(
        AppError, match=r"^Tệp clusters\.csv, dòng 5: địa bàn “00697@2025” có ngày đã thuộc một nhóm ở dòng 4"
    ):
        definitions.current(folder)


@pytest.mark.parametrize("file", [file for file in FILES if file not in ("area_members", "clusters", "forms")])
def test_a_code_stands_on_one_row_only(folder, file):
    keys = {
        "targets": "id",
        "group_targets": "id",
        "weights": "indicator",
        "suppression": "setting",
        "headings": "subject",
        "heading_roles": "role",
        "unit_spellings": "name",
    }
    column = keys.get(file, "code")
    first = (folder / f"{file}.csv").read_text(encoding="utf-8-sig").splitlines()[1].split(",")[0]
    edit(folder / f"{file}.csv", put(4, column, first))
    with pytest.raises(AppError) as slip:
        definitions.current(folder)
    assert str(slip.value) == (
        f"Tệp {file}.csv, dòng 4, cột “{column}”: “{first}” đã có ở dòng 2. Mỗi mã chỉ được đứng ở một dòng."
    )


@pytest.mark.parametrize("file", FILES)
def test_a_missing_column_and_a_torn_row(folder, file):
    path = folder / f"{file}.csv"
    header = path.read_text(encoding="utf-8-sig").splitlines()[0].split(",")
    edit(path, lambda rows: rows[2].append("thừa"))
    with pytest.raises(AppError, match=rf"Tệp {file}\.csv, dòng 3: có {len(header) + 1} ô, cần {len(header)}\."):
        definitions.current(folder)
    edit(path, lambda rows: rows[2].pop() and rows[0].__setitem__(1, "tên"))
    with pytest.raises(AppError, match=rf"Tệp {file}\.csv thiếu cột {header[1]}\."):
        definitions.current(folder)


def test_a_mended_file_is_read_again(folder):
    edit(folder / "targets.csv", put(2, "binding", "??"))
    with pytest.raises(AppError):
        definitions.current(folder)
    edit(folder / "targets.csv", put(2, "binding", "chung"))
    assert definitions.current(folder).targets[0].binding == "chung"


def test_rows_are_numbered_as_a_spreadsheet_does_whatever_lines_their_cells_have(folder):
    def change(rows: Rows) -> None:
        put(2, "definition", "Hai\ndòng chữ,\nba dòng")(rows)
        rows.insert(2, [""] * len(rows[0]))
        put(5, "better", "cao")(rows)

    edit(folder / "indicators.csv", change)
    with pytest.raises(AppError, match=r"Tệp indicators\.csv, dòng 5, cột “better”"):
        definitions.current(folder)


def test_a_spreadsheet_may_have_saved_it_with_semicolons_spaces_and_a_mark_of_unicode(folder):
    before = definitions.current(folder)
    edit(folder / "targets.csv", put(2, "binding", " chung "), delimiter=";", encoding="utf-8-sig")
    assert definitions.current(folder).targets == before.targets


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("code,name\nkinh,Kinh\n".encode("utf-16"), "chữ không phải Unicode. Hãy lưu lại dạng CSV UTF-8."),
        (b'code,name\nkinh,"Kinh\n', "dấu ngoặc kép không khớp (unexpected end of data)"),
    ],
)
def test_an_unreadable_file(folder, content, reason):
    (folder / "ethnic_groups.csv").write_bytes(content)
    with pytest.raises(AppError) as slip:
        definitions.current(folder)
    assert str(slip.value) == f"Không đọc được tệp ethnic_groups.csv: {reason}"


def test_an_empty_and_an_absent_file(folder):
    (folder / "area_types.csv").write_text("", encoding="utf-8")
    with pytest.raises(AppError, match=r"Tệp area_types\.csv thiếu cột code, name, kind, basis, definition, source"):
        definitions.current(folder)
    (folder / "area_types.csv").unlink()
    with pytest.raises(AppError, match=r"Không đọc được tệp area_types\.csv: No such file or directory"):
        definitions.current(folder)
