import itertools
import re
import tomllib
from pathlib import Path

import pytest

from khuyenhoc.domain.status import STATUSES
from khuyenhoc.present import status

ROOT = Path(__file__).resolve().parents[2]

# Machado, Oliveira, Fernandes 2009, severity 1.
VISION = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def _linear(colour):
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def _luminance(colour):
    return sum(weight * channel for weight, channel in zip((0.2126, 0.7152, 0.0722), _linear(colour), strict=True))


def contrast(one, other):
    """WCAG 2.2 contrast ratio."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _lab(colour, vision="full"):
    linear = _linear(colour)
    r, g, b = (min(1, max(0, sum(w * c for w, c in zip(row, linear, strict=True)))) for row in VISION[vision])
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def _distance(one, other, vision):
    return sum((a - b) ** 2 for a, b in zip(_lab(one, vision), _lab(other, vision), strict=True)) ** 0.5


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
    lightness = [_lab(fill)[0] for fill in fills]
    judged, neutral = lightness[:6], lightness[6:]
    assert all(one - other >= 5 for one, other in itertools.pairwise(judged))
    assert all(other - one >= 3 for one, other in itertools.pairwise(neutral))
    assert min(neutral) > max(judged)


def test_the_scale_of_rates_darkens_step_by_step():
    lightness = [_lab(each.fill)[0] for each in status.rate_classes(0.7)]
    assert all(one - other >= 8 for one, other in itertools.pairwise(lightness))


@pytest.mark.parametrize("vision", VISION)
def test_judged_statuses_differ_for_every_eye(vision):
    fills = [status.LOOKS[code].fill for code in status.JUDGED]
    assert min(_distance(one, other, vision) for one, other in itertools.combinations(fills, 2)) >= 12


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
