"""Where things are: the only place that reads environment variables."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
GEO = ROOT / "geo"
SAMPLE_PROVINCE = "02"  # Hà Giang, whose figures come with the product


def home() -> Path:
    """The folder for everything this installation writes: KHUYENHOC_HOME, else var/ beside the code."""
    return Path(os.environ.get("KHUYENHOC_HOME") or ROOT / "var")


def database_url() -> str:
    """DATABASE_URL, else an SQLite file in `home()`."""
    return os.environ.get("DATABASE_URL") or f"sqlite:///{home() / 'khuyenhoc.db'}"


def imported_boundaries() -> Path:
    """Where the boundary files that people imported are kept as they came: geo/imported, which git leaves alone."""
    return GEO / "imported"


def province_code() -> str:
    """KHUYENHOC_PROVINCE, which wins over what people chose on screen; '' where it is not set. See query.province_code."""
    return os.environ.get("KHUYENHOC_PROVINCE") or ""


def tile_address() -> str:
    """Address of map pictures below the boundaries, as Leaflet writes it ({z}/{x}/{y}): KHUYENHOC_TILES, else none is fetched."""
    return os.environ.get("KHUYENHOC_TILES") or ""
