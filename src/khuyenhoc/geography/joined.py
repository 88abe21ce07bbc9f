"""Layers of several provinces, each imported on its own, drawn as one. The border between two of them stays the edge of both.

Standard library only, as layer.py.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from khuyenhoc.geography.layer import Layer, arcs_of, geometries_of, sealed

BETWEEN = "-"  # the name of a joined layer is the names of its parts
_SAID = "; "


def joined(parts: Sequence[Layer]) -> Layer:
    """One layer of the same level and kind with all their units, part after part. `province`: theirs, with spaces; of
    the day they were all right it says the oldest; it may be handed on where each of them may."""
    wests, souths, easts, norths = zip(*(part.bounds for part in parts), strict=True)
    bounds = min(wests), min(souths), max(easts), max(norths)
    layer = sealed(
        _topology([part.topology for part in parts], bounds[:2]),
        level=parts[0].level, province=" ".join(str(part.province) for part in parts),
        valid_on=min(part.valid_on for part in parts), kind=parts[0].kind,
        source=_said(part.source for part in parts), licence=_said(part.licence for part in parts),
        keys=tuple(key for part in parts for key in part.keys), names=tuple(name for part in parts for name in part.names),
        short_names=tuple(name for part in parts for name in part.short_names), bounds=bounds,
        shareable=all(part.shareable for part in parts),
        lacks=tuple(dict.fromkeys(name for part in parts for name in part.lacks)),
    )  # fmt: skip
    return replace(layer, hash=BETWEEN.join(part.hash for part in parts))


def _said(texts: Any) -> str:
    return _SAID.join(dict.fromkeys(texts))


def _topology(parts: Sequence[dict[str, Any]], origin: tuple[float, float]) -> dict[str, Any]:
    """Their arcs one after another, counted from the same corner in the finest of their steps."""
    step = [min(part["transform"]["scale"][axis] for part in parts) for axis in (0, 1)]
    arcs: list[list[list[int]]] = []
    geometries: list[dict[str, Any]] = []
    for part in parts:
        first = len(arcs)
        for line in arcs_of(part):
            whole = [
                [round((at - start) / unit) for at, start, unit in zip(point, origin, step, strict=True)]
                for point in line
            ]
            arcs.append([whole[0], *([x - a, y - b] for (a, b), (x, y) in pairwise(whole))])
        geometries += [{"type": each["type"], "arcs": _moved(each["arcs"], first)} for each in geometries_of(part)]
    return {
        "type": "Topology",
        "transform": {"scale": step, "translate": list(origin)},
        "objects": {"units": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": arcs,
    }


def _moved(indices: Any, by: int) -> Any:
    """The numbers of arcs, however deep, that many further on; one below zero is an arc turned round."""
    if isinstance(indices, int):
        return indices + by if indices >= 0 else indices - by
    return [_moved(each, by) for each in indices]
