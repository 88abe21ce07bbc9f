"""One map layer: the shapes of one level in one place on one date, as the browser gets them.

The only place that knows how a layer is packed, named and labelled. Standard library only, so that starting up stays quick.
"""

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

Kind = Literal["schematic", "tiles", "imported"]
Position = tuple[float, float]
Ring = list[Position]

DRAWN_LABELS = {
    "schematic": "Sơ đồ, không phải ranh giới hành chính",
    "tiles": "Sơ đồ ô: mỗi địa bàn một ô bằng nhau, đặt gần vị trí thật; không phải ranh giới hành chính",
}
LATER = {"shareable": False, "lacks": ()}  # fields that came later: left out of the hash where they say nothing


@dataclass(frozen=True)
class About:
    """What the layers made in one go have in common."""

    province: str | None
    valid_on: date
    kind: Kind
    source: str
    licence: str
    shareable: bool = False

    def of(self, province: str) -> "About":
        """The same for one province of it."""
        return replace(self, province=province)


@dataclass(frozen=True)
class Layer:
    """`keys`, `names` and `short_names` stand in feature order; `province` is None for the whole country.

    `bounds` is west, south, east, north in degrees. `hash` names the content: equal hash, equal shapes and equal names.
    `shareable`: its licence lets others have the coordinates. `lacks`: names of archipelagos it has no shape of (archipelago.py).
    """

    hash: str
    level: str
    province: str | None
    valid_on: date
    kind: Kind
    source: str
    licence: str
    keys: tuple[str, ...]
    names: tuple[str, ...]
    short_names: tuple[str, ...]
    bounds: tuple[float, float, float, float]
    topojson_gz: bytes
    shareable: bool = False
    lacks: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        if self.kind != "imported":
            return DRAWN_LABELS[self.kind]
        return f"Ranh giới: {self.source}, {self.licence}, đúng tại ngày {self.valid_on.day}/{self.valid_on.month}/{self.valid_on.year}"

    @property
    def topology(self) -> dict[str, Any]:
        decoded: dict[str, Any] = json.loads(gzip.decompress(self.topojson_gz))
        return decoded


def sealed(topology: dict[str, Any], **fields: Any) -> Layer:
    """A layer from an unpacked topology and every other field but the hash, which is made here."""
    packed = gzip.compress(_json(topology), compresslevel=9, mtime=0)
    described = {name: value for name, value in fields.items() if name not in LATER or value != LATER[name]}
    described["valid_on"] = fields["valid_on"].isoformat()
    digest = hashlib.sha256(_json(described) + b"\n" + _json(topology)).hexdigest()[:16]
    return Layer(hash=digest, topojson_gz=packed, **fields)


def names_document(layer: Layer) -> bytes:
    """What the browser needs beside the shapes, once: keys and names in feature order."""
    return _json({"keys": layer.keys, "names": layer.names, "short": layer.short_names})


def origins_document(layer: Layer, formed: Mapping[str, str]) -> bytes:
    """What each unit is made of, in feature order, '' where nothing is known; b"" where nothing is known of any."""
    said = [formed.get(key, "") for key in layer.keys]
    return _json(said) if any(said) else b""


def origins_name(document: bytes) -> str:
    """Changes with the content: an official list brought later makes units of others."""
    return hashlib.sha256(document).hexdigest()[:12]


def to_bytes(layer: Layer) -> bytes:
    """The layer as one file: a line of JSON, then the compressed shapes."""
    head = {name: value for name, value in vars(layer).items() if name not in ("topojson_gz", "hash")}
    return _json({**head, "valid_on": layer.valid_on.isoformat()}) + b"\n" + layer.topojson_gz


def from_bytes(content: bytes) -> Layer:
    head, _, packed = content.partition(b"\n")
    fields = json.loads(head)
    fields["valid_on"] = date.fromisoformat(fields["valid_on"])
    for name in {"keys", "names", "short_names", "bounds", "lacks"} & fields.keys():
        fields[name] = tuple(fields[name])
    return sealed(json.loads(gzip.decompress(packed)), **fields)


def shapes(topology: dict[str, Any]) -> list[list[list[Ring]]]:
    """Per feature its polygons, per polygon its rings (outer first), as (lon, lat)."""
    arcs = arcs_of(topology)
    return [[[_ring(ring, arcs) for ring in polygon] for polygon in _polygons(g)] for g in geometries_of(topology)]


def borders(topology: dict[str, Any], *, outer: bool) -> list[Ring]:
    """The lines between two features or, if `outer`, those with a feature on one side only."""
    sides: dict[int, int] = {}
    for geometry in geometries_of(topology):
        for index in {_plain(i) for polygon in _polygons(geometry) for ring in polygon for i in ring}:
            sides[index] = sides.get(index, 0) + 1
    arcs = arcs_of(topology)
    return [arcs[index] for index, count in sorted(sides.items()) if (count == 1) == outer]


def geometries_of(topology: dict[str, Any]) -> list[dict[str, Any]]:
    """The units, in feature order."""
    geometries: list[dict[str, Any]] = topology["objects"]["units"]["geometries"]
    return geometries


def arcs_of(topology: dict[str, Any]) -> list[Ring]:
    """The lines that borders are made of, as (lon, lat)."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    decoded = []
    for arc in topology["arcs"]:
        x = y = 0
        line: Ring = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        decoded.append(line)
    return decoded


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    arcs: list[Any] = geometry["arcs"]
    return [arcs] if geometry["type"] == "Polygon" else arcs


def _plain(index: int) -> int:
    return ~index if index < 0 else index


def _ring(indices: list[int], arcs: list[Ring]) -> Ring:
    ring: Ring = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring.extend(arc[1:] if ring else arc)
    return ring
