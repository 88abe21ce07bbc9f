"""The composite index drawn as small tables (methods §5)."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.composite import composite

NAN = float("nan")


def drawn(*cells: tuple) -> pd.DataFrame:
    """Each (unit, indicator, value or None, target) with any status behind it."""
    return pd.DataFrame(
        [
            {
                "unit": unit, "unit_name": f"Xã {unit}", "indicator": code, "value": NAN if value is None else value,
                "target": target, "comparator": "<=" if code == "poor" else ">=", "is_rate": True, "sample": False,
                "status": (*rest, "not_reported" if value is None else "slow")[0],
            }
            for unit, code, value, target, *rest in cells
        ]
    )  # fmt: skip


def found(rows: pd.DataFrame, weights: dict[str, float]) -> dict[str, tuple]:
    result = composite(rows, weights)
    return {
        row["unit"]: (None if pd.isna(row["index"]) else round(row["index"], 6), row["weight_used"], row["lacking"])
        for row in result.to_dict("records")
    }


def test_each_indicator_counts_up_to_its_target_and_by_its_weight():
    rows = drawn(("a", "x", 0.35, 0.7), ("a", "y", 0.9, 0.6), ("a", "poor", 0.2, 0.1), ("b", "x", 0.7, 0.7),
                 ("b", "y", 0.3, 0.6), ("b", "poor", 0.0, 0.1))  # fmt: skip
    assert found(rows, {"x": 2, "y": 1, "poor": 1}) == {
        "b": ((2 + 0.5 + 1) / 4, 1, ()),
        "a": ((0.5 * 2 + 1 + 0.5) / 4, 1, ()),
    }


def test_what_is_not_collected_or_has_no_target_is_left_out_and_weights_rescaled():
    rows = drawn(("a", "x", 0.35, 0.7), ("a", "y", None, 0.6), ("b", "x", 0.7, 0.7), ("b", "y", None, 0.6),
                 ("b", "z", 0.4, NAN), ("a", "z", 0.4, 0.8))  # fmt: skip
    assert found(rows, {"x": 1, "y": 1, "z": 2}) == {"b": (1.0, 0.25, ()), "a": (0.5, 0.75, ())}


@pytest.mark.parametrize(("value", "status"), [(None, "not_reported"), (0.5, "not_reported"), (0.5, "not_computable")])
def test_silence_does_not_pay(value, status):
    rows = drawn(("a", "x", 0.7, 0.7), ("a", "y", value, 0.6, status), ("b", "x", 0.1, 0.7), ("b", "y", 0.1, 0.6))
    result = composite(rows, {"x": 1, "y": 1})
    assert list(result["unit"]) == ["b", "a"]
    assert result.loc[1, "lacking"] == ("y",)
    assert result["rank"].isna().tolist() == [False, True]


def test_counts_and_indicators_without_weight_do_not_enter():
    rows = drawn(("a", "x", 0.35, 0.7), ("a", "other", 0.0, 0.7))
    assert found(rows, {"x": 3}) == {"a": (0.5, 1, ())}
    assert composite(rows.assign(is_rate=False), {"x": 3}).empty


def test_equal_indices_share_a_rank():
    rows = drawn(("a", "x", 0.3, 0.6), ("b", "x", 0.3, 0.6), ("c", "x", 0.1, 0.6), ("e", "x", 0.5, 0.6))
    result = composite(rows, {"x": 1})
    assert list(zip(result["unit"], result["rank"], strict=True)) == [("e", 1), ("a", 2), ("b", 2), ("c", 4)]


@given(st.lists(st.floats(0, 1), min_size=2, max_size=8), st.randoms(use_true_random=False), st.floats(0.01, 1))
def test_it_lies_between_0_and_1_rises_with_a_figure_and_ignores_the_order_of_rows(values, shuffle, target):
    rows = drawn(*((f"u{at}", code, value, target) for at, value in enumerate(values) for code in ("x", "y")))
    weights = {"x": 1.5, "y": 0.5}
    plain = found(rows, weights)
    assert all(0 <= index <= 1 for index, *_ in plain.values())
    order = list(rows.index)
    shuffle.shuffle(order)
    assert found(rows.loc[order], weights) == plain
    more = rows.assign(value=rows["value"].where(rows.index > 0, 1.0))
    assert found(more, weights)["u0"][0] >= plain["u0"][0]
