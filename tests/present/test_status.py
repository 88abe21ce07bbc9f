import itertools
import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
import pytest

from khuyenhoc.domain.status import STATUSES
from khuyenhoc.present import status
from tests.colour import VISION, apart, contrast, difference, lab

ROOT = Path(__file__).resolve().parents[2]


def test_every_status_has_a_look_of_its_own():
    assert set(status.LOOKS) == set(STATUSES)
    for part in ("label", "sign", "fill", "order"):
        assert len({getattr(look, part) for look in status.LOOKS.values()}) == 10


def test_labels_are_those_of_the_method():
    assert {code: look.label for code, look in status.LOOKS.items()} == {
        "no_target": "Không giao chỉ tiêu",
        "not_reported": "Chưa báo cáo",
        "not_computable": "Chưa tính được",
        "achieved": "Đạt",
        "missed": "Không đạt",
        "insufficient": "Chưa đạt, chưa xét được tiến độ",
        "regressing": "Giảm so với kỳ gốc",
        "slow": "Chậm tiến độ",
        "accelerate": "Cần đẩy nhanh",
        "on_track": "Đúng tiến độ",
    }


@pytest.mark.parametrize("look", status.LOOKS.values(), ids=lambda look: look.code)
def test_text_on_the_fill_is_readable(look):
    assert contrast(look.ink, look.fill) >= 4.5


@pytest.mark.parametrize("each", status.rate_classes(0.7), ids=lambda each: each.label)
def test_text_on_a_class_of_the_map_is_readable(each):
    assert contrast(each.ink, each.fill) >= 4.5


@pytest.mark.parametrize("ink", ["INK", "MUTED", "ACCENT", "TARGET_INK", "SAMPLE_INK", "FOCUS"])
@pytest.mark.parametrize("ground", ["PAPER", "SURFACE"])
def test_inks_are_readable_on_both_grounds(ink, ground):
    assert contrast(getattr(status, ink), getattr(status, ground)) >= 4.5


def test_black_and_white_print_keeps_the_order():
    fills = [look.fill for look in sorted(status.LOOKS.values(), key=lambda look: look.order)]
    lightness = [lab(fill)[0] for fill in fills]
    judged, neutral = lightness[:6], lightness[6:]
    assert all(one - other >= 5 for one, other in itertools.pairwise(judged))
    assert all(other - one >= 3 for one, other in itertools.pairwise(neutral))
    assert min(neutral) > max(judged)


def test_the_scale_of_rates_darkens_step_by_step():
    lightness = [lab(each.fill)[0] for each in status.rate_classes(0.7)]
    assert all(one - other >= 8 for one, other in itertools.pairwise(lightness))


CLOSEST = 10  # CIEDE2000: plain at a glance, also on a map of small areas


def neighbours(fills: Sequence[str]) -> Iterable[tuple[str, str]]:
    return itertools.pairwise(fills)


def every_two(fills: Sequence[str]) -> Iterable[tuple[str, str]]:
    return itertools.combinations(fills, 2)


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize(
    ("fills", "pairs", "least"),
    [
        # Beside its colour a status always has sign and word, on a map the word.
        ([status.LOOKS[code].fill for code in status.JUDGED], every_two, 9),
        ([each.fill for each in status.rate_classes(0.7)], every_two, CLOSEST),
        ([each.fill for each in status.gap_classes()], every_two, CLOSEST),
        (status.CHANGE_FILLS, neighbours, CLOSEST),
        ([fill for row in status.BIVARIATE_FILLS for fill in row], every_two, CLOSEST),
        # “(ẩn)” beside the shades of support; who has nobody of the group is hatched.
        ([status.gap_classes()[-1].fill, status.LOOKS["not_computable"].fill], neighbours, 8),
    ],
    ids=["statuses", "rates", "gaps", "changes", "bivariate", "hidden"],
)
def test_colours_differ_for_every_eye(
    fills: Sequence[str], pairs: Callable[[Sequence[str]], Iterable[tuple[str, str]]], least: float, vision: str
) -> None:
    assert min(apart(*pair, vision) for pair in pairs(fills)) >= least


