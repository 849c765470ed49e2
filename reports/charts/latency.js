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
    return settings.lines ? charts.chosenOf(rows, 'name', settings.lines) : rows.slice(0, SHOWN_AT_FIRST);
  }

  function percentiles(one) {
    return [['least', one.minimum], ['p50', one.p50], ['p90', one.p90], ['p99', one.p99], ['p99.9', one.p999], ['most', one.maximum]]
        .filter(function (line) { return line[1] !== null; })
        .map(function (line) { return [line[0], charts.duration(line[1])]; });
  }

  function tip(row, distribution) {
    return {name: row.name + ' at ' + row.best.concurrency, tip: percentiles(distribution)};
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
      ].concat(marked.map(function (at) { return charts.markAt(mark, at[0], at[1], 8); }))};
    };
  }

  // `of` gives the distribution of a trace.
  function ecdf(model, workload, settings, of, axisName) {
    var rows = charts.traced(model, workload, settings);
    var shown = shownLines(rows, settings);
    var colours = charts.theme(settings);
    var marks = charts.marks(model, settings);
    var left = 52, right = 20;
    var span = {name: axisName, tick: charts.durationTick, log: true, room: settings.width - left - right};
    span.values = charts.flat(shown, function (row) {
      return pointsOf(of(row.best.trace)).map(function (point) { return point[0]; });
    });
    return {
      grid: {left: left, right: right, top: charts.top(settings) + 6, bottom: settings.still ? 78 : 44},
      xAxis: charts.valueAxis(settings, span), yAxis: charts.shareAxis(settings),
      legend: {show: settings.still, bottom: 6, left: 'center', itemWidth: 12, itemHeight: 12, textStyle: {color: colours.ink, fontSize: 11},
               data: shown.map(function (row) { return {name: row.name, icon: 'path://' + marks[row.name].outline}; })},
      tooltip: charts.tipOfItem(function (params) {
        var row = shown[params.seriesIndex];
        return tip(row, of(row.best.trace));
      }),
      series: shown.map(function (row) {
        var points = pointsOf(of(row.best.trace));
        return {name: row.name, type: 'custom', clip: false, silent: settings.still, data: [points[points.length - 1]],
                itemStyle: {color: marks[row.name].colour}, renderItem: drawSteps(points, marks[row.name])};
      })
    };
  }

  function isTraced(model, workload) { return charts.traced(model, workload, {}).length > 0; }

  function addEcdf(id, title, of, axisName, about) {
    charts.add({
      id: id, title: title, has: isTraced,
      lines: function (model, workload, settings) {
        var rows = charts.traced(model, workload, settings);
        var shown = shownLines(rows, settings);
        return rows.map(function (row) { return {name: row.name, shown: shown.indexOf(row) >= 0}; });
      },
      subtitle: function (model, workload, settings) { return about(tracedAt(model, workload, settings)); },
      csv: function (model, workload, settings) {
        return [['runner', 'concurrency', 'ns', 'share']].concat(charts.flat(charts.traced(model, workload, settings), function (row) {
          return of(row.best.trace).steps.map(function (ns, index, steps) {
            return [row.name, row.best.concurrency, ns, (index + 1) / steps.length];
          });
        }));
      },
      height: function (model, workload, settings) { return charts.top(settings) + 330; },
      option: function (model, workload, settings) {
        return ecdf(model, workload, settings, of, axisName(charts.traced(model, workload, settings)));
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

  function drawBox(rows, marks, settings) {
    var colours = charts.theme(settings);
    return function (params, api) {
      var row = rows[params.dataIndex];
      if (!row.best || !row.best.trace || row.best.trace.reason) return null;
      var one = ownOf(row.best.trace);
      var y = api.coord([onLog(one.minimum), params.dataIndex])[1];
      function at(ns) { return api.coord([onLog(ns), params.dataIndex])[0]; }
      function tick(ns, half, width) {
        return ns === null ? [] : [charts.lineAt(at(ns), y - half, at(ns), y + half, colours.ink, width)];
      }
      var box = one.p25 === null || one.p75 === null ? [] : [
        {type: 'rect', shape: {x: at(one.p25), y: y - 7, width: Math.max(at(one.p75) - at(one.p25), 2), height: 14},
         style: {fill: marks[row.name].colour, stroke: colours.ink, lineWidth: 0.5}}];
      return {type: 'group', children: [charts.lineAt(at(one.minimum), y, at(one.maximum), y, colours.ink, 1)].concat(
          box, tick(one.p50, 9, 2.5), tick(one.p90, 6, 1.5), tick(one.p99, 6, 1.5), tick(one.p999, 6, 1.5), tick(one.maximum, 4, 1),
          charts.textAt(charts.duration(one.maximum), at(one.maximum) + 7, y, colours.dim, 11))};
    };
  }

  charts.add({
    id: 'latency', title: 'How evenly tasks were served', wide: true, has: isTraced,
    subtitle: function (model, workload, settings) {
      var rows = tracedAt(model, workload, settings);
      return (isOvershoot(rows) ? 'Time of a task above its least' : 'Time of a task') +
             '. Box: the middle half; thick: median; ticks: p90, p99, p99.9, where the tasks are enough for them; line: all, up to the longest; log scale';
    },
    height: function (model, workload, settings) {
      return charts.rowsHeight(settings, charts.traced(model, workload, settings).length);
    },
    csv: function (model, workload, settings) {
      var rows = charts.flat(charts.traced(model, workload, settings), function (row) {
        return ['completion', 'own', 'overshoot'].map(function (measure) {
          return {runner: row.name, concurrency: row.best.concurrency, of: measure, trace: row.best.trace, one: row.best.trace[measure]};
        }).filter(function (measured) { return measured.one; });
      });
      return charts.table([['runner'], ['concurrency'], ['of'], ['tasks', 'one.values'], ['minimum_ns', 'one.minimum'], ['p25_ns', 'one.p25'],
                           ['p50_ns', 'one.p50'], ['p75_ns', 'one.p75'], ['p90_ns', 'one.p90'], ['p99_ns', 'one.p99'], ['p999_ns', 'one.p999'],
                           ['maximum_ns', 'one.maximum'], ['workers', 'trace.workers'], ['busy', 'trace.busy'],
                           ['imbalance', 'trace.imbalance'], ['fairness', 'trace.fairness']], rows);
    },
    option: function (model, workload, settings) {
      var rows = charts.traced(model, workload, settings);
      var left = charts.namesWidth(rows), right = 62;
      var span = {log: true, tick: charts.durationTick, room: settings.width - left - right};
      span.values = charts.flat(rows, function (row) {
        return [onLog(ownOf(row.best.trace).minimum), onLog(ownOf(row.best.trace).maximum)];
      });
      return {
        grid: {left: left, right: right, top: charts.top(settings), bottom: 30},
        xAxis: charts.valueAxis(settings, span), yAxis: charts.runnerAxis(settings, rows),
        tooltip: charts.tipOfRow(rows, function (row) { return tip(row, ownOf(row.best.trace)); }),
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
