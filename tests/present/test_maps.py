import asyncio
import dataclasses
import gzip
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any
from urllib.parse import unquote

import pandas as pd
import pytest
import streamlit_folium
from PIL import Image
from starlette.applications import Starlette
from streamlit_folium import st_folium

from khuyenhoc import packaged
from khuyenhoc.assets import asset_routes, leaflet_file
from khuyenhoc.domain.archipelago import ARCHIPELAGOS
from khuyenhoc.domain.unit import COUNTRY, REFORM, Level
from khuyenhoc.geography import admin_units
from khuyenhoc.geography import layer as layers
from khuyenhoc.geography.layer import Layer
from khuyenhoc.geography.schematic import schematic_layers
from khuyenhoc.geography.tiles import tile_layer
from khuyenhoc.present import geojson, letters, map_drawing, map_picture, map_svg, map_views, maps, status
from khuyenhoc.present.map_drawing import Area, Dot, Drawing, Words, drawing
from khuyenhoc.present.map_views import Painted, Style
from tests.geography.invented import DAY, PROVINCE, invented_units

PALETTE = [Style("#82CAF5", "Đạt"), Style("#560B2C", "Không đạt"), Style("#F0F0F0", "Chưa báo cáo", hatch=True)]


def paint(
    layer: Layer, classes: Sequence[int], values: Sequence[str] = (), palette: Sequence[Style] = PALETTE
) -> Painted:
    """Classes and texts in the order of the layer."""
    texts = values or [""] * len(classes)
    return Painted(dict(zip(layer.keys, classes, strict=True)), dict(zip(layer.keys, texts, strict=True)), palette)


@pytest.fixture(scope="module")
def invented() -> dict[str, Layer]:
    return schematic_layers(invented_units(), PROVINCE, DAY)


@pytest.fixture(scope="module")
def ha_giang() -> dict[str, Layer]:
    units: pd.DataFrame = admin_units.units()
    return schematic_layers(units, "02@2020", DAY)


@pytest.fixture(scope="module")
def country() -> dict[str, Layer]:
    """A small country: its provinces and every tenth commune, with both archipelagos."""
    units = admin_units.units()
    now = units[units["version"].isin(["2025", ""])]
    islands = now["code"].isin([code for each in ARCHIPELAGOS for code in each.units])
    communes = now["level"] == "commune"
    first = now[communes].groupby("parent").head(8).index
    return schematic_layers(now[~communes | islands | now.index.isin(first)], COUNTRY, REFORM)


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


def _spec_of(view: maps.MapView) -> dict[str, Any]:
    (part,) = view.change._children.values()
    spec: dict[str, Any] = json.loads(part.spec)
    return spec


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
        shown = paint(layer, classes, [f"{n},5%" for n in range(12)])
        _show(maps.commune_map(layer, [shown], title="T", outline=outline, selected="00004@2020"))
    _show(maps.commune_map(outline, [paint(outline, [0, 1])], title="Huyện"))
    first, second, third = sent
    assert {name: value for name, value in first.items() if name not in ("feature_group", "id")} == {
        name: value for name, value in third.items() if name not in ("feature_group", "id")
    }
    spec, (pane,) = _spec(second), _spec(second)["panes"]
    assert (pane["classes"], pane["values"].split("|")[1], spec["selected"]) == ("210000000000", "1,5%", 1)
    assert (spec["geo"], spec["outline"], spec["edge"], spec["level"]) == (layer.hash, outline.hash, False, "commune")
    assert spec["label"] == "Sơ đồ, không phải ranh giới hành chính"
    assert pane["styles"][1:] == [
        {"fill": "#560B2C", "label": "Không đạt"}, {"fill": "#F0F0F0", "label": "Chưa báo cáo", "hatch": True},
    ]  # fmt: skip
    assert {name for name in spec if _spec(first)[name] != spec[name]} == {"panes"}
    assert (_spec(third)["geo"], _spec(third)["outline"], _spec(third)["selected"]) == (outline.hash, None, -1)


