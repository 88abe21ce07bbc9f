"""The two archipelagos that every view of the whole country shows, whatever its boundaries hold."""

from collections.abc import Iterable
from dataclasses import dataclass

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True)
class Archipelago:
    """`province`: code of the province it belongs to, the same before and since 1/7/2025; `units`: codes of the unit it forms
    (huyện, then thị trấn or đặc khu). `bounds`: west, south, east, north in degrees, where its islands lie and no mainland does.
    """

    name: str
    home: str
    province: str
    units: tuple[str, ...]
    bounds: Bounds

    @property
    def label(self) -> str:
        return f"{self.name} ({self.home})"

    @property
    def near(self) -> tuple[float, float]:
        """lon, lat of the side towards the mainland: where a grid of tiles puts it."""
        west, south, _, north = self.bounds
        return west, (south + north) / 2

    @property
    def centre(self) -> tuple[float, float]:
        """lon, lat"""
        west, south, east, north = self.bounds
        return (west + east) / 2, (south + north) / 2


ARCHIPELAGOS = (
    Archipelago("Quần đảo Hoàng Sa", "Đà Nẵng", "48", ("498", "20333"), (111.0, 15.6, 113.0, 17.3)),
    Archipelago("Quần đảo Trường Sa", "Khánh Hòa", "56", ("576", "22736"), (111.4, 6.7, 117.9, 12.1)),
)


def shown_in(place: str | None, keys: Iterable[str] = ()) -> tuple[Archipelago, ...]:
    """Those that a view of a province (by key; several with spaces) names, or that units with these `keys` belong to;
    of the whole country (None) both."""
    codes = {key.partition("@")[0] for key in (*(place or "").split(), *keys)}
    return tuple(each for each in ARCHIPELAGOS if place is None or codes & {each.province, *each.units})
