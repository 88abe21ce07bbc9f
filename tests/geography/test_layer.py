import dataclasses
import json
from datetime import date

import pytest

from khuyenhoc.geography import layer as layers
from khuyenhoc.geography.layer import Layer, sealed

# Two unit squares side by side: arc 0 between them, arcs 1 and 2 around.
TOPOLOGY = {
    "type": "Topology",
    "transform": {"scale": [0.5, 0.5], "translate": [100.0, 10.0]},
    "objects": {
        "units": {
            "type": "GeometryCollection",
            "geometries": [{"type": "Polygon", "arcs": [[0, 1]]}, {"type": "MultiPolygon", "arcs": [[[~0, 2]]]}],
        }
    },
    "arcs": [[[2, 0], [0, 2]], [[2, 2], [-2, 0], [0, -2], [2, 0]], [[2, 0], [2, 0], [0, 2], [-2, 0]]],
}
FIELDS = {
    "level": "commune",
    "province": "02@2020",
    "valid_on": date(2024, 5, 31),
    "kind": "imported",
    "source": "Sở thử",
    "licence": "giấy phép thử",
    "keys": ("a", "b"),
    "names": ("Xã A", "Xã B"),
    "short_names": ("A", "B"),
    "bounds": (100.0, 10.0, 102.0, 11.0),
}


@pytest.fixture
def layer() -> Layer:
    return sealed(TOPOLOGY, **FIELDS)


def test_shapes_are_decoded_with_reversed_arcs() -> None:
    first, second = layers.shapes(TOPOLOGY)
    assert first == [[[(101.0, 10.0), (101.0, 11.0), (100.0, 11.0), (100.0, 10.0), (101.0, 10.0)]]]
    assert second == [[[(101.0, 11.0), (101.0, 10.0), (102.0, 10.0), (102.0, 11.0), (101.0, 11.0)]]]


def test_borders_between_and_around() -> None:
    assert layers.borders(TOPOLOGY, outer=False) == [[(101.0, 10.0), (101.0, 11.0)]]
    assert [line[0] for line in layers.borders(TOPOLOGY, outer=True)] == [(101.0, 11.0), (101.0, 10.0)]


def test_round_trip_through_bytes(layer: Layer) -> None:
    assert layers.from_bytes(layers.to_bytes(layer)) == layer
    assert layer.topology == TOPOLOGY


def test_the_hash_is_of_the_content(layer: Layer) -> None:
    assert sealed(TOPOLOGY, **FIELDS).hash == layer.hash
    changed = [
        sealed({**TOPOLOGY, "arcs": [*TOPOLOGY["arcs"][:2], [[2, 0], [3, 0], [0, 2], [-3, 0]]]}, **FIELDS),
        sealed(TOPOLOGY, **{**FIELDS, "names": ("Xã A", "Xã C")}),
        sealed(TOPOLOGY, **{**FIELDS, "keys": ("a", "c")}),
        sealed(TOPOLOGY, **{**FIELDS, "source": "Sở khác"}),
    ]
    assert len({layer.hash, *(each.hash for each in changed)}) == 5


def test_labels(layer: Layer) -> None:
    assert layer.label == "Ranh giới: Sở thử, giấy phép thử, đúng tại ngày 31/5/2024"
    assert dataclasses.replace(layer, kind="schematic").label == "Sơ đồ, không phải ranh giới hành chính"


def test_names_go_beside_the_shapes_not_inside(layer: Layer) -> None:
    assert json.loads(layers.names_document(layer)) == {
        "keys": ["a", "b"],
        "names": ["Xã A", "Xã B"],
        "short": ["A", "B"],
    }
    assert "Xã" not in json.dumps(layer.topology, ensure_ascii=False)
