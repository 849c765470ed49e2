// Speedup over the baseline against concurrency, where more than one was measured: with one there is no curve.
(function () {
  'use strict';
  var SHOWN_AT_FIRST = 8;  // more lines cannot be told apart

  // The concurrencies at which anything but the baseline was planned.
  function concurrencies(model, rows) {
    var cases = charts.flat(rows, function (row) { return row.name === model.baseline ? [] : row.cases; });
    return charts.distinct(cases.map(function (one) { return one.concurrency; })).filter(function (number) { return number > 0; });
  }

  // I/O that keeps a CPU busy, such as reading what the page cache holds, is work and gains by CPUs only.
  function waits(model, workload) {
    if (workload.kind !== 'io') return false;
    var alone = workload.runners.filter(function (result) { return result.runner === model.baseline && result.best !== null; })[0];
    var one = alone ? model.cases[alone.best] : null;
    return !one || one.cpu_ns === null || one.cpu_ns < 0.5 * one.time_ns.median;
  }

  // With C whole tasks at a time the last round may be short, and takes as long as a full one. CPU-bound work gains
  // nothing beyond the CPUs; waiting does.
  function ideal(model, workload, concurrency) {
    var width = waits(model, workload) || model.cpus === null ? concurrency : Math.min(concurrency, model.cpus);
    return workload.tasks > 0 ? workload.tasks / Math.ceil(workload.tasks / width) : width;
  }

  // Up to where it leaves the chart.
  function idealLine(model, workload, most, top) {
    var points = [];
    var step = most > 256 ? Math.pow(most, 1 / 256) : 1;
    for (var c = 1; c < most; c = Math.max(c + 1, Math.floor(c * step))) points.push([c, ideal(model, workload, c)]);
    points.push([most, ideal(model, workload, most)]);
    return points.filter(function (point) { return point[1] <= top; });
  }

  function timed(row) {
    return row.cases.filter(function (one) { return one.speedup !== null && one.concurrency > 0; });
  }

  function speedups(rows) {
    return charts.flat(rows, timed).map(function (one) { return one.speedup; });
  }

  // The top of a linear axis: the ideal may leave the chart when it is far above everything measured.
  function highest(values, best) {
    return Math.min(best, 1.5 * Math.max.apply(null, values.concat([1])));
  }

  function speedupAxis(settings, values, best) {
    var how = {tick: charts.ratioTick, min: 0, max: Math.ceil(highest(values, best))};
    if (!charts.isLog(values, settings)) return how;
    return {tick: charts.ratioTick, log: true, values: values.concat(1)};
  }

  // Where CPU-bound work meets a limit of the topology; waiting does not.
  function boundaries(model, workload, most) {
    return model.boundaries.filter(function (one) { return workload.kind !== 'io' && one.concurrency <= most; });
  }

  function boundariesNote(model, workload, most) {
    return boundaries(model, workload, most).map(function (one) { return one.concurrency + ': ' + one.name; }).join(', ');
  }

  // A law that does not hold is not drawn.
  function hasLaw(row) { return row.usl && !row.usl.superlinear; }

  // The baseline's 1, and where CPU-bound work runs out of CPUs: numbered where there is room.
  function landmarks(model, workload, most, settings) {
    var limits = boundaries(model, workload, most).map(function (one) { return one.concurrency; });
    var numbered = charts.thinned(limits, {min: 1, max: most}, 26 / (settings.width - 208));
    return [{yAxis: 1}].concat(limits.map(function (limit) {
      return {xAxis: limit, words: numbered.indexOf(limit) < 0 ? '' : String(limit)};
    }));
  }

  function pointsOf(workload, row) {
    return timed(row).map(function (one) {
      var tip = charts.caseTip(workload, {name: one.runner, best: one});
      return {x: one.concurrency, y: one.speedup, tainted: one.tainted, name: tip.name, tip: tip.tip};
    });
  }

  // What the Universal Scalability Law makes of the runner, up to all CPUs: a thin dotted line.
  function fitLine(model, workload, row, mark, most) {
    var usl = row.usl, points = [];
    for (var c = 1; c <= Math.min(most, model.cpus); c = Math.max(c + 1, Math.floor(c * 1.1)))
      points.push([c, workload.baseline_ns / (usl.time_of_one *
                      (1 + usl.sigma.value * (c - 1) + usl.kappa.value * c * (c - 1)) / c)]);
    return {name: row.name + ', fitted', type: 'line', silent: true, symbol: 'none', z: 1, data: points,
            lineStyle: {color: mark.colour, type: [1, 3], width: 1.5}};
  }

  // The runners whose lines are drawn: those asked for, else the best few and the baseline.
  function shownLines(model, rows, settings) {
    return rows.filter(function (row, index) {
      var atFirst = index < SHOWN_AT_FIRST || row.name === model.baseline;
      return timed(row).length > 0 && (settings.lines ? settings.lines[row.name] : atFirst);
    });
  }

  function curves(model, workload, rows, settings, steps) {
    var colours = charts.theme(settings);
    var marks = charts.marks(model, settings);
    var most = steps[steps.length - 1];
    var shown = shownLines(model, rows, settings);
    var y = speedupAxis(settings, speedups(shown), ideal(model, workload, most));
    var idealPoints = idealLine(model, workload, most, y.log ? Infinity : y.max);
    var idealEnd = idealPoints[idealPoints.length - 1];
    var lines = shown.map(function (row) { return {name: row.name, points: pointsOf(workload, row)}; });
    var fits = shown.filter(function (row) { return hasLaw(row) && workload.baseline_ns !== null; });
    return charts.runnerLines(model, settings, {
      x: {name: 'concurrency', tick: String, values: [1, most], tight: true, ticks: steps}, y: y, lines: lines,
      ends: lines.filter(function (line) { return line.name !== model.baseline; }).map(function (line) {
        return {name: line.name, mark: marks[line.name], last: line.points[line.points.length - 1]};
      }).concat([{name: 'ideal', last: {x: idealEnd[0], y: idealEnd[1]}}, {name: model.baseline, last: {x: most, y: 1}}]),
      landmarks: landmarks(model, workload, most, settings),
      more: [{name: 'ideal', type: 'line', silent: true, symbol: 'none', z: 1, clip: false, data: idealPoints,
              lineStyle: {color: colours.faint, width: 1.5}}].concat(fits.map(function (row) {
                return fitLine(model, workload, row, marks[row.name], most);
              }))
    });
  }

  function rowsOf(model, workload, settings) { return charts.rows(model, workload, {runners: settings.runners}); }

  charts.add({
    id: 'speedup', title: 'Speedup at each concurrency',
    rank: 3,
    has: function (model, workload) { return workload.baseline_ns !== null && concurrencies(model, rowsOf(model, workload, {})).length > 1; },
    // The names of all lines, and which are drawn at first.
    lines: function (model, workload, settings) {
      var rows = rowsOf(model, workload, settings);
      var shown = shownLines(model, rows, settings);
      return rows.filter(function (row) { return timed(row).length > 0; }).map(function (row) {
        return {name: row.name, shown: shown.indexOf(row) >= 0};
      });
    },
    subtitle: function (model, workload) {
      var rows = rowsOf(model, workload, {});
      return charts.joined(['Median of ' + model.baseline + ' over the runner’s median', 'grey: ideal, whole tasks at no cost',
                            boundariesNote(model, workload, Math.max.apply(null, concurrencies(model, rows))),
                            rows.some(hasLaw) ? 'dotted: fitted (USL)' : '',
                            charts.taintNote('hollow', charts.flat(rows, function (row) { return row.cases; }))]);
    },
    height: function (model, workload, settings) { return charts.top(settings) + 320; },
    // Over all concurrencies, whichever is chosen for what shows one.
    option: function (model, workload, settings) {
      return curves(model, workload, rowsOf(model, workload, settings), settings, concurrencies(model, rowsOf(model, workload, {})));
    },
    csv: function (model, workload, settings) {
      var cases = model.cases.filter(function (one) { return one.workload === workload.title; });
      return charts.caseTable(charts.chosenOf(cases, 'runner', settings.runners));
    },
    alternative: function (model, workload) {
      return charts.rows(model, workload, {}).map(function (row) {
        return row.name + ' ' + (row.best && row.best.speedup !== null
            ? charts.ratio(row.best.speedup) + ' at ' + row.best.concurrency : 'unknown');
      }).join(', ');
    }
  });
})();
