/* Shapes as numbers: TopoJSON unpacked, and a point inside an area. Knows nothing of maps. */
(function () {
  "use strict";

  /* TopoJSON -> per feature its polygons as rings of [lat, lon]; arcs with one feature beside them are the outer edge. */
  function decode(topology) {
    const scale = topology.transform.scale, move = topology.transform.translate;
    const arcs = topology.arcs.map(function (arc) {
      let x = 0, y = 0;
      return arc.map(function (step) {
        x += step[0]; y += step[1];
        return [y * scale[1] + move[1], x * scale[0] + move[0]];
      });
    });
    const sides = new Array(arcs.length).fill(0);
    function ring(indices) {
      const points = [];
      indices.forEach(function (index) {
        const arc = index >= 0 ? arcs[index] : arcs[~index].slice().reverse();
        for (let i = points.length ? 1 : 0; i < arc.length; i++) points.push(arc[i]);
      });
      return points;
    }
    const shapes = topology.objects.units.geometries.map(function (geometry) {
      const polygons = geometry.type === "Polygon" ? [geometry.arcs] : geometry.arcs;
      const touched = new Set();
      polygons.forEach(function (rings) { rings.forEach(function (indices) { indices.forEach(function (i) { touched.add(i < 0 ? ~i : i); }); }); });
      touched.forEach(function (i) { sides[i] += 1; });
      return polygons.map(function (rings) { return rings.map(ring); });
    });
    return {
      shapes: shapes,
      inner: arcs.filter(function (_, i) { return sides[i] > 1; }),
      outer: arcs.filter(function (_, i) { return sides[i] === 1; }),
    };
  }

  /* A point well inside: the middle of the widest stretch of five horizontal cuts through the largest polygon. */
  function inside(polygons) {
    const largest = polygons.map(function (p) { return [Math.abs(area(p[0])), p]; }).sort(function (a, b) { return b[0] - a[0]; })[0][1];
    const lats = largest[0].map(function (p) { return p[0]; });
    const low = Math.min.apply(null, lats), high = Math.max.apply(null, lats);
    let best = [-1, largest[0][0]];
    [0.5, 0.4, 0.6, 0.3, 0.7].forEach(function (share) {
      const lat = low + (high - low) * share, cuts = [];
      largest.forEach(function (ring) {
        for (let i = 0; i < ring.length; i++) {
          const a = ring[i], b = ring[(i + 1) % ring.length];
          if ((a[0] > lat) !== (b[0] > lat)) cuts.push(a[1] + (lat - a[0]) / (b[0] - a[0]) * (b[1] - a[1]));
        }
      });
      cuts.sort(function (a, b) { return a - b; });
      for (let i = 0; i + 1 < cuts.length; i += 2) {
        const width = cuts[i + 1] - cuts[i];
        if (width > best[0] * 1.1) best = [width, [lat, (cuts[i] + cuts[i + 1]) / 2]];
      }
    });
    return best[1];
  }

  function area(ring) {
    return ring.reduce(function (sum, a, i) { const b = ring[(i + 1) % ring.length]; return sum + a[1] * b[0] - b[1] * a[0]; }, 0) / 2;
  }

  window.khuyenhocShapes = { decode: decode, inside: inside, area: area };
})();
