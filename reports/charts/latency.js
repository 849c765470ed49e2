// The times of single tasks: how they are spread under each runner.
(function () {
  'use strict';

  // What a task took above the least it can take says more than the time itself, where that least is known.
  function ownOf(trace) { return trace.overshoot || trace.own; }
  function isOvershoot(rows) { return rows.some(function (row) { return row.best.trace.overshoot; }); }

  // All that were traced, whichever runners are chosen: what is said of a chart does not depend on these.
  function tracedAt(model, workload, settings) {
    return charts.traced(model, workload, {concurrency: settings.concurrency});
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

  // Where the tasks wait, or where one runner serves them far more evenly than another.
  var FAR = 2;
  function saysSomething(model, workload) {
    var rows = charts.traced(model, workload, {});
    if (rows.length === 0 || workload.kind === 'overhead') return false;
    var long = rows.map(function (row) { return row.best.trace.own.p90 || row.best.trace.own.maximum; });
    return isOvershoot(rows) || workload.kind === 'io' || Math.max.apply(null, long) > FAR * Math.min.apply(null, long);
  }

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
    id: 'latency', title: 'How evenly tasks were served', rank: 5, has: saysSomething,
    subtitle: function (model, workload, settings) {
      var rows = tracedAt(model, workload, settings);
      return (isOvershoot(rows) ? 'Time of a task above its least' : 'Time of a task') +
             ', in the traced run. Box: the middle half; thick line: median; ticks: p90, p99 and p99.9, where there are tasks enough; thin line: all, up to the longest; log scale';
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
      var left = charts.namesWidth(settings, rows), right = 66;
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
