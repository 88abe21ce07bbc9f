/* The map in the browser: fetches shapes and names once, then only repaints; one map, or two in step.

   paint(map, group, spec) is called for every change of indicator, period, level or unit. Shapes stay on the map; what changes
   is the colour of each. `group` is the (empty) layer streamlit-folium listens to: a click is passed on to it with the unit's key
   and without its shape. */
(function () {
  "use strict";
  if (window.khuyenhocMap) return;

  const decode = window.khuyenhocShapes.decode, make = window.khuyenhocPane;
  const TROUBLE = "Không tải được hình bản đồ. Hãy tải lại trang.";
  const fetched = new Map();
  const state = { map: null, group: null, spec: null, drawn: "", panes: [], names: null, clicks: 0, repaints: 0, requests: [], found: "", moving: false };

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

  function heard(index, event) {
    const key = state.names.keys[index];
    const asFeature = function () { return { type: "Feature", geometry: null, properties: { key: key, click: state.clicks } }; };
    state.clicks += 1;
    state.panes.forEach(function (pane) { pane.choose(index); });
    state.group.fire("click", { latlng: event.latlng, layer: { toGeoJSON: asFeature } });
  }

  function together() { return state.panes; }

  function setUp(map) {
    state.map = map;
    state.drawn = "";
    state.panes = [make.make(map, 0, heard, together)];
  }

  /* The second map stands beside the first and follows it, and the other way round. */
  function arrange(count) {
    const first = state.map.getContainer();
    if (count === state.panes.length) return;
    state.drawn = "";
    first.classList.toggle("kh-half", count === 2);
    if (count === 1) {
      const gone = state.panes.pop(), box = gone.map.getContainer();
      gone.map.remove();
      box.remove();
    } else {
      const box = make.element("div", "kh-second");
      box.style.height = first.offsetHeight + "px"; // that of the first is set from outside, in pixels
      first.after(box);
      const second = L.map(box, make.options);
      second.setView(state.map.getCenter(), state.map.getZoom());
      state.panes.push(make.make(second, 1, heard, together));
      follow(state.map, second);
      follow(second, state.map);
    }
    state.panes.forEach(function (pane) { pane.map.invalidateSize({ animate: false }); });
  }

  function follow(leader, follower) {
    leader.on("move", function () {
      if (state.moving || state.panes.length < 2 || state.panes.some(function (pane) { return pane.fitting; })) return;
      state.moving = true;
      state.panes.forEach(function (pane) { pane.fitted = state.panes.every(function (each) { return each.fitted; }); });
      follower.setView(leader.getCenter(), leader.getZoom(), { animate: false });
      state.moving = false;
    });
  }

  function trouble(error) {
    console.error(error);
    state.map.getContainer().appendChild(make.element("div", "kh-trouble", TROUBLE));
  }

  function draw(spec, units, names, outline, outlineNames) {
    state.names = names;
    state.panes.forEach(function (pane, index) {
      pane.build(spec, spec.panes[index], units, names, outline, outlineNames);
    });
    state.drawn = wantedOf(spec);
  }

  function restyle(spec) {
    state.panes.forEach(function (pane, index) { pane.restyle(spec, spec.panes[index]); });
    // Once all legends are written; and again, since their circles, and with them their height, follow the zoom.
    [1, 2].forEach(function () { state.panes.forEach(function (pane) { pane.refit(); }); });
    const sought = spec.find ? spec.geo + spec.selected : "";
    if (sought && sought !== state.found) state.panes[0].find(spec.selected);
    state.found = sought;
    state.repaints += 1;
  }

  function wantedOf(spec) { return [spec.geo, spec.outline, spec.tiles, spec.panes.length].join(" "); }

  function paint(map, group, spec) {
    window.feature_group = []; // streamlit-folium only ever adds to it
    if (state.map !== map) setUp(map);
    state.group = group;
    state.spec = spec;
    if (state.drawn === wantedOf(spec)) { restyle(spec); return; }
    const wanted = [spec.base + "/geo/" + spec.geo + ".topojson", spec.base + "/names/" + spec.geo + ".json"];
    if (spec.outline) wanted.push(spec.base + "/geo/" + spec.outline + ".topojson", spec.base + "/names/" + spec.outline + ".json");
    Promise.all(wanted.map(once)).then(function (got) {
      if (wantedOf(state.spec) !== wantedOf(spec)) return;
      arrange(spec.panes.length);
      draw(state.spec, decode(got[0]), got[1], got[2] ? decode(got[2]) : null, got[3]);
      restyle(state.spec);
      origins(state.spec);
    }).catch(trouble);
  }

  /* What each unit is made of, for its tooltip: comes after the map, and a map without it is whole. */
  function origins(spec) {
    state.names.origins = state.names.origins || [];
    if (!spec.origins) return;
    const names = state.names;
    once(spec.base + spec.origins).then(function (got) { names.origins = got; }).catch(console.error);
  }

  /* For tests and for scripts beside the map: what is drawn, and where on the page a unit can be clicked. */
  function summary() {
    const first = state.panes[0];
    return {
      shapes: first ? first.shapes.length : 0, circles: first ? first.circles.length : 0, panes: state.panes.length,
      repaints: state.repaints, requests: state.requests.slice(), drawn: state.drawn, clicks: state.clicks,
      classes: state.spec ? state.spec.panes[0].classes : "",
      views: state.panes.map(function (pane) { return [pane.map.getCenter().lat, pane.map.getCenter().lng, pane.map.getZoom()]; }),
    };
  }
  function pointOf(key) { return state.panes[0].pointOf(state.names.keys.indexOf(key)); }

  window.khuyenhocMap = { paint: paint, summary: summary, pointOf: pointOf };
})();
