/* One map on the page: shapes, names, tooltips, legend. Drawn once per geometry, restyled in place for everything else. */
(function () {
  "use strict";
  const inside = window.khuyenhocShapes.inside, area = window.khuyenhocShapes.area, proportional = window.khuyenhocCircles;
  const OPTIONS = { zoomControl: false, preferCanvas: true, attributionControl: false, zoomSnap: 0.1, zoomDelta: 0.8, scrollWheelZoom: false, maxBoundsViscosity: 1.0, maxZoom: 14 };

  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  const hatches = new Map();
  function fillOf(style, tones) {
    if (!style.hatch) return style.fill;
    if (!hatches.has(style.fill)) {
      const tile = document.createElement("canvas");
      tile.width = tile.height = 8;
      const pen = tile.getContext("2d");
      pen.fillStyle = style.fill; pen.fillRect(0, 0, 8, 8);
      pen.strokeStyle = tones.hatch; pen.lineWidth = 1.6; pen.beginPath();
      [-8, 0, 8].forEach(function (x) { pen.moveTo(x - 1, 9); pen.lineTo(x + 9, -1); });
      pen.stroke();
      hatches.set(style.fill, pen.createPattern(tile, "repeat"));
    }
    return hatches.get(style.fill);
  }

  function swatch(style, id, tones) {
    const box = new DOMParser().parseFromString('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 16"><defs><pattern width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6"/><rect width="1.6" height="6"/></pattern></defs><rect x="0.5" y="0.5" width="19" height="15" rx="2"/></svg>', "image/svg+xml").documentElement;
    box.querySelector("pattern").id = id;
    box.querySelectorAll("pattern rect")[0].setAttribute("fill", style.fill);
    box.querySelectorAll("pattern rect")[1].setAttribute("fill", tones.hatch);
    box.lastChild.setAttribute("stroke", tones.edge);
    box.lastChild.setAttribute("fill", style.hatch ? "url(#" + id + ")" : style.fill);
    box.setAttribute("aria-hidden", "true");
    return document.importNode(box, true);
  }

  /* `number`: 0, or 1 for the map beside it. `heard(index, event)`: a shape was clicked. `all()`: this one and the one beside. */
  function pane(map, number, heard, all) {
    const me = { map: map, shapes: [], layers: [], circles: [], drawn: null, spec: null, common: null, names: null, fitted: true, fitting: false, tiles: null };
    const container = map.getContainer();
    map.setMaxZoom(OPTIONS.maxZoom);
    L.control.zoom({ zoomInTitle: "Phóng to", zoomOutTitle: "Thu nhỏ", position: "topleft" }).addTo(map);
    const whole = L.DomUtil.create("a", "", container.querySelector(".leaflet-control-zoom"));
    whole.href = "#"; whole.textContent = "⤢"; whole.title = "Xem toàn bộ"; whole.setAttribute("role", "button"); whole.setAttribute("aria-label", whole.title);
    L.DomEvent.on(whole, "click", function (event) { L.DomEvent.stop(event); me.fitted = true; fit(); });
    const head = container.appendChild(element("div", "kh-head"));
    const foot = container.appendChild(element("div", "kh-foot"));
    const sample = container.appendChild(element("div", "kh-sample"));
    sample.setAttribute("aria-hidden", "true");
    sample.appendChild(element("span", "", "MINH HỌA"));
    map.on("resize", function () { if (me.fitted) fit(); });
    map.on("zoomend viewreset", function () { resized(); spread(); });
    map.on("zoomend", function () { map.dragging[map.getZoom() > map.getMinZoom() ? "enable" : "disable"](); });
    map.on("zoomstart dragstart", function () { if (!me.fitting) me.fitted = false; });

    function quietly(move) { me.fitting = true; move(); me.fitting = false; }

    /* Above and below the shapes, the same in both maps: with less in one of them its shapes would be larger. */
    function room() {
      const taken = all().map(function (each) { return each.taken(); });
      return [0, 1].map(function (side) { return Math.max.apply(null, taken.map(function (each) { return each[side]; })); });
    }

    function fit() {
      if (!me.bounds) return;
      me.room = room();
      quietly(function () {
        map.setMinZoom(0).setMaxBounds(null);
        map.fitBounds(me.bounds, { paddingTopLeft: [8, 30 + me.room[0]], paddingBottomRight: [8, me.room[1] + 8], animate: false });
        map.setMinZoom(map.getZoom()).setMaxBounds(map.getBounds().pad(0.05));
        map.dragging.disable();
      });
    }

    /* Another level or another set of units: whoever had zoomed in stays where they were. */
    function fitOrStay() {
      const before = me.fitted ? null : { centre: map.getCenter(), zoom: map.getZoom() };
      fit();
      if (before && me.bounds.contains(before.centre)) quietly(function () { map.setView(before.centre, before.zoom, { animate: false }); });
      else me.fitted = true;
    }

    function put(layer) { me.layers.push(layer.addTo(map)); return layer; }

    function line(arcs, color, weight, opacity) {
      return put(L.polyline(arcs, { color: color, weight: weight, opacity: opacity, interactive: false, smoothFactor: 0.5 }));
    }

    function build(common, spec, units, names, outline, outlineNames) {
      const tones = common.tones, fine = common.level === "commune";
      me.layers.forEach(function (layer) { layer.remove(); });
      me.circles.forEach(function (circle) { circle.remove(); });
      ring(-1, "hover"); ring(-1, "chosen");
      me.layers = []; me.circles = []; me.drawn = null;
      me.names = names; me.common = common; me.spec = spec; me.points = []; me.above = outline ? outline.shapes : [];
      me.land = units.shapes.reduce(function (sum, rings) { return sum + rings.reduce(function (all, each) { return all + Math.abs(area(each[0])); }, 0); }, 0);
      me.bounds = L.latLngBounds([common.bounds[1], common.bounds[0]], [common.bounds[3], common.bounds[2]]);
      legend(); fitOrStay(); background();
      me.shapes = units.shapes.map(function (rings, index) {
        const shape = put(L.polygon(rings, { stroke: false, fillOpacity: common.tiles ? 0.75 : 1, fillColor: tones.paper, smoothFactor: 0.5, bubblingMouseEvents: false }));
        shape.rings = rings;
        return shape;
      });
      listen();
      line(units.inner, fine ? tones.commune : tones.district, fine ? (units.shapes.length > 1000 ? 0.5 : 1) : 1.5, 0.9);
      if (outline) { line(outline.inner, tones.halo, 4, 0.8); line(outline.inner, tones.district, 2, 0.9); }
      if (common.edge) line((outline || units).outer, tones.edge, 1.6, 0.9);
      islands();
      write(outline ? outline.shapes : fine ? [] : units.shapes, outline ? outlineNames.short : names.short);
    }

    /* One tooltip for all shapes: one of its own for each of ten thousand would cost more than drawing them. */
    function listen() {
      const tooltip = L.tooltip({ sticky: true, className: "kh-tip", direction: "auto" });
      me.shapes.forEach(function (shape, index) {
        shape.on("click", function (event) { heard(index, event); });
        shape.on("mouseover", function (event) { ring(index, "hover"); tooltip.setContent(tip(index)).setLatLng(event.latlng).addTo(map); });
        shape.on("mousemove", function (event) { tooltip.setLatLng(event.latlng); });
        shape.on("mouseout", function () { ring(-1, "hover"); tooltip.remove(); });
      });
    }

    function background() {
      if (me.tiles && me.tiles._url === me.common.tiles) return;
      if (me.tiles) { me.tiles.remove(); me.tiles = null; }
      if (me.common.tiles) me.tiles = L.tileLayer(me.common.tiles, { maxZoom: OPTIONS.maxZoom }).addTo(map);
    }

    function label(point, className, text) {
      const icon = L.divIcon({ className: "kh-name " + className, iconSize: null, html: element("span", "", text) });
      put(L.marker(point, { icon: icon, interactive: false, keyboard: false }));
    }

    /* The archipelagos of the country by name; in a frame where the boundaries have no shape of them. */
    function islands() {
      me.common.islands.forEach(function (each) {
        const box = [[each.bounds[1], each.bounds[0]], [each.bounds[3], each.bounds[2]]];
        put(L.rectangle(box, { color: me.common.tones.edge, weight: each.framed ? 2 : 1, dashArray: each.framed ? null : "4 4", fill: false, interactive: false }));
        label([each.bounds[3], (each.bounds[0] + each.bounds[2]) / 2], "kh-islands", each.label);
      });
    }

    function write(shapes, names) {
      shapes.forEach(function (rings, index) { label(inside(rings), "", names[index]); });
      spread();
    }

    /* Names that would lie on another one are left out until there is room for them; those of the archipelagos never. */
    function spread() {
      const kept = [], names = Array.from(container.querySelectorAll(".kh-name span"));
      const boxes = names.map(function (name) { name.style.visibility = ""; return name.getBoundingClientRect(); });
      names.forEach(function (name, index) {
        const box = boxes[index];
        const free = name.parentNode.classList.contains("kh-islands") || kept.every(function (k) { return box.right < k.left || k.right < box.left || box.bottom - 4 < k.top || k.bottom - 4 < box.top; });
        if (free) kept.push(box); else name.style.visibility = "hidden";
      });
    }

    function classOf(index) { return parseInt(me.spec.classes[index], 36); }

    function tip(index) {
      const box = element("div");
      box.appendChild(element("strong", "", me.names.names[index]));
      if (me.values[index]) box.appendChild(element("div", "", me.values[index]));
      box.appendChild(element("div", "", me.spec.styles[classOf(index)].label));
      if ((me.names.origins || [])[index]) box.appendChild(element("div", "kh-origin", me.names.origins[index]));
      return box;
    }

    function ring(index, what) {
      if (me[what]) { me[what].remove(); me[what] = null; }
      if (index < 0 || !me.shapes[index]) return;
      me[what] = L.polygon(me.shapes[index].rings, { fill: false, color: me.common.tones.ink, weight: what === "hover" ? 2 : 4, interactive: false, smoothFactor: 0.5 }).addTo(map);
    }

    function legend() {
      const spec = me.spec, tones = me.common.tones, list = element("ul", spec.matrix ? "kh-legend kh-matrix" : "kh-legend");
      spec.styles.forEach(function (style, at) {
        const row = list.appendChild(element("li"));
        row.appendChild(swatch(style, "kh-hatch-" + number + "-" + at, tones));
        row.appendChild(element("span", "", style.label));
      });
      if (me.drawn) list.append.apply(list, proportional.rows(me.drawn, element));
      foot.replaceChildren(list, element("div", "kh-label", me.common.label));
      head.textContent = spec.title || "";
      head.hidden = !spec.title;
      sample.hidden = !me.common.sample;
      sample.style.display = me.common.sample ? "" : "none";
      sample.style.bottom = foot.offsetHeight + "px";
      Object.keys(tones).forEach(function (name) { container.style.setProperty("--kh-" + name, tones[name]); });
      container.classList.toggle("kh-large", me.common.large);
      container.setAttribute("aria-label", (spec.title ? spec.title + ": " : "") + me.common.title);
    }

    /* What circles show at this zoom: those of the units, or of the units above where there are too many of them. */
    function sized() {
      if (!me.spec.rings) return null;
      const land = proportional.pixels(me.land, me.bounds.getCenter().lat, map.getZoom());
      const kindsOf = function (spec) { return [spec, ...(spec.above && me.above.length ? [spec.above] : [])]; };
      const alike = me.common.one_scale ? me.common.panes.filter(function (spec) { return spec.rings; }).map(kindsOf) : [];
      const beside = function (n) { return alike.map(function (kinds) { return kinds[n]; }).filter(Boolean); };
      return proportional.choose(kindsOf(me.spec), land, me.common.large, beside);
    }

    function circles() {
      me.circles.forEach(function (circle) { circle.remove(); });
      me.circles = [];
      if (!me.drawn) return;
      const own = me.drawn.kind === me.spec, shapes = own ? me.shapes.map(function (shape) { return shape.rings; }) : me.above;
      const fills = me.spec.styles.map(function (style) { return fillOf(style, me.common.tones); });
      me.circles = proportional.draw(map, me.drawn, function (n) {
        if (!own) return inside(shapes[n]);
        return me.points[n] = me.points[n] || inside(shapes[n]);
      }, function (n) { return own ? fills[classOf(n)] : me.drawn.kind.fill; }, me.common.tones.ink);
    }

    function resized() {
      if (!me.drawn) return;
      const now = sized();
      if (now.kind === me.drawn.kind && Math.abs(now.radius - me.drawn.radius) < 0.05) return;
      me.drawn = now;
      legend(); circles();
    }

    function restyle(common, spec) {
      me.common = common; me.spec = spec; me.values = spec.values.split("|");
      me.drawn = sized();
      legend();
      const plain = spec.rings ? common.tones.land : null, fills = spec.styles.map(function (style) { return plain && !style.hatch ? plain : fillOf(style, common.tones); });
      me.shapes.forEach(function (shape, index) {
        const fill = fills[classOf(index)];
        if (shape.options.fillColor !== fill) shape.setStyle({ fillColor: fill });
      });
      me.drawn = sized();
      circles();
      spread();
      ring(-1, "hover");
      ring(common.selected, "chosen");
    }

    /* To the unit that was searched for. */
    function find(index) {
      const shape = me.shapes[index];
      if (!shape) return;
      me.fitted = false;
      map.fitBounds(shape.getBounds().pad(2), { animate: false, maxZoom: 11 });
    }

    me.taken = function () { return [head.offsetHeight, foot.offsetHeight]; };
    me.refit = function () { if (me.fitted && String(room()) !== String(me.room)) fit(); };
    me.build = build; me.restyle = restyle; me.find = find;
    me.choose = function (index) { ring(index, "chosen"); };
    me.pointOf = function (index) { return map.latLngToContainerPoint(inside(me.shapes[index].rings)); };
    return me;
  }

  window.khuyenhocPane = { make: pane, options: OPTIONS, element: element };
})();
