// The times of single tasks: when each was done, how long it took by itself, and how these are spread.
(function () {
  'use strict';
  var SHOWN_AT_FIRST = 8;  // more lines cannot be told apart

  // What a task took above the least it can take says more than the time itself, where that least is known.
  function ownOf(trace) { return trace.overshoot || trace.own; }
  function isOvershoot(rows) { return rows.some(function (row) { return row.best.trace.overshoot; }); }

  // All that were traced, whichever runners are chosen: what is said of a chart does not depend on these.
  function tracedAt(model, workload, settings) {
    return charts.traced(model, workload, {concurrency: settings.concurrency});
  }

  function shownLines(rows, settings) {
    return rows.filter(function (row, index) { return settings.lines ? settings.lines[row.name] : index < SHOWN_AT_FIRST; });
  }

  function percentiles(one) {
    return [['least', one.minimum], ['p50', one.p50], ['p90', one.p90], ['p99', one.p99], ['p99.9', one.p999], ['most', one.maximum]]
        .filter(function (line) { return line[1] !== null; })
        .map(function (line) { return [line[0], charts.duration(line[1])]; });
  }

  // A log axis has no 0: what is under a nanosecond lies there.
  function onLog(ns) { return Math.max(ns, 1); }

  // Steps of the empirical distribution function: [value, share].
  function pointsOf(one) {
    var points = [[onLog(one.minimum), 0]];
    one.steps.forEach(function (value, index) { points.push([onLog(value), (index + 1) / one.steps.length]); });
    return points;
  }

  // One line and a few marks, which tell it from the others: a mark at every step would hide it.
  function drawSteps(points, mark) {
    return function (params, api) {
      var line = [], marked = [];
      points.forEach(function (point, index) {
        var at = api.coord(point);
        if (index > 0) line.push([at[0], line[line.length - 1][1]]);
        line.push(at);
        if (index === points.length - 1 || (index > 0 && index % Math.ceil(points.length / 8) === 0)) marked.push(at);
      });
      return {type: 'group', children: [
        {type: 'polyline', shape: {points: line}, style: {fill: 'none', stroke: mark.colour, lineWidth: 2, lineDash: mark.dash}}
      ].concat(marked.map(function (at) {
        return {type: 'path', shape: {pathData: mark.outline, x: at[0] - 4, y: at[1] - 4, width: 8, height: 8}, style: {fill: mark.colour}};
      }))};
    };
  }

  // `of` gives the distribution of a trace.
  function ecdf(model, workload, settings, of, axisName) {
    var rows = charts.traced(model, workload, settings);
    var shown = shownLines(rows, settings);
    var colours = charts.theme(settings);
    var marks = charts.marks(model, settings);
    var left = 52, right = 20;
    var spans = {name: axisName, tick: charts.durationTick, log: true, room: settings.width - left - right};
    charts.spanOfLog(spans, shown.map(function (row) {
      return {points: pointsOf(of(row.best.trace)).map(function (point) { return {x: point[0]}; })};
    }), 'x');
    var x = charts.valueAxis(settings, spans);
    var quarters = charts.valueAxis(settings, {min: 0, max: 1, room: 240, tick: charts.percent});
    quarters.interval = 0.25;
    x.name = axisName;
    x.nameLocation = 'middle';
    x.nameGap = 26;
    x.nameTextStyle = {color: colours.dim, fontSize: 11};
    return {
      grid: {left: left, right: right, top: charts.top(settings) + 6, bottom: settings.still ? 78 : 44},
      xAxis: x,
      yAxis: quarters,
      legend: {show: settings.still, bottom: 6, left: 'center', itemWidth: 12, itemHeight: 12, textStyle: {color: colours.ink, fontSize: 11},
               data: shown.map(function (row) { return {name: row.name, icon: 'path://' + marks[row.name].outline}; })},
      tooltip: {trigger: 'item', confine: true, formatter: function (params) {
        var row = shown[params.seriesIndex];
        return charts.tooltipTable(row.name + ' at ' + row.best.concurrency, percentiles(of(row.best.trace)));
      }},
      series: shown.map(function (row) {
        var points = pointsOf(of(row.best.trace));
        return {name: row.name, type: 'custom', clip: false, silent: settings.still, data: [points[points.length - 1]],
                itemStyle: {color: marks[row.name].colour}, renderItem: drawSteps(points, marks[row.name])};
      })
    };
  }

  function addEcdf(id, title, of, axisName, about) {
    charts.add({
      id: id, title: title, perWorkload: true,
      has: function (model, workload) { return charts.traced(model, workload, {}).length > 0; },
      lines: function (model, workload, settings) {
        var rows = charts.traced(model, workload, settings);
        var shown = shownLines(rows, settings);
        return rows.map(function (row) { return {name: row.name, shown: shown.indexOf(row) >= 0}; });
      },
      subtitle: function (model, workload, settings) { return about(tracedAt(model, workload, settings)); },
      csv: function (model, workload, settings) {
        var rows = [['runner', 'concurrency', 'ns', 'share']];
        charts.traced(model, workload, settings).forEach(function (row) {
          var steps = of(row.best.trace).steps;
          steps.forEach(function (ns, index) { rows.push([row.name, row.best.concurrency, ns, (index + 1) / steps.length]); });
        });
        return rows;
      },
      height: function (model, workload, settings) { return charts.top(settings) + 330; },
      option: function (model, workload, settings) {
        var rows = charts.traced(model, workload, settings);
        return ecdf(model, workload, settings, of, axisName(rows));
      },
      alternative: function (model, workload, settings) {
        return tracedAt(model, workload, settings).map(function (row) {
          var one = of(row.best.trace);
          return row.name + (one.p50 === null ? '' : ' half by ' + charts.duration(one.p50)) + ', all by ' + charts.duration(one.maximum);
        }).join('; ');
      }
    });
  }

  addEcdf('completion', 'When tasks were done', function (trace) { return trace.completion; },
          function () { return 'time since the start of the run'; },
          function () { return 'Share of the tasks that were done by then, in the traced run; log scale'; });
  addEcdf('task-time', 'What a task took', ownOf,
          function (rows) { return isOvershoot(rows) ? 'time of a task above its least' : 'time of a task'; },
          function (rows) {
            return 'Share of the tasks that ' + (isOvershoot(rows) ? 'overshot the time they had asked for by' : 'took') +
                   ' no more than this, from their own begin to their own end; log scale';
          });

  // --- Boxes
  var ROW = 27;

  function drawBox(rows, marks, settings) {
    var colours = charts.theme(settings);
    return function (params, api) {
      var row = rows[params.dataIndex];
      if (!row.best || !row.best.trace || row.best.trace.reason) return null;
      var one = ownOf(row.best.trace);
      var colour = marks[row.name].colour;
      var y = api.coord([onLog(one.minimum), params.dataIndex])[1];
      function at(ns) { return api.coord([onLog(ns), params.dataIndex])[0]; }
      function line(x1, x2, y1, y2, width, stroke) {
        return {type: 'line', shape: {x1: x1, x2: x2, y1: y1, y2: y2}, style: {stroke: stroke || colours.ink, lineWidth: width}};
      }
      function tick(ns, half, width) { return ns === null ? null : line(at(ns), at(ns), y - half, y + half, width); }
      var children = [line(at(one.minimum), at(one.maximum), y, y, 1)];
      if (one.p25 !== null && one.p75 !== null)
        children.push({type: 'rect', shape: {x: at(one.p25), y: y - 7, width: Math.max(at(one.p75) - at(one.p25), 2), height: 14},
                       style: {fill: colour, stroke: colours.ink, lineWidth: 0.5}});
      children.push(tick(one.p50, 9, 2.5), tick(one.p90, 6, 1.5), tick(one.p99, 6, 1.5), tick(one.p999, 6, 1.5), tick(one.maximum, 4, 1));
      children.push({type: 'text', style: {text: charts.duration(one.maximum), x: at(one.maximum) + 7, y: y, textVerticalAlign: 'middle',
                                           fill: colours.dim, fontSize: 11}});
      return {type: 'group', children: children.filter(Boolean)};
    };
  }

  charts.add({
    id: 'latency', title: 'How evenly tasks were served', perWorkload: true, wide: true,
    has: function (model, workload) { return charts.traced(model, workload, {}).length > 0; },
    subtitle: function (model, workload, settings) {
      var rows = tracedAt(model, workload, settings);
      return (isOvershoot(rows) ? 'Time of a task above its least' : 'Time of a task') +
             '. Box: the middle half; thick: median; ticks: p90, p99, p99.9, where the tasks are enough for them; line: all, up to the longest; log scale';
    },
    height: function (model, workload, settings) {
      return charts.top(settings) + 34 + ROW * Math.max(charts.traced(model, workload, settings).length, 1);
    },
    csv: function (model, workload, settings) {
      var measures = ['completion', 'own', 'overshoot'];
      var rows = [];
      charts.traced(model, workload, settings).forEach(function (row) {
        measures.forEach(function (measure) {
          var one = row.best.trace[measure];
          if (one) rows.push({runner: row.name, concurrency: row.best.concurrency, of: measure, trace: row.best.trace, one: one});
        });
      });
      function ns(field) { return [field + '_ns', function (row) { return row.one[field]; }]; }
      function trace(field) { return [field, function (row) { return row.trace[field]; }]; }
      return charts.table([['runner'], ['concurrency'], ['of'], ['tasks', function (row) { return row.one.values; }], ns('minimum'), ns('p25'),
                           ns('p50'), ns('p75'), ns('p90'), ns('p99'), ns('p999'), ns('maximum'), trace('workers'), trace('busy'),
                           trace('imbalance'), trace('fairness')], rows);
    },
    option: function (model, workload, settings) {
      var rows = charts.traced(model, workload, settings);
      var left = charts.namesWidth(rows), right = 62;
      var span = {log: true, tick: charts.durationTick, room: settings.width - left - right};
      charts.spanOfLog(span, rows.map(function (row) {
        var one = ownOf(row.best.trace);
        return {points: [{x: onLog(one.minimum)}, {x: onLog(one.maximum)}]};
      }), 'x');
      return {
        grid: {left: left, right: right, top: charts.top(settings), bottom: 30},
        xAxis: charts.valueAxis(settings, span),
        yAxis: charts.runnerAxis(settings, rows),
        tooltip: {trigger: 'axis', axisPointer: {type: 'shadow', shadowStyle: {opacity: 0.06}}, confine: true, formatter: function (params) {
          var row = rows[params[0].dataIndex];
          return charts.tooltipTable(row.name + ' at ' + row.best.concurrency, percentiles(ownOf(row.best.trace)));
        }},
        series: [{type: 'custom', renderItem: drawBox(rows, charts.marks(model, settings), settings), clip: false,
                  data: rows.map(function (row, i) { return [onLog(ownOf(row.best.trace).maximum), i]; })}]
      };
    },
    alternative: function (model, workload, settings) {
      return tracedAt(model, workload, settings).map(function (row) {
        return row.name + ' ' + percentiles(ownOf(row.best.trace)).map(function (line) { return line.join(' '); }).join(', ');
      }).join('; ');
    }
  });
})();
