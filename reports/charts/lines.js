// Lines over a logarithmic axis, with their names at the ends: what the charts of the studies and of concurrencies share.
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

  // Names right of the lines' ends, each tied to its end by a thin line: {name, last: {x, y}, mark, if it has one}.
  function endLabels(lines, colours) {
    return {
      type: 'custom', silent: true, clip: false, z: 6, data: [[1, 1]],
      renderItem: function (params, api) {
        var area = params.coordSys;
        var right = area.x + area.width;
        var ends = lines.map(function (line) {
          var at = api.coord([line.last.x, line.last.y]);
          return {name: line.name, x: at[0], y: at[1], mark: line.mark};
        }).sort(function (a, b) { return a.y - b.y; });
        spread(ends, area.y - 4, area.y + area.height);
        return {type: 'group', children: charts.flat(ends, function (end) {
          return [{type: 'polyline', shape: {points: [[end.x + 7, end.y], [right + 9, end.y], [right + 20, end.at], [right + 24, end.at]]},
                   style: {stroke: end.mark ? end.mark.colour : colours.faint, lineWidth: 1, fill: null,
                           lineDash: end.x < right - 1 ? [1, 3] : null}},
                  charts.textAt(charts.shortened(end.name, 17), right + 28, end.at, end.mark ? colours.ink : colours.dim, 11)];
        })};
      }
    };
  }

  // how: {lines: [{name, mark (else that of the runner of this name), points: [{x, y, tainted, name, if not that of the line,
  // tip: [[name, text], …]}]}], x and y: as charts.valueAxis takes them; a log axis spans the points, if it is not told what,
  // landmarks: as charts.landmarks takes it, ends: as endLabels takes it, else each line has its name, more: series}
  charts.runnerLines = function (model, settings, how) {
    var colours = charts.theme(settings);
    var marks = charts.marks(model, settings);
    var narrow = charts.isNarrow(settings);
    var left = narrow ? 52 : 68;
    var right = narrow ? 14 : 140;
    var drawn = how.lines.filter(function (line) { return line.points.length > 0; }).map(function (line) {
      return {name: line.name, mark: line.mark || marks[line.name], points: line.points, last: line.points[line.points.length - 1]};
    });
    how.x.log = true;
    how.x.room = settings.width - left - right;
    how.y.room = 340;
    how.y.apart = 24;
    ['x', 'y'].forEach(function (key) {
      how[key].values = how[key].values || charts.flat(drawn, function (line) { return line.points.map(function (point) { return point[key]; }); });
    });
    var x = charts.valueAxis(settings, how.x);
    x.splitLine.show = false;
    x.axisLine = {show: true, lineStyle: {color: colours.line}};
    var series = drawn.map(function (line) {
      var mark = line.mark;
      return {
        name: line.name, type: 'line', silent: settings.still, emphasis: {disabled: true}, clip: false,
        symbol: 'path://' + mark.outline, symbolSize: 8, symbolKeepAspect: true, showAllSymbol: true,
        itemStyle: {color: mark.colour, opacity: 1}, lineStyle: {color: mark.colour, type: mark.dash, width: 2},
        data: line.points.map(function (point) {
          var made = {value: [point.x, point.y], name: point.name || line.name, tip: point.tip};
          if (point.tainted > 0)
            made.itemStyle = {color: colours.paper, borderColor: mark.colour, borderWidth: 1.5};
          return made;
        })
      };
    });
    series.push({type: 'line', data: [], markLine: charts.landmarks(settings, 'end', how.landmarks || [])});
    if (!narrow) series.push(endLabels(how.ends || drawn, colours));
    return {
      grid: {left: left, right: right, top: charts.top(settings) + 18, bottom: 46},
      xAxis: x, yAxis: charts.valueAxis(settings, how.y), series: series.concat(how.more || []), tooltip: charts.tipOfItem()
    };
  };
})();