def test_two_maps_share_their_shapes(invented: dict[str, Layer], sent: list[dict[str, Any]]) -> None:
    layer = invented["commune"]
    before, now = (paint(layer, [n] * 12).titled(title) for n, title in enumerate(("Kỳ trước", "Kỳ này")))
    _show(maps.commune_map(layer, [before, now], title="T"))
    spec = _spec(sent[0])
    assert [(pane["title"], pane["classes"]) for pane in spec["panes"]] == [
        ("Kỳ trước", "0" * 12),
        ("Kỳ này", "1" * 12),
    ]
    assert sent[0]["feature_group"].count(layer.hash) == 1


def test_circles_grow_with_their_area(invented: dict[str, Layer], sent: list[dict[str, Any]]) -> None:
    layer = invented["commune"]
    sizes = dict(zip(layer.keys, [400, 100, 0, *[1] * 9], strict=True))
    shown = dataclasses.replace(paint(layer, [0] * 12), sizes=sizes, noun="gia đình")
    _show(maps.commune_map(layer, [shown], title="T"))
    (pane,) = _spec(sent[0])["panes"]
    radii = [int(digit, 36) for digit in pane["sizes"]]
    assert (radii[0], radii[2]) == (35, 0) and radii[1] in (17, 18) and set(radii[3:]) == {2}
    assert pane["rings"] == [[35, "400 gia đình"], [18, "100 gia đình"]]


