"""Imported boundaries with the figures of a map as GeoJSON, where their licence lets others have the coordinates."""

import json
from collections.abc import Mapping

from khuyenhoc.geography.layer import Layer, shapes
from khuyenhoc.present.map_views import Painted


def written(layer: Layer, paint: Painted, notes: Mapping[str, str]) -> bytes:
    """`notes`: what the figures are. Raises ValueError for shapes that may not be given away."""
    if layer.kind != "imported" or not layer.shareable:
        raise ValueError(f"the coordinates of {layer.kind} shapes are not given away")
    features = [
        {
            "type": "Feature",
            "properties": {
                "code": key.split("@")[0],
                "name": name,
                "value": paint.values.get(key, ""),
                "class": paint.palette[paint.classes.get(key, paint.silent)].label,
            },
            "geometry": {"type": "MultiPolygon", "coordinates": polygons},
        }
        for key, name, polygons in zip(layer.keys, layer.names, shapes(layer.topology), strict=True)
    ]
    about = {"source": layer.source, "licence": layer.licence, "valid_on": layer.valid_on.isoformat(), **notes}
    return json.dumps({"type": "FeatureCollection", **about, "features": features}, ensure_ascii=False).encode()
