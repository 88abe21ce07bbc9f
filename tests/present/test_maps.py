import asyncio
import dataclasses
import gzip
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import pandas as pd
import pytest
import streamlit_folium
from starlette.applications import Starlette
from streamlit_folium import st_folium

from khuyenhoc import packaged
from khuyenhoc.assets import asset_routes, leaflet_file
from khuyenhoc.geography import admin_units
from khuyenhoc.geography import layer as layers
from khuyenhoc.geography.layer import Layer
from khuyenhoc.geography.schematic import schematic_layers
from khuyenhoc.present import map_drawing, maps, status
from tests.geography.invented import DAY, PROVINCE, invented_units

PALETTE = [
    maps.Style("#82CAF5", "Đạt"),
    maps.Style("#560B2C", "Không đạt"),
    maps.Style("#F0F0F0", "Chưa báo cáo", hatch=True),
]


@pytest.fixture(scope="module")
def invented() -> dict[str, Layer]:
    return schematic_layers(invented_units(), PROVINCE, DAY)


@pytest.fixture(scope="module")
def ha_giang() -> dict[str, Layer]:
    units: pd.DataFrame = admin_units.units()
    return schematic_layers(units, "02@2020", DAY)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What streamlit-folium hands to the browser, one entry per call."""
    calls: list[dict[str, Any]] = []

    def record(**args: Any) -> None:
        calls.append({name: value for name, value in args.items() if name not in ("on_change", "key", "default")})

    monkeypatch.setattr(streamlit_folium, "_component_func", record)
    return calls


def _show(view: maps.MapView) -> None:
    st_folium(view.map, feature_group_to_add=view.change, returned_objects=list(maps.RETURNED), key="m", height=600)


def _spec(call: dict[str, Any]) -> dict[str, Any]:
    found = re.search(
        r"khuyenhocMap\.paint\(map_div, feature_group_feature_group_0, (\{.*\})\);", call["feature_group"]
    )
    assert found, call["feature_group"]
    spec: dict[str, Any] = json.loads(found[1])
    return spec


def test_a_change_sends_classes_and_texts_and_nothing_else_changes(
    invented: dict[str, Layer], sent: list[dict[str, Any]]
) -> None:
    layer, outline = invented["commune"], invented["district"]
    for classes in ([0] * 12, [2, 1] + [0] * 10):
        _show(
            maps.commune_map(
                layer,
                classes,
                [f"{n},5%" for n in range(12)],
                PALETTE,
                title="T",
                outline=outline,
                selected="00004@2020",
            )
        )
    _show(maps.commune_map(outline, [0, 1], ["", ""], PALETTE, title="Huyện"))
    first, second, third = sent
    assert {name: value for name, value in first.items() if name not in ("feature_group", "id")} == {
        name: value for name, value in third.items() if name not in ("feature_group", "id")
    }
    spec = _spec(second)
    assert (spec["classes"], spec["values"][1], spec["selected"]) == ("210000000000", "1,5%", 1)
    assert (spec["geo"], spec["outline"], spec["edge"], spec["level"]) == (layer.hash, outline.hash, False, "commune")
    assert spec["label"] == "Sơ đồ, không phải ranh giới hành chính"
    assert spec["styles"][2] == {"fill": "#F0F0F0", "label": "Chưa báo cáo", "hatch": True}
    assert {name for name in spec if _spec(first)[name] != spec[name]} == {"classes"}
    assert (_spec(third)["geo"], _spec(third)["outline"], _spec(third)["selected"]) == (outline.hash, None, -1)


def test_everything_comes_from_this_server(invented: dict[str, Layer], sent: list[dict[str, Any]]) -> None:
    _show(maps.commune_map(invented["commune"], [0] * 12, [""] * 12, PALETTE, title="T"))
    (call,) = sent
    assert [link.split("?")[0] for link in call["js_links"]] == [
        "/assets/leaflet/leaflet.js",
        "/assets/shapes.js",
        "/assets/map.js",
    ]
    assert [link.split("?")[0] for link in call["css_links"]] == ["/assets/leaflet/leaflet.css", "/assets/map.css"]
    assert "//" not in json.dumps(call)


def test_at_most_10_kb_for_193_communes(ha_giang: dict[str, Layer], sent: list[dict[str, Any]]) -> None:
    looks = [maps.Style(look.fill, f"{look.sign} {look.label}", look.hatch) for look in status.LOOKS.values()]
    values = [f"{30 + n % 60},{n % 10}% · 533/{800 + n}" for n in range(193)]
    _show(
        maps.commune_map(
            ha_giang["commune"], [n % 10 for n in range(193)], values, looks, title="T", outline=ha_giang["district"]
        )
    )
    assert len(json.dumps(sent[0], ensure_ascii=False).encode()) <= 10_240
    names = ha_giang["commune"].names
    assert not any(name in json.dumps(sent[0], ensure_ascii=False) for name in names)


def test_texts_cannot_leave_the_script(invented: dict[str, Layer], sent: list[dict[str, Any]]) -> None:
    nasty = "</script><b>'\"&{{ 'x' }}{% raw %}\u2028"
    _show(maps.commune_map(invented["commune"], [0] * 12, [nasty] * 12, PALETTE, title=nasty))
    spec = _spec(sent[0])
    assert spec["title"] == nasty and set(spec["values"]) == {nasty}
    assert "<" not in sent[0]["feature_group"] and "\u2028" not in sent[0]["feature_group"]


def test_lengths_must_agree(invented: dict[str, Layer]) -> None:
    with pytest.raises(ValueError, match="12 shapes, 11 classes, 12 values"):
        maps.commune_map(invented["commune"], [0] * 11, [""] * 12, PALETTE, title="T")
    with pytest.raises(ValueError, match="12 shapes, 13 classes"):
        map_drawing.svg_map(invented["commune"], [0] * 13, PALETTE, title="T")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (None, None),
        ({}, None),
        ({"last_active_drawing": None}, None),
        (
            {
                "last_active_drawing": {
                    "type": "Feature",
                    "geometry": None,
                    "properties": {"key": "00715@2020", "click": 1},
                }
            },
            "00715@2020",
        ),
    ],
)
def test_clicked_key(answer: dict[str, Any] | None, expected: str | None) -> None:
    assert maps.clicked_key(answer) == expected


def test_by_unit(invented: dict[str, Layer]) -> None:
    assert maps.by_unit(invented["commune"], {"00004@2020": 2, "gone": 9}, 0) == [0, 2, *[0] * 10]


# --- the drawing ---------------------------------------------------------------------------------------------------

SVG = "{http://www.w3.org/2000/svg}"


def _drawing(layer: Layer, **more: Any) -> ET.Element:
    return ET.fromstring(  # noqa: S314 - our own drawing
        map_drawing.svg_map(layer, [n % 3 for n in range(len(layer.keys))], PALETTE, title="Bản đồ <thử>", **more)
    )


def test_svg_has_every_unit_its_fill_and_its_name(invented: dict[str, Layer]) -> None:
    root = _drawing(invented["commune"], outline=invented["district"])
    units = root.findall(f"{SVG}path[@class='unit']")
    assert [unit.get("fill") for unit in units] == ["#82CAF5", "#560B2C", "url(#hatch2)"] * 4
    assert [unit.find(f"{SVG}title").text for unit in units] == list(invented["commune"].names)  # type: ignore[union-attr]
    assert [pattern.get("id") for pattern in root.iter(f"{SVG}pattern")] == ["hatch2"]
    words = [text.text for text in root.iter(f"{SVG}text")]
    assert words == ["Đạt", "Không đạt", "Chưa báo cáo", "Sơ đồ, không phải ranh giới hành chính"]
    assert root.find(f"{SVG}title").text == "Bản đồ <thử>"  # type: ignore[union-attr]


def test_svg_sample_word_lies_across(invented: dict[str, Layer]) -> None:
    mark = _drawing(invented["commune"], sample=True).find(f"{SVG}text[@class='sample']")
    assert mark is not None and mark.text == "MINH HỌA" and mark.get("transform", "").startswith("rotate(-28")


def test_svg_draws_the_outer_edge_of_real_boundaries_only(invented: dict[str, Layer]) -> None:
    schematic = invented["commune"]
    real = dataclasses.replace(schematic, kind="imported", source="Sở thử", licence="cho phép")
    assert _drawing(schematic).find(f"{SVG}path[@class='edge']") is None
    assert _drawing(real).find(f"{SVG}path[@class='edge']") is not None
    assert [text.text for text in _drawing(real).iter(f"{SVG}text")][
        -1
    ] == "Ranh giới: Sở thử, cho phép, đúng tại ngày 31/5/2024"


def test_svg_marks_the_units_asked_for_with_one_edge(invented: dict[str, Layer]) -> None:
    layer = invented["commune"]
    classes = [0] * len(layer.keys)
    plain = map_drawing.svg_map(layer, classes, PALETTE, title="x")
    marked = map_drawing.svg_map(layer, classes, PALETTE, title="x", marked={layer.keys[0], layer.keys[2]})
    assert 'class="marked"' not in plain
    (edge,) = re.findall(r'<path class="marked" d="([^"]+)"', marked)
    areas = re.findall(r'<path class="unit" d="([^"]+)"', marked)
    assert edge == areas[0] + areas[2]


def test_svg_stays_on_the_paper_and_keeps_no_degrees(invented: dict[str, Layer]) -> None:
    root = _drawing(invented["commune"], width=500)
    numbers = [float(n) for path in root.iter(f"{SVG}path") for n in re.findall(r"-?\d+\.\d+", path.get("d", ""))]
    _, _, width, height = (float(n) for n in root.get("viewBox", "").split())
    assert width == 508 and min(numbers) >= 0 and max(numbers) <= height
    assert "105." not in root.find(f"{SVG}path").get("d", "")  # type: ignore[union-attr]


# --- what the frame fetches ----------------------------------------------------------------------------------------


class Answer:
    """One answer of the routes, asked without a network."""

    def __init__(self, messages: list[dict[str, Any]]):
        self.status = messages[0]["status"]
        self.headers = {name.decode(): value.decode() for name, value in messages[0]["headers"]}
        self.body = b"".join(message.get("body", b"") for message in messages[1:])

    @property
    def content(self) -> bytes:
        return gzip.decompress(self.body) if self.headers.get("content-encoding") == "gzip" else self.body


Ask = Callable[..., Answer]


@pytest.fixture
def ask(invented: dict[str, Layer]) -> Ask:
    known = {layer.hash: layer for layer in invented.values()}
    app = Starlette(routes=asset_routes(known.get))

    def asked(url: str, **headers: str) -> Answer:
        path, _, query = url.partition("?")
        given = {"accept-encoding": "gzip", **{name.replace("_", "-"): value for name, value in headers.items()}}
        scope = {
            "type": "http", "method": "GET", "path": unquote(path), "raw_path": path.encode(), "query_string": query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in given.items()], "root_path": "", "http_version": "1.1",
        }  # fmt: skip
        messages: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            messages.append(dict(message))

        asyncio.run(app(scope, receive, send))
        return Answer(messages)

    return asked


def test_shapes_once_and_for_ever(ask: Ask, invented: dict[str, Layer]) -> None:
    layer = invented["commune"]
    answer = ask(f"/assets/geo/{layer.hash}.topojson")
    assert answer.status == 200 and json.loads(answer.content) == layer.topology
    assert answer.headers["content-encoding"] == "gzip" and answer.body == layer.topojson_gz
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    again = ask(f"/assets/geo/{layer.hash}.topojson", if_none_match=answer.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    plain = ask(f"/assets/geo/{layer.hash}.topojson", accept_encoding="identity")
    assert "content-encoding" not in plain.headers and plain.body == gzip.decompress(layer.topojson_gz)
    assert plain.headers["etag"] != answer.headers["etag"]


def test_names_once_and_for_ever(ask: Ask, invented: dict[str, Layer]) -> None:
    layer = invented["commune"]
    answer = ask(f"/assets/names/{layer.hash}.json")
    assert json.loads(answer.content) == json.loads(layers.names_document(layer))
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    "path",
    [
        "geo/0000000000000000.topojson",
        "names/0000000000000000.json",
        "leaflet/leaflet-src.js",
        "leaflet/../__init__.py",
        "leaflet/%2e%2e/__init__.py",
        "__init__.py",
        "%2e%2e/assets.py",
        "nothing.js",
    ],
)
def test_anything_else_is_not_there(ask: Ask, path: str) -> None:
    answer = ask(f"/assets/{path}")
    assert answer.status == 404
    assert "immutable" not in answer.headers.get("cache-control", "")


def test_scripts_are_kept_only_under_their_version(ask: Ask) -> None:
    version = packaged.version(packaged.MAP_SCRIPT)
    versioned, bare = ask(f"/assets/map.js?v={version}"), ask("/assets/map.js?v=old")
    assert versioned.content == bare.content == packaged.content(packaged.MAP_SCRIPT)
    assert "immutable" in versioned.headers["cache-control"] and bare.headers["cache-control"] == "no-cache"
    assert versioned.headers["content-type"].startswith("text/javascript")


def test_leaflet_comes_from_the_installed_package(ask: Ask) -> None:
    path = leaflet_file("leaflet.js")
    assert path is not None and ask("/assets/leaflet/leaflet.js").content == path.read_bytes()
    assert b"Leaflet 1.9" in path.read_bytes()[:200]
    assert ask("/assets/leaflet/leaflet.css").headers["content-type"] == "text/css; charset=utf-8"
    assert leaflet_file("../__init__.py") is None


def test_our_files_name_no_other_host() -> None:
    for name in (packaged.SHAPES_SCRIPT, packaged.MAP_SCRIPT, packaged.MAP_STYLE):
        hosts = set(re.findall(rb"(?:https?:)?//([a-z0-9.-]+\.[a-z]{2,})", packaged.content(name)))
        assert hosts <= {b"www.w3.org"}  # the name of SVG, never fetched
