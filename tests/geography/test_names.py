import unicodedata

import pytest

from khuyenhoc.geography import names


@pytest.mark.parametrize(
    ("value", "level", "expected"),
    [
        (688, "commune", "00688"),
        (688.0, "commune", "00688"),
        ("00688", "commune", "00688"),
        (" 688 ", "commune", "00688"),
        ("2", "province", "02"),
        (24, "district", "024"),
        (None, "commune", ""),
        (float("nan"), "commune", ""),
        ("688a", "commune", ""),
        ("123456", "commune", ""),
        (12.5, "commune", ""),
        ("٦٨٨", "commune", ""),
    ],
)
def test_code(value: object, level: str, expected: str) -> None:
    assert names.code(value, level) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Xã Lũng Cú", ("xã", "lũng cú")),
        ("THỊ TRẤN ĐỒNG VĂN", ("thị trấn", "đồng văn")),
        ("TP. Hà Giang", ("tp.", "hà giang")),
        ("Phường 1", ("phường", "1")),
        ("P.1", ("p.", "1")),
        ("Xãm Sơn", ("", "xãm sơn")),
        ("Xã", ("", "xã")),
        (unicodedata.normalize("NFD", "Xã Hoà"), ("xã", "hoà")),
    ],
)
def test_kind_and_rest(name: str, expected: tuple[str, str]) -> None:
    assert names.kind_and_rest(name) == expected


def test_tone_place() -> None:
    assert names.tone_free_of_place("thuận hoà") == names.tone_free_of_place("thuận hòa")
    assert names.tone_free_of_place("hoa") != names.tone_free_of_place("hoà")
    assert names.tone_free_of_place("lung cu") != names.tone_free_of_place("lũng cú")


def test_accent_free() -> None:
    assert names.accent_free("đồng văn") == "dongvan"
    assert names.accent_free("nậm tỵ") == names.accent_free("nậm ty") == names.accent_free("nậm tị")
    assert names.accent_free("ia m'nông") == "iamnong"


def test_candidates_keep_kinds_apart_until_nothing_fits() -> None:
    index = names.NameIndex(
        {"a": "Xã Đồng Văn", "b": "Thị trấn Đồng Văn", "c": "Xã Hoà"}, {"a": "1", "b": "1", "c": "2"}
    )
    assert index.candidates(0, "Xã Đồng Văn") == {"a"}
    assert index.candidates(1, "Đồng Văn") == {"a", "b"}
    assert index.candidates(0, "Xã Hòa") == set()
    assert index.candidates(2, "Xã Hòa") == {"c"}
    assert index.candidates(2, "Xã Hòa", within={"1"}) == set()
    assert index.candidates(4, "xa hoa") == set()
    assert index.candidates(5, "Hoa") == {"c"}