@pytest.mark.parametrize(
    ("one", "other", "published"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
        ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0),
        ((6.7747, -0.2908, -2.4247), (5.8714, -0.0985, -2.2286), 0.6377),
    ],
)
def test_the_difference_of_colours_is_the_published_one(one, other, published):
    """Pairs of table 1 of Sharma, Wu, Dalal 2005."""
    assert difference(np.array(one), np.array(other)) == pytest.approx(published, abs=1e-4)


@pytest.mark.parametrize("each", status.gap_classes(), ids=lambda each: each.label)
def test_text_on_a_shade_of_support_is_readable(each):
    assert contrast(each.ink, each.fill) >= 4.5


def test_only_what_was_not_reported_is_hatched():
    assert [code for code, look in status.LOOKS.items() if look.hatch] == ["not_reported"]


def test_a_common_target_is_outlined_and_missed_softly():
    assert status.look("missed", inherited=True).label == "Chưa đạt mục tiêu chung"
    assert status.look("missed").label == "Không đạt"
    assert status.look("slow", inherited=True).outlined
    assert not status.look("slow").outlined
    assert not status.look("not_reported", inherited=True).outlined


@pytest.mark.parametrize(
    ("target", "comparator", "labels"),
    [
        (0.7, ">=", ["dưới 50%", "50–60%", "60–65%", "65–70%", "đạt mục tiêu (từ 70%)"]),
        (0.155, ">=", ["dưới 3,88%", "3,88–7,75%", "7,75–11,63%", "11,63–15,5%", "đạt mục tiêu (từ 15,5%)"]),
        (1.0, ">=", ["dưới 80%", "80–90%", "90–95%", "95–100%", "đạt mục tiêu (từ 100%)"]),
        (0.02, "<=", ["trên 8%", "4–8%", "3–4%", "2–3%", "đạt mục tiêu (không quá 2%)"]),
        (None, ">=", ["dưới 20%", "20–40%", "40–60%", "60–80%", "từ 80%"]),
    ],
)
def test_classes_are_labelled_around_the_target(target, comparator, labels):
    assert [each.label for each in status.rate_classes(target, comparator)] == labels


@pytest.mark.parametrize(
    ("share", "target", "comparator", "number"),
    [
        (0.7, 0.7, ">=", 4),
        (0.69999, 0.7, ">=", 3),
        (7 / 10, 0.7, ">=", 4),
        (0.5, 0.7, ">=", 1),
        (0.0, 0.7, ">=", 0),
        (1.2, 0.7, ">=", 4),
        (0.02, 0.02, "<=", 4),
        (0.0201, 0.02, "<=", 3),
        (0.5, 0.02, "<=", 0),
        (0.0, 0.02, "<=", 4),
        (None, 0.7, ">=", status.NO_CLASS),
        (float("nan"), 0.7, ">=", status.NO_CLASS),
    ],
)
def test_the_target_itself_is_in_the_class_that_meets(share, target, comparator, number):
    classes = status.rate_classes(target, comparator)
    assert status.class_of(share, classes) == number
    if number != status.NO_CLASS:
        assert classes[number].meets == (number == 4)


def test_the_theme_is_made_of_these_colours():
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    assert theme["primaryColor"] == status.ACCENT
    assert theme["linkColor"] == status.ACCENT
    assert theme["backgroundColor"] == status.PAPER
    assert theme["secondaryBackgroundColor"] == status.SURFACE
    assert theme["textColor"] == status.INK
    assert theme["borderColor"] == status.LINE
    assert theme["font"] == status.FONT.replace('"', "'")


def test_no_other_module_names_a_colour():
    sources = [path for path in (ROOT / "src").rglob("*.py") if path.name != "status.py"]
    named = {
        path.name: re.findall(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b", path.read_text(encoding="utf-8"))
        for path in sources
    }
    assert {name: found for name, found in named.items() if found} == {}
