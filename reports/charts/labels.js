// Names beside the ends of lines, moved apart where the lines lie too close.
(function () {
  'use strict';
  var LABEL_HEIGHT = 14;

  // Moves what overlaps apart, in place, within top and bottom; `ends` are in the order of y.
  function spread(ends, top, bottom) {
    var i;
    for (i = 0; i < ends.length; i++) ends[i].at = Math.max(ends[i].y, i ? ends[i - 1].at + LABEL_HEIGHT : top);
    for (i = ends.length - 1; i >= 0; i--)
      ends[i].at = Math.min(ends[i].at, i < ends.length - 1 ? ends[i + 1].at - LABEL_HEIGHT : bottom);
  }

  // Names right of the lines' ends, each tied to its end by a thin line. A line is {name, last: [x, y], mark (else
  // that of the runner of this name), plain: has no mark}.
  charts.endLabels = function (lines, marks, colours) {
    return {
      type: 'custom', silent: true, clip: false, z: 6, data: [[1, 1]],
      renderItem: function (params, api) {
        var area = params.coordSys;
        var right = area.x + area.width;
        var ends = lines.map(function (line) {
          var at = api.coord(line.last);
          return {name: line.name, x: at[0], y: at[1], mark: line.plain ? null : line.mark || marks[line.name]};
        }).sort(function (a, b) { return a.y - b.y; });
        spread(ends, area.y - 4, area.y + area.height);
        var parts = [];
        ends.forEach(function (end) {
          parts.push({type: 'polyline', shape: {points: [[end.x + 7, end.y], [right + 9, end.y], [right + 20, end.at],
                                                         [right + 24, end.at]]},
                      style: {stroke: end.mark ? end.mark.colour : colours.faint, lineWidth: 1, fill: null,
                              lineDash: end.x < right - 1 ? [1, 3] : null}});
          parts.push({type: 'text', style: {text: charts.shortened(end.name, 17), x: right + 28, y: end.at,
                                            fontSize: 11, textVerticalAlign: 'middle',
                                            fill: end.mark ? colours.ink : colours.dim}});
        });
        return {type: 'group', children: parts};
      }
    };
  };
})();
