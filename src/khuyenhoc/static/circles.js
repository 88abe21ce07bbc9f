/* Proportional circles on a map: how large they may be, which units they stand on, and what the legend says of them.

   Circles of many units would cover each other. So the largest is as large as lets all of them together cover a fixed share of
   the land in sight; where that leaves them too small to read, those of the units above (provinces over a country's communes)
   stand in, until somebody has zoomed in far enough. map_drawing.py follows the same rule on paper. */
(function () {
  "use strict";
  const LARGEST = 22, LEAST = 6, SHARE = 0.25, DIGITS = 35;

  function radii(sizes) { return Array.from(sizes, function (digit) { return parseInt(digit, 36) / DIGITS; }); }

  /* Square pixels at this zoom of an area in square degrees around that latitude. */
  function pixels(degrees, lat, zoom) {
    const perDegree = 256 * Math.pow(2, zoom) / 360;
    return degrees * perDegree * perDegree / Math.cos(lat * Math.PI / 180);
  }

  function covering(kind) { return Math.PI * radii(kind.sizes).reduce(function (sum, r) { return sum + r * r; }, 0); }

  /* `kinds`: what can be shown, finest first, as [{ sizes, rings, … }]; gives the one to show and the radius of its largest.
     `beside(n)`: the nth kind of every map on the same scale: the one most covered decides for all, so that all look alike. */
  function choose(kinds, land, large, beside) {
    const found = kinds.map(function (kind, n) {
      const covered = Math.max.apply(null, [kind].concat(beside(n)).map(covering));
      return { kind: kind, radius: Math.min(LARGEST * (large ? 1.4 : 1), Math.sqrt(SHARE * land / (covered || 1))) };
    });
    return found.find(function (each) { return each.radius >= LEAST; }) || found[found.length - 1];
  }

  /* Largest first, so that small ones lie on top. `place(n)`: where the circle of the nth stands; `fill(n)`: its colour. */
  function draw(map, chosen, place, fill, ink) {
    const order = radii(chosen.kind.sizes).map(function (share, n) { return [share, n]; }).filter(function (each) { return each[0] > 0; });
    order.sort(function (a, b) { return b[0] - a[0]; });
    return order.map(function (each) {
      return L.circleMarker(place(each[1]), { radius: Math.max(each[0] * chosen.radius, 1.5), color: ink, weight: 1, fillColor: fill(each[1]), fillOpacity: 0.85, interactive: false }).addTo(map);
    });
  }

  /* Rows of the legend: circles with what they stand for, then whose they are. */
  function rows(chosen, element) {
    const made = chosen.kind.rings.map(function (each) {
      const row = element("li"), dot = row.appendChild(element("span", "kh-dot"));
      dot.style.width = dot.style.height = 2 * each[0] / DIGITS * chosen.radius + "px";
      if (chosen.kind.fill) dot.style.background = chosen.kind.fill;
      row.appendChild(element("span", "", each[1]));
      return row;
    });
    return chosen.kind.note ? made.concat(element("li", "", chosen.kind.note)) : made;
  }

  window.khuyenhocCircles = { choose: choose, draw: draw, rows: rows, pixels: pixels };
})();
