/* The map in the browser: fetches shapes and names once, then only repaints.

   paint(map, group, spec) is called for every change of indicator, period or unit. Shapes stay on the map; what changes is the
   colour of each. `group` is the (empty) layer streamlit-folium listens to: a click is passed on to it with the unit's key
   and without its shape. */
(function () {
  "use strict";
  if (window.khuyenhocMap) return;

  const decode = window.khuyenhocShapes.decode, inside = window.khuyenhocShapes.inside;
  const TROUBLE = "Không tải được hình bản đồ. Hãy tải lại trang.";
  const fetched = new Map();
  const state = { map: null, group: null, spec: null, drawn: "", shapes: [], names: null, clicks: 0, repaints: 0, requests: [], fitted: true };

  function once(url) {
    if (!fetched.has(url)) {
      state.requests.push(url);
      fetched.set(url, fetch(url, { credentials: "same-origin" }).then(function (answer) {
        if (!answer.ok) throw new Error(url + " " + answer.status);
        return answer.json();
      }).catch(function (error) { fetched.delete(url); throw error; }));
    }
    return fetched.get(url);
  }

  function tone(name) { return state.spec.tones[name]; }

  const hatches = new Map();
  function fillOf(style) {
    if (!style.hatch) return style.fill;
    if (!hatches.has(style.fill)) {
      const tile = document.createElement("canvas");
      tile.width = tile.height = 8;
      const pen = tile.getContext("2d");
      pen.fillStyle = style.fill; pen.fillRect(0, 0, 8, 8);
      pen.strokeStyle = tone("hatch"); pen.lineWidth = 1.6; pen.beginPath();
      [-8, 0, 8].forEach(function (x) { pen.moveTo(x - 1, 9); pen.lineTo(x + 9, -1); });
      pen.stroke();
      hatches.set(style.fill, pen.createPattern(tile, "repeat"));
    }
    return hatches.get(style.fill);
  }

  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function setUp(map) {
    state.map = map;
    map.setMaxZoom(14);
    state.drawn = "";
    map.attributionControl && map.attributionControl.remove();
    L.control.zoom({ zoomInTitle: "Phóng to", zoomOutTitle: "Thu nhỏ", position: "topleft" }).addTo(map);
    const whole = L.DomUtil.create("a", "", map.zoomControl ? map.zoomControl.getContainer() : map.getContainer().querySelector(".leaflet-control-zoom"));
    whole.href = "#"; whole.textContent = "⤢"; whole.title = "Xem toàn bộ"; whole.setAttribute("role", "button"); whole.setAttribute("aria-label", whole.title);
    L.DomEvent.on(whole, "click", function (event) { L.DomEvent.stop(event); state.fitted = true; fit(); });
    state.foot = map.getContainer().appendChild(element("div", "kh-foot"));
    state.sample = map.getContainer().appendChild(element("div", "kh-sample"));
    state.sample.setAttribute("aria-hidden", "true");
    state.sample.appendChild(element("span", "", "MINH HỌA"));
    map.on("resize", function () { if (state.fitted) fit(); });
    map.on("zoomend viewreset", spread);
    map.on("zoomend", function () { map.dragging[map.getZoom() > map.getMinZoom() ? "enable" : "disable"](); });
    map.on("zoomstart dragstart", function () { if (!state.fitting) state.fitted = false; });
  }

  function fit() {
    if (!state.bounds) return;
    const pad = { paddingTopLeft: [8, 30], paddingBottomRight: [8, state.foot.offsetHeight + 8], animate: false };
    state.fitting = true;
    state.map.setMinZoom(0).setMaxBounds(null);
    state.map.fitBounds(state.bounds, pad);
    state.map.setMinZoom(state.map.getZoom()).setMaxBounds(state.map.getBounds().pad(0.05));
    state.map.dragging.disable();
    state.fitting = false;
  }

  function clear() {
    (state.layers || []).forEach(function (layer) { layer.remove(); });
    state.layers = []; state.shapes = []; state.chosen = null;
  }

  function put(layer) { state.layers.push(layer.addTo(state.map)); return layer; }

  function line(arcs, color, weight, opacity) {
    return put(L.polyline(arcs, { color: color, weight: weight, opacity: opacity, interactive: false, smoothFactor: 0.5 }));
  }

  function build(units, names, outline, outlineNames) {
    const spec = state.spec;
    clear();
    state.names = names;
    state.bounds = L.latLngBounds([spec.bounds[1], spec.bounds[0]], [spec.bounds[3], spec.bounds[2]]);
    foot(); fit();
    state.shapes = units.shapes.map(function (rings, index) {
      const shape = put(L.polygon(rings, { stroke: false, fillOpacity: 1, fillColor: fillOf(spec.styles[classOf(index)]), smoothFactor: 0.5, bubblingMouseEvents: false }));
      shape.rings = rings;
      shape.toGeoJSON = function () { return { type: "Feature", geometry: null, properties: { key: names.keys[index], click: state.clicks } }; };
      shape.on("click", function (event) {
        state.clicks += 1;
        state.group.fire("click", { latlng: event.latlng, layer: { toGeoJSON: shape.toGeoJSON } });
      });
      shape.on("mouseover", function () { ring(index, "hover"); });
      shape.on("mouseout", function () { ring(-1, "hover"); });
      shape.bindTooltip(function () { return tip(index); }, { sticky: true, className: "kh-tip", direction: "auto" });
      return shape;
    });
    line(units.inner, tone(spec.level === "commune" ? "commune" : "district"), spec.level === "commune" ? 1 : 1.5, 0.9);
    if (outline) { line(outline.inner, tone("halo"), 4, 0.8); line(outline.inner, tone("district"), 2, 0.9); }
    if (spec.edge) line((outline || units).outer, tone("edge"), 1.6, 0.9);
    write(outline ? outline.shapes : spec.level === "commune" ? [] : units.shapes, outline ? outlineNames.short : names.short);
    state.drawn = spec.geo;
  }

  function write(shapes, names) {
    shapes.forEach(function (rings, index) {
      const icon = L.divIcon({ className: "kh-name", iconSize: null, html: element("span", "", names[index]) });
      put(L.marker(inside(rings), { icon: icon, interactive: false, keyboard: false }));
    });
    spread();
  }

  /* Names that would lie on another one are left out until there is room for them. */
  function spread() {
    const kept = [];
    state.map.getContainer().querySelectorAll(".kh-name span").forEach(function (name) {
      name.style.visibility = "";
      const box = name.getBoundingClientRect();
      const free = kept.every(function (k) { return box.right < k.left || k.right < box.left || box.bottom - 4 < k.top || k.bottom - 4 < box.top; });
      if (free) kept.push(box); else name.style.visibility = "hidden";
    });
  }

  function classOf(index) { return parseInt(state.spec.classes[index], 36); }

  function tip(index) {
    const box = element("div");
    box.appendChild(element("strong", "", state.names.names[index]));
    const value = state.spec.values[index];
    if (value) box.appendChild(element("div", "", value));
    box.appendChild(element("div", "", state.spec.styles[classOf(index)].label));
    return box;
  }

  function ring(index, what) {
    if (state[what]) { state[what].remove(); state[what] = null; }
    if (index < 0 || !state.shapes[index]) return;
    state[what] = L.polygon(state.shapes[index].rings, { fill: false, color: tone("ink"), weight: what === "hover" ? 2 : 4, interactive: false, smoothFactor: 0.5 }).addTo(state.map);
    state.layers.push(state[what]);
  }

  function swatch(style, number) {
    const id = "kh-hatch-" + number;
    const box = new DOMParser().parseFromString('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 16"><defs><pattern width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6"/><rect width="1.6" height="6"/></pattern></defs><rect x="0.5" y="0.5" width="19" height="15" rx="2"/></svg>', "image/svg+xml").documentElement;
    box.querySelector("pattern").id = id;
    box.querySelectorAll("pattern rect")[0].setAttribute("fill", style.fill);
    box.querySelectorAll("pattern rect")[1].setAttribute("fill", tone("hatch"));
    box.lastChild.setAttribute("stroke", tone("edge"));
    box.lastChild.setAttribute("fill", style.hatch ? "url(#" + id + ")" : style.fill);
    box.setAttribute("aria-hidden", "true");
    return document.importNode(box, true);
  }

  function foot() {
    const spec = state.spec, list = element("ul", "kh-legend");
    spec.styles.forEach(function (style, number) {
      const row = list.appendChild(element("li"));
      row.appendChild(swatch(style, number));
      row.appendChild(element("span", "", style.label));
    });
    state.foot.replaceChildren(list, element("div", "kh-label", spec.label));
    state.sample.hidden = !spec.sample;
    state.sample.style.display = spec.sample ? "" : "none";
    state.sample.style.bottom = state.foot.offsetHeight + "px";
    Object.keys(spec.tones).forEach(function (name) { state.map.getContainer().style.setProperty("--kh-" + name, spec.tones[name]); });
    state.map.getContainer().classList.toggle("kh-large", spec.large);
    state.map.getContainer().setAttribute("aria-label", spec.title);
  }

  function restyle() {
    const before = state.foot.offsetHeight;
    foot();
    if (state.foot.offsetHeight !== before && state.fitted) fit();
    spread();
    state.shapes.forEach(function (shape, index) {
      const fill = fillOf(state.spec.styles[classOf(index)]);
      if (shape.options.fillColor !== fill) shape.setStyle({ fillColor: fill });
    });
    ring(-1, "hover");
    ring(state.spec.selected, "chosen");
    state.repaints += 1;
  }

  function trouble(error) {
    console.error(error);
    state.map.getContainer().appendChild(element("div", "kh-trouble", TROUBLE));
  }

  function paint(map, group, spec) {
    window.feature_group = []; // streamlit-folium only ever adds to it
    if (state.map !== map) setUp(map);
    state.group = group;
    state.spec = spec;
    if (state.drawn === spec.geo && state.outline === spec.outline) { restyle(); return; }
    const wanted = [spec.base + "/geo/" + spec.geo + ".topojson", spec.base + "/names/" + spec.geo + ".json"];
    if (spec.outline) wanted.push(spec.base + "/geo/" + spec.outline + ".topojson", spec.base + "/names/" + spec.outline + ".json");
    Promise.all(wanted.map(once)).then(function (got) {
      if (state.spec.geo !== spec.geo || state.spec.outline !== spec.outline) return;
      build(decode(got[0]), got[1], got[2] ? decode(got[2]) : null, got[3]);
      state.outline = spec.outline;
      restyle();
    }).catch(trouble);
  }

  /* For tests and for scripts beside the map: what is drawn, and where on the page a unit can be clicked. */
  function summary() {
    return { shapes: state.shapes.length, repaints: state.repaints, requests: state.requests.slice(), drawn: state.drawn, classes: state.spec ? state.spec.classes : "", clicks: state.clicks };
  }
  function pointOf(key) {
    const index = state.names.keys.indexOf(key);
    return state.map.latLngToContainerPoint(inside(state.shapes[index].rings));
  }

  window.khuyenhocMap = { paint: paint, summary: summary, pointOf: pointOf };
})();
