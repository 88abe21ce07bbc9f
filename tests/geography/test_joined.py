"""Layers of several provinces as one: every shape where it was, names and sources of all, known by the names of its parts."""

from dataclasses import replace
from datetime import date

import pytest

from khuyenhoc.geography.joined import joined
from khuyenhoc.geography.layer import Layer, borders, sealed, shapes

DAY = date(2024, 2, 1)


def square(key: str, west: float, south: float, step: float = 1e-5, **more: object) -> Layer:
    """One unit, a square of a tenth of a degree whose border is two arcs, the second turned round."""
    side = round(0.1 / step)
    topology = {
        "type": "Topology",
        "transform": {"scale": [step, step], "translate": [west, south]},
        "objects": {"units": {"type": "GeometryCollection", "geometries": [{"type": "Polygon", "arcs": [[0, ~1]]}]}},
        "arcs": [[[0, 0], [side, 0], [0, side]], [[0, 0], [0, side], [side, 0]]],
    }
    fields = {
        "level": "commune", "province": key.upper(), "valid_on": DAY, "kind": "imported", "source": "Sở Nội vụ", "licence": "CC BY",
        "keys": (key,), "names": (f"Xã {key}",), "short_names": (key,), "bounds": (west, south, west + 0.1, south + 0.1),
    }  # fmt: skip
    return sealed(topology, **(fields | more))


def corners(layer: Layer) -> list[set[tuple[float, float]]]:
    return [
        {(round(x, 5), round(y, 5)) for polygon in unit for ring in polygon for x, y in ring}
        for unit in shapes(layer.topology)
    ]


@pytest.mark.parametrize("step", [1e-5, 1e-4])
def test_every_shape_stays_where_it_was(step):
    parts = [square("a", 105.0, 22.5), square("b", 104.9, 22.4, step), square("c", 106.0, 21.0)]
    layer = joined(parts)
    assert corners(layer) == [each for part in parts for each in corners(part)]
    assert layer.keys == ("a", "b", "c") and layer.bounds == (104.9, 21.0, 106.1, 22.6)
    assert len(borders(layer.topology, outer=True)) == 6  # two arcs of each: the common border stays the edge of both


def test_what_it_says_of_itself_is_true_of_all_its_parts():
    one = square("a", 105.0, 22.5, shareable=True)
    other = square("b", 106.0, 22.5, source="Cục Đo đạc", valid_on=date(2023, 1, 1), lacks=("Quần đảo Hoàng Sa",))
    layer = joined([one, other])
    assert (layer.source, layer.licence, layer.province) == ("Sở Nội vụ; Cục Đo đạc", "CC BY", "A B")
    assert (layer.valid_on, layer.shareable, layer.lacks) == (date(2023, 1, 1), False, ("Quần đảo Hoàng Sa",))
    assert joined([one, replace(other, shareable=True)]).shareable


def test_it_is_named_by_its_parts():
    parts = [square("a", 105.0, 22.5), square("b", 106.0, 22.5)]
    assert joined(parts).hash == f"{parts[0].hash}-{parts[1].hash}"
