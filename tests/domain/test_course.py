"""The course of one unit: its own figures, the sums of its children where it has none."""

from datetime import date

from khuyenhoc.domain.course import course
from tests.domain.draw import DISTRICT, FAMILY, catalogue, observations, units


def told(unit: str, *rows: tuple[str, str, float]) -> list[tuple[str, float]]:
    frame = observations(*({"unit": who, "period": when, "numerator": n, "denominator": 100} for who, when, n in rows))
    found = course(frame, unit, catalogue()[FAMILY], units(), catalogue(), date(2024, 12, 31))
    return list(zip(found["period"], found["value"], strict=True))


def test_a_commune_with_one_figure_shows_that_one():
    assert told("a", ("a", "2024-05", 60)) == [("2024-05", 0.6)]


def test_its_own_figure_goes_before_that_of_its_children():
    below = ("a", "2023-12", 40), ("a", "2024-05", 50)
    assert told("D1", ("D1", "2024-05", 60), *below) == [("2023-12", 0.4), ("2024-05", 0.6)]
    assert told("D1", ("D1", "2024-05", 60), below[1]) == [("2024-05", 0.6)]


def test_two_own_figures_make_the_course_and_what_comes_later_is_not_known():
    own = ("D1", "2023-12", 55), ("D1", "2024-05", 60), ("D1", "2025-06", 90)
    assert told("D1", *own, ("a", "2022-12", 40)) == [("2022-12", 0.4), ("2023-12", 0.55), ("2024-05", 0.6)]
    assert units().level("D1") is DISTRICT
