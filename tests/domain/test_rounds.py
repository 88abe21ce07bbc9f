"""Which periods count as reporting rounds, and who is silent in one."""

from datetime import date

import pandas as pd

from khuyenhoc.domain.rounds import latest_round


def series(**reported: int) -> pd.DataFrame:
    """Each period end (as 2023_06_30) with how many of the units u0, u1, … reported it."""
    rows = [
        {"unit": f"u{n}", "indicator": "i", "end": pd.Timestamp(end.removeprefix("e").replace("_", "-"))}
        for end, count in reported.items()
        for n in range(count)
    ]
    return pd.DataFrame(rows)


def test_most_units_make_a_round():
    drawn = series(e2023_06_30=30, e2023_12_31=20)
    assert latest_round(drawn, date(2024, 1, 1))["i"] == pd.Timestamp(2023, 12, 31)


def test_fewer_than_two_thirds_do_not():
    drawn = series(e2023_06_30=30, e2023_12_31=19)
    assert latest_round(drawn, date(2024, 1, 1))["i"] == pd.Timestamp(2023, 6, 30)


def test_nine_units_make_none():
    assert latest_round(series(e2023_06_30=9), date(2024, 1, 1)).empty


def test_a_later_round_is_not_known_yet():
    drawn = series(e2023_06_30=30, e2023_12_31=30)
    assert latest_round(drawn, date(2023, 7, 1))["i"] == pd.Timestamp(2023, 6, 30)
