// Lines of runners over a logarithmic axis, with their names at the ends: what the charts of the studies share.
(function () {
  'use strict';

  // how: {lines: [{name, mark (else that of the runner of this name), points: [{x, y, tainted, tip: [[name, text], …]}]}], x: {name, tick, base, min, max},
  // y: as charts.valueAxis takes it, landmarks: as charts.landmarks takes it, more: series}
  charts.runnerLines = function (model, settings, how) {
    var colours = charts.theme(settings);
    var marks = charts.marks(model, settings);
    var narrow = charts.isNarrow(settings);
    var left = narrow ? 52 : 68;
    var right = narrow ? 14 : 140;
    how.x.log = true;
    how.x.room = settings.width - left - right;
    how.y.room = 340;
    var drawn = how.lines.filter(function (line) { return line.points.length > 0; });
    charts.spanOfLog(how.x, drawn, 'x');
    if (how.y.log) charts.spanOfLog(how.y, drawn, 'y');
    var x = charts.valueAxis(settings, how.x);
    x.splitLine.show = false;
    x.axisLine = {show: true, lineStyle: {color: colours.line}};
    x.name = how.x.name;
    x.nameLocation = 'middle';
    x.nameGap = 26;
    x.nameTextStyle = {color: colours.dim, fontSize: 11};
    x.inverse = !!how.x.inverse;
    var series = drawn.map(function (line) {
      var mark = line.mark || marks[line.name];
      return {
        name: line.name, type: 'line', silent: settings.still, emphasis: {disabled: true}, clip: false,
        symbol: 'path://' + mark.outline, symbolSize: 8, symbolKeepAspect: true, showAllSymbol: true,
        itemStyle: {color: mark.colour, opacity: 1}, lineStyle: {color: mark.colour, type: mark.dash, width: 2},
        data: line.points.map(function (point) {
          var made = {value: [point.x, point.y], name: line.name, tip: point.tip};
          if (point.tainted > 0)
            made.itemStyle = {color: colours.paper, borderColor: mark.colour, borderWidth: 1.5};
          return made;
        })
      };
    });
    if (series.length > 0) series[0].markLine = charts.landmarks(settings, 'end', how.landmarks || []);
    if (!narrow) series.push(charts.endLabels(drawn.map(function (line) {
      var last = line.points[line.points.length - 1];
      return {name: line.name, mark: line.mark, last: [last.x, last.y]};
    }), marks, colours));
    return {
      grid: {left: left, right: right, top: charts.top(settings) + 18, bottom: 46},
      xAxis: x, yAxis: charts.valueAxis(settings, how.y), series: series.concat(how.more || []),
      tooltip: {trigger: 'item', confine: true, formatter: function (params) {
        var data = params.data || {};
        return data.tip ? charts.tooltipTable(data.name, data.tip) : '';
      }}
    };
  };

  // A log axis from the power of its base below the least value to that above the largest.
  charts.spanOfLog = function (axis, lines, key) {
    var base = axis.base || 10, values = [];
    lines.forEach(function (line) { line.points.forEach(function (point) { values.push(point[key]); }); });
    if (values.length === 0) return;
    function power(value, round) { return Math.pow(base, round(Math.log(value) / Math.log(base))); }
    axis.min = power(Math.min.apply(null, values) * 1.001, Math.floor);
    axis.max = power(Math.max.apply(null, values) * 0.999, Math.ceil);
    if (axis.max <= axis.min) axis.max = axis.min * base;
  };

  // Those that are chosen.
  charts.chosenRunners = function (results, settings) {
    return results.filter(function (result) { return !settings.runners || settings.runners[result.runner]; });
  };
})();
