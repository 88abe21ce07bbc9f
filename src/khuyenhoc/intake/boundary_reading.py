"""Reads one boundary file, with the libraries for shapes: here and now, or as the process beside the server.

`python -m khuyenhoc.intake.boundary_reading FOLDER`: the folder says what is asked, and gets how far it is and what came of it.
"""

import json
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pandas as pd

from khuyenhoc import config
from khuyenhoc.geography.boundaries import import_boundaries
from khuyenhoc.geography.layer import to_bytes
from khuyenhoc.intake.boundaries import ASK, PROGRESS, REPORT, Claim, Reading
from khuyenhoc.store.store import Store


def read(path: Path, claim: Claim, units: pd.DataFrame, folder: Path | None = None) -> Reading:
    """Reads a file here and now; with a `folder` it writes there how far it is and what came of it."""

    def tell(share: float, words: str) -> None:
        if folder is not None:
            (folder / PROGRESS).write_text(json.dumps([share, words]), encoding="utf-8")

    layers, report = import_boundaries(
        path, claim.level, units, claim.valid_on, claim.source.strip(), claim.licence.strip(),
        crs=claim.crs, shareable=claim.shareable, tell=tell,
    )  # fmt: skip
    if folder is not None:
        for number, layer in enumerate(layers):
            (folder / f"{number:04d}.layer").write_bytes(to_bytes(layer))
        (folder / "unfinished").write_text(json.dumps(asdict(report)), encoding="utf-8")
        (folder / "unfinished").rename(folder / REPORT)
    return Reading(layers, report)


def main(folder: Path) -> None:
    """The process beside the server."""
    asked = json.loads((folder / ASK).read_text(encoding="utf-8"))
    file = folder / asked.pop("file")
    claim = Claim(**{**asked, "valid_on": date.fromisoformat(asked["valid_on"])})
    store = Store.open(config.database_url())
    read(file, claim, store.units(), folder)
    store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