def test_many_circles_become_smaller_until_those_of_the_units_above_stand_in(
    invented: dict[str, Layer], sent: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    layer, outline = invented["commune"], invented["district"]
    sizes = dict(zip(layer.keys, [400, 100, *[50] * 10], strict=True))
    plain = dataclasses.replace(paint(layer, [0] * 12), sizes=sizes, noun="gia đình")
    above = dict(zip(layer.keys, [outline.keys[0]] * 2 + [outline.keys[1]] * 10, strict=True))
    shown = map_views.gathered(plain, above, "cộng các xã; phóng to để xem từng xã")
    _show(maps.commune_map(layer, [shown], title="T", outline=outline))
    (pane,) = _spec(sent[0])["panes"]
    assert pane["above"] == {
        "sizes": "zz", "rings": [[35, "500 gia đình"], [18, "125 gia đình"]], "fill": status.GROUP_FILL,
        "note": "cộng các xã; phóng to để xem từng xã",
    }  # fmt: skip

    def dots(covered: float) -> list[Dot]:
        monkeypatch.setattr(map_drawing, "COVERED", covered)
        return [mark for mark in drawing(layer, shown, title="T", outline=outline).marks if isinstance(mark, Dot)]

    def note() -> bool:
        marks = drawing(layer, shown, title="T", outline=outline).marks
        return "cộng các xã; phóng to để xem từng xã" in [mark.text for mark in marks if isinstance(mark, Words)]

    large, smaller = dots(0.25), dots(0.002)
    assert len(large) == len(smaller) == 12 + 2 and not note(), "a circle of each and two in the legend"
    assert large[0].radius == map_drawing.LARGEST_CIRCLE > smaller[0].radius >= map_drawing.LEAST_CIRCLE
    radii = [dot.radius for dot in smaller[:12]]
    assert radii == sorted(radii, reverse=True), "small ones lie on top"
    assert len(dots(0.0001)) == 2 + 2 and note()


@pytest.mark.parametrize("sizes", [{}, {"00001@2020": 0.0}], ids=["nothing known", "nobody lacks"])
def test_without_anything_lacking_there_are_no_circles_and_no_room_for_them(
    invented: dict[str, Layer], sizes: dict[str, float], sent: list[dict[str, Any]]
) -> None:
    layer = invented["commune"]
    bare = paint(layer, [0] * 12)
    shown = dataclasses.replace(bare, sizes=sizes, noun="gia đình")
    _show(maps.commune_map(layer, [shown], title="T"))
    assert "rings" not in _spec(sent[0])["panes"][0]
    assert drawing(layer, shown, title="T") == drawing(layer, bare, title="T")


def test_a_drawing_shows_the_class_on_the_circles_alone(invented: dict[str, Layer]) -> None:
    layer = invented["commune"]
    sizes = dict(zip(layer.keys, [400, 100, *[0] * 10], strict=True))
    shown = dataclasses.replace(paint(layer, [0] * 11 + [2]), sizes=sizes, noun="gia đình")
    marks = drawing(layer, shown, title="T").marks
    assert [mark.plain for mark in marks if isinstance(mark, Area)] == [True] * 11 + [False]
    assert [mark.radius for mark in marks if isinstance(mark, Dot)] == [30, 15, 30, 15]
    assert [mark.text for mark in marks if isinstance(mark, Words)][-3:-1] == ["400 gia đình", "100 gia đình"]
    assert map_svg.svg(drawing(layer, shown, title="T")).count(f'fill="{maps.TONES["land"]}"') == 11


def test_everything_comes_from_this_server(invented: dict[str, Layer], sent: list[dict[str, Any]]) -> None:
    _show(maps.commune_map(invented["commune"], [paint(invented["commune"], [0] * 12)], title="T"))
    (call,) = sent
    names = ["leaflet/leaflet.js", "shapes.js", "circles.js", "pane.js", "map.js"]
    assert [link.split("?")[0] for link in call["js_links"]] == [f"/assets/{name}" for name in names]
    assert [link.split("?")[0] for link in call["css_links"]] == ["/assets/leaflet/leaflet.css", "/assets/map.css"]
    assert "//" not in json.dumps(call)


def test_at_most_5_kb_for_193_communes(ha_giang: dict[str, Layer], sent: list[dict[str, Any]]) -> None:
    looks = [Style(look.fill, f"{look.sign} {look.label}", look.hatch) for look in status.LOOKS.values()]
    values = [f"{30 + n % 60},{n % 10}%" for n in range(193)]
    shown = paint(ha_giang["commune"], [n % 10 for n in range(193)], values, looks)
    _show(maps.commune_map(ha_giang["commune"], [shown], title="T", outline=ha_giang["district"]))
    assert len(json.dumps(sent[0], ensure_ascii=False).encode()) <= 5 * 1024
    names = ha_giang["commune"].names
    assert not any(name in json.dumps(sent[0], ensure_ascii=False) for name in names)


def test_texts_cannot_leave_the_script(invented: dict[str, Layer], sent: list[dict[str, Any]]) -> None:
    nasty = "</script><b>'\"&{{ 'x' }}{% raw %}\u2028"
    _show(maps.commune_map(invented["commune"], [paint(invented["commune"], [0] * 12, [nasty] * 12)], title=nasty))
    spec = _spec(sent[0])
    assert spec["title"] == nasty and set(spec["panes"][0]["values"].split("|")) == {nasty}
    assert "<" not in sent[0]["feature_group"] and "\u2028" not in sent[0]["feature_group"]


def test_a_unit_without_figures_is_silent(invented: dict[str, Layer], sent: list[dict[str, Any]]) -> None:
    layer = invented["commune"]
    _show(maps.commune_map(layer, [Painted({layer.keys[3]: 1}, {layer.keys[3]: "1|2"}, PALETTE)], title="T"))
    (pane,) = _spec(sent[0])["panes"]
    assert pane["classes"] == "222122222222"
    assert pane["values"].split("|")[2:5] == [maps.NOTHING, "1/2", maps.NOTHING]


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

ISLANDS = ["Quần đảo Hoàng Sa (Đà Nẵng)", "Quần đảo Trường Sa (Khánh Hòa)"]
SVG = "{http://www.w3.org/2000/svg}"


def _drawn(layer: Layer, **more: Any) -> Drawing:
    return drawing(layer, paint(layer, [n % 3 for n in range(len(layer.keys))]), title="Bản đồ <thử>", **more)


def _svg(layer: Layer, **more: Any) -> ET.Element:
    return ET.fromstring(map_svg.svg(_drawn(layer, **more)))  # noqa: S314 - our own drawing


def test_svg_has_every_unit_its_fill_and_its_name(invented: dict[str, Layer]) -> None:
    root = _svg(invented["commune"], outline=invented["district"], notes=["Số liệu đến tháng 5/2024; nguồn: Hội"])
    units = root.findall(f"{SVG}path[@class='unit']")
    assert [unit.get("fill") for unit in units] == ["#82CAF5", "#560B2C", "url(#hatch2)"] * 4
    assert [unit.find(f"{SVG}title").text for unit in units] == list(invented["commune"].names)  # type: ignore[union-attr]
    assert [pattern.get("id") for pattern in root.iter(f"{SVG}pattern")] == ["hatch2"]
    words = [text.text for text in root.iter(f"{SVG}text")]
    assert words == [
        "Bản đồ <thử>", "Đạt", "Không đạt", "Chưa báo cáo", "Sơ đồ, không phải ranh giới hành chính",
        "Số liệu đến tháng 5/2024; nguồn: Hội",
    ]  # fmt: skip
    assert root.find(f"{SVG}title").text == "Bản đồ <thử>"  # type: ignore[union-attr]


def test_svg_sample_word_lies_across(invented: dict[str, Layer]) -> None:
    mark = _svg(invented["commune"], sample=True).find(f"{SVG}text[@class='sample']")
    assert mark is not None and mark.text == "MINH HỌA" and mark.get("transform", "").startswith("rotate(-28")


def test_svg_draws_the_outer_edge_of_real_boundaries_only(invented: dict[str, Layer]) -> None:
    schematic = invented["commune"]
    real = dataclasses.replace(schematic, kind="imported", source="Sở thử", licence="cho phép")
    assert _svg(schematic).find(f"{SVG}path[@class='edge']") is None
    assert _svg(real).find(f"{SVG}path[@class='edge']") is not None
    assert [text.text for text in _svg(real).iter(f"{SVG}text")][
        -1
    ] == "Ranh giới: Sở thử, cho phép, đúng tại ngày 31/5/2024"


def test_a_long_source_is_written_whole_and_stays_on_the_paper(invented: dict[str, Layer]) -> None:
    source = "Sở Nông nghiệp và Môi trường, " * 8 + "bản đồ hành chính"
    drawn = _drawn(dataclasses.replace(invented["commune"], kind="imported", source=source, licence="nội bộ"))
    lines = [mark for mark in drawn.marks if isinstance(mark, Words) and mark.italic and not mark.kind]
    assert " ".join(line.text for line in lines) == f"Ranh giới: {source}, nội bộ, đúng tại ngày 31/5/2024"
    assert len(lines) > 2 and len({line.y for line in lines}) == len(lines)
    assert max(letters.width(line.text, line.size, "Italic") for line in lines) <= drawn.width
    assert max(line.y for line in lines) < drawn.height


def test_svg_marks_the_units_asked_for_with_one_edge(invented: dict[str, Layer]) -> None:
    layer = invented["commune"]
    painted = Painted({}, {}, PALETTE)
    plain = map_svg.svg(drawing(layer, painted, title="x"))
    marked = map_svg.svg(drawing(layer, painted, title="x", marked={layer.keys[0], layer.keys[2]}))
    assert 'class="marked"' not in plain
    (edge,) = re.findall(r'<path class="marked" d="([^"]+)"', marked)
    areas = re.findall(r'<path class="unit" d="([^"]+)"', marked)
    assert edge == (areas[0] + areas[2]).replace("Z", "")


def test_svg_stays_on_the_paper_and_keeps_no_degrees(invented: dict[str, Layer]) -> None:
    root = _svg(invented["commune"], width=500)
    numbers = [float(n) for path in root.iter(f"{SVG}path") for n in re.findall(r"-?\d+\.\d+", path.get("d", ""))]
    _, _, width, height = (float(n) for n in root.get("viewBox", "").split())
    assert width == 508 and min(numbers) >= 0 and max(numbers) <= height
    assert "105." not in root.find(f"{SVG}path").get("d", "")  # type: ignore[union-attr]


def test_the_picture_has_the_colours_of_the_map_and_stripes_where_nothing_was_reported(
    invented: dict[str, Layer],
) -> None:
    image = Image.open(BytesIO(map_picture.png(_drawn(invented["commune"]))))
    found = {f"#{red:02X}{green:02X}{blue:02X}" for _, (red, green, blue) in image.getcolors(1 << 20)}  # type: ignore[misc, union-attr]
    assert image.width == (1000 + 2 * map_picture.MARGIN) * map_picture.SCALE
    assert {style.fill for style in PALETTE} | {status.HATCH_INK} <= found


@pytest.mark.parametrize("level", ["province", "commune"])
def test_every_drawing_of_the_country_names_both_archipelagos(country: dict[str, Layer], level: str) -> None:
    tiles = tile_layer(admin_units.units(), COUNTRY, Level.PROVINCE, REFORM)
    assert tiles is not None
    lacking = dataclasses.replace(country[level], kind="imported", lacks=tuple(each.name for each in ARCHIPELAGOS))
    for layer in (country[level], tiles, lacking):
        shown = Painted({}, {}, PALETTE)
        spec = _spec_of(maps.commune_map(layer, [shown], title="T"))
        assert [each["label"] for each in spec["islands"]] == ISLANDS
        assert [each["framed"] for each in spec["islands"]] == [layer is not country[level]] * 2
        west, south, east, _ = spec["bounds"]
        for each in spec["islands"]:
            assert west <= each["bounds"][0] and south <= each["bounds"][1] and each["bounds"][2] <= east
        marks = drawing(layer, shown, title="T").marks
        assert [mark.text for mark in marks if isinstance(mark, Words) and mark.kind == "islands"] == ISLANDS
        assert all(name in map_svg.svg(drawing(layer, shown, title="T")) for name in ISLANDS)


def test_a_province_without_islands_names_none(ha_giang: dict[str, Layer]) -> None:
    assert _spec_of(maps.commune_map(ha_giang["commune"], [Painted({}, {}, PALETTE)], title="T"))["islands"] == []


def test_shapes_are_given_away_only_where_the_licence_allows_it(invented: dict[str, Layer]) -> None:
    layer, shown = invented["commune"], paint(invented["commune"], [0] * 12, ["66,6%"] * 12)
    for closed in (layer, dataclasses.replace(layer, kind="imported"), dataclasses.replace(layer, shareable=True)):
        with pytest.raises(ValueError, match="not given away"):
            geojson.written(closed, shown, {})
    open_layer = dataclasses.replace(layer, kind="imported", shareable=True)
    given = json.loads(geojson.written(open_layer, shown, {"period": "tháng 5/2024"}))
    assert (given["source"], given["valid_on"], given["period"]) == (layer.source, "2024-05-31", "tháng 5/2024")
    assert given["features"][0]["properties"] == {
        "code": "00001", "name": layer.names[0], "value": "66,6%", "class": "Đạt",
    }  # fmt: skip


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
FORMED = {"00004@2020": "Hình thành từ toàn bộ Xã A; một phần Xã B"}


@pytest.fixture
def ask(invented: dict[str, Layer]) -> Ask:
    known = {layer.hash: layer for layer in invented.values()}
    app = Starlette(routes=asset_routes(known.get, lambda: FORMED))

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


def test_what_a_unit_is_made_of_comes_under_a_name_that_changes_with_it(ask: Ask, invented: dict[str, Layer]) -> None:
    layer = invented["commune"]
    document = layers.origins_document(layer, FORMED)
    answer = ask(f"/assets/origins/{layers.origins_name(document)}/{layer.hash}.json")
    assert (answer.status, answer.headers["cache-control"]) == (200, "public, max-age=31536000, immutable")
    assert json.loads(answer.content) == ["", *FORMED.values(), *[""] * 10]
    other = layers.origins_document(layer, FORMED | {layer.keys[0]: "Hình thành từ toàn bộ Xã C"})
    assert layers.origins_name(other) != layers.origins_name(document)
    assert layers.origins_document(layer, {}) == b""


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
