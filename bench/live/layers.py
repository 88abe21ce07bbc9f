"""The layers to measure: those map_live.py left in the folder it names."""

import os
from functools import cache
from pathlib import Path

from khuyenhoc.geography.layer import Layer, from_bytes

FOLDER = "KHUYENHOC_BENCH_LAYERS"


@cache
def pairs() -> dict[str, tuple[Layer, Layer]]:
    """By name: the communes and what is drawn over them."""
    folder = Path(os.environ[FOLDER])
    return {
        file.stem: (from_bytes(file.read_bytes()), from_bytes(file.with_suffix(".outline").read_bytes()))
        for file in sorted(folder.glob("*.layer"))
    }


@cache
def known() -> dict[str, Layer]:
    """By hash."""
    return {layer.hash: layer for pair in pairs().values() for layer in pair}
