// Speedup over the baseline against concurrency. A plan with one concurrency has no curve: then one row per runner.
(function () {
  'use strict';
  var SHOWN_AT_FIRST = 8;  // more lines cannot be told apart

  // The concurrencies at which anything but the baseline was planned.
  function concurrencies(model, rows) {
    var seen = {};
    rows.forEach(function (row) {
      if (row.name === model.baseline) return;
      row.cases.forEach(function (one) { if (one.concurrency > 0) seen[one.concurrency] = true; });
    });
    return Object.keys(seen).map(Number).sort(function (a, b) { return a - b; });
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
    var all = [];
    rows.forEach(function (row) { timed(row).forEach(function (one) { all.push(one.speedup); }); });
    return all;
  }

  // The top of a linear axis: the ideal may leave the chart when it is far above everything measured.
  function highest(values, best) {
    return Math.min(best, 1.5 * Math.max.apply(null, values.concat([1])));
  }

  function speedupAxis(settings, values, best) {
    var how = {tick: charts.ratioTick, room: 340, min: 0, max: Math.ceil(highest(values, best))};
    if (charts.isLog(values, settings)) {
      var least = Math.min.apply(null, values);
      how.log = true;
      how.base = least >= 0.5 ? 2 : 10;
      how.min = Math.pow(how.base, Math.floor(Math.log(least) / Math.log(how.base) + 1e-9));
      how.max = undefined;
    }
    return charts.valueAxis(settings, how);
  }

  function tooltip(workload) {
    return {trigger: 'item', confine: true, formatter: function (params) {
      var one = params.data && params.data.one;
      return one ? charts.caseTooltip(workload, {name: one.runner, best: one, cases: []}) : '';
    }};
  }

  // Where CPU-bound work meets a limit of the topology; waiting does not.
  function boundaries(model, workload, most) {
    return model.boundaries.filter(function (one) { return workload.kind !== 'io' && one.concurrency <= most; });
  }

  function boundariesNote(model, workload, most) {
    return boundaries(model, workload, most).map(function (one) { return one.concurrency + ': ' + one.name; }).join(', ');
  }

  // The baseline's 1, and where CPU-bound work runs out of CPUs.
  function landmarks(model, workload, settings, most) {
    var lines = [{yAxis: 1}];
    boundaries(model, workload, most).forEach(function (one) {
      lines.push({xAxis: one.concurrency, words: String(one.concurrency)});
    });
    return charts.landmarks(settings, 'end', lines);
  }

  function runnerLine(row, mark, settings) {
    return {
      name: row.name, type: 'line', silent: settings.still, emphasis: {disabled: true}, clip: false,
      symbol: 'path://' + mark.outline, symbolSize: 8, symbolKeepAspect: true, showAllSymbol: true,
      itemStyle: {color: mark.colour, opacity: 1}, lineStyle: {color: mark.colour, type: mark.dash, width: 2},
      data: timed(row).map(function (one) {
        var point = {value: [one.concurrency, one.speedup], one: one};
        if (one.tainted > 0)
          point.itemStyle = {color: charts.theme(settings).paper, borderColor: mark.colour, borderWidth: 1.5};
        return point;
      })
    };
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

  function lastPoints(model, shown, most, idealPoints) {
    return shown.filter(function (row) { return row.name !== model.baseline; }).map(function (row) {
      var cases = timed(row);
      return {name: row.name, last: [cases[cases.length - 1].concurrency, cases[cases.length - 1].speedup]};
    }).concat([{name: 'ideal', last: idealPoints[idealPoints.length - 1]},
                {name: model.baseline, plain: true, last: [most, 1]}]);
  }

  function curves(model, workload, rows, settings, steps) {
    var colours = charts.theme(settings);
    var marks = charts.marks(model, settings);
    var most = steps[steps.length - 1];
    var shown = shownLines(model, rows, settings);
    var narrow = charts.isNarrow(settings);
    var values = speedups(shown);
    var y = speedupAxis(settings, values, ideal(model, workload, most));
    var idealPoints = idealLine(model, workload, most, charts.isLog(values, settings) ? Infinity : y.max);
    var left = narrow ? 44 : 60;
    var right = narrow ? 14 : 140;
    var x = charts.valueAxis(settings, {log: true, base: 2, min: 1, max: most, tick: String,
                                        room: settings.width - left - right});
    x.splitLine.show = false;
    x.axisLine = {show: true, lineStyle: {color: colours.line}};
    x.name = 'concurrency';
    x.nameLocation = 'middle';
    x.nameGap = 26;
    x.nameTextStyle = {color: colours.dim, fontSize: 11};
    var series = [{name: 'ideal', type: 'line', silent: true, symbol: 'none', z: 1, clip: false,
                   lineStyle: {color: colours.faint, width: 1.5}, data: idealPoints,
                   markLine: landmarks(model, workload, settings, most)}];
    shown.forEach(function (row) {
      series.push(runnerLine(row, marks[row.name], settings));
      if (row.usl && workload.baseline_ns !== null) series.push(fitLine(model, workload, row, marks[row.name], most));
    });
    if (!narrow) series.push(charts.endLabels(lastPoints(model, shown, most, idealPoints), marks, colours));
    return {
      grid: {left: left, right: right, top: charts.top(settings) + 18, bottom: 46},
      xAxis: x, yAxis: y, tooltip: tooltip(workload), series: series
    };
  }

  function dots(model, workload, rows, settings, steps) {
    var marks = charts.marks(model, settings);
    var colours = charts.theme(settings);
    var log = charts.isLog(speedups(rows), settings);
    var best = steps.length === 1 ? ideal(model, workload, steps[0]) : 1;
    var points = {
      type: 'scatter', symbolSize: 11, silent: settings.still, emphasis: {disabled: true}, clip: false,
      data: rows.map(function (row, index) {
        if (!row.best || row.best.speedup === null) return {value: [null, index]};
        return {value: [row.best.speedup, index], one: row.best, symbol: 'path://' + marks[row.name].outline,
                itemStyle: {color: marks[row.name].colour, opacity: 1}};
      }),
      label: {show: true, position: 'right', distance: 8, color: colours.ink, fontSize: 12, fontWeight: 'bold',
              textBorderColor: colours.paper, textBorderWidth: 3,
              formatter: function (params) { return charts.ratio(params.value[0]); }},
      markLine: charts.landmarks(settings, 'start', [{xAxis: 1, words: model.baseline}].concat(
          best > 1 ? [{xAxis: best, words: 'ideal'}] : []))
    };
    var left = charts.namesWidth(rows);
    var right = 66;
    var how = {log: log, tick: charts.ratioTick, room: settings.width - left - right};
    if (!log) how.min = 0;
    if (!log) how.max = Math.ceil(Math.max.apply(null, speedups(rows).concat([best])));
    return {
      grid: {left: left, right: right, top: charts.top(settings) + 18, bottom: 30}, tooltip: tooltip(workload),
      xAxis: charts.valueAxis(settings, how), yAxis: charts.runnerAxis(settings, rows),
      series: [points, charts.failedRows(settings, rows, function (one) { return one.state; })]
    };
  }

  function hasCurves(model, rows) { return concurrencies(model, rows).length > 1; }

  // A curve is over all concurrencies, whichever is chosen for what shows one.
  function rowsOf(model, workload, settings) {
    var rows = charts.rows(model, workload, {runners: settings.runners});
    return hasCurves(model, rows) ? rows : charts.rows(model, workload, settings);
  }

  charts.add({
    id: 'speedup', title: 'Speedup over sequential', perWorkload: true,
    // The names of all lines, and which are drawn at first; none where there is no curve.
    lines: function (model, workload, settings) {
      var rows = rowsOf(model, workload, settings);
      if (!hasCurves(model, rows)) return [];
      var shown = shownLines(model, rows, settings);
      return rows.filter(function (row) { return timed(row).length > 0; }).map(function (row) {
        return {name: row.name, shown: shown.indexOf(row) >= 0};
      });
    },
    subtitle: function (model, workload) {
      if (workload.baseline_ns === null) return 'Not known: ' + model.baseline + ' has no time for this workload';
      var rows = charts.rows(model, workload, {});
      var isCurve = hasCurves(model, rows);
      var cases = [];
      rows.forEach(function (row) { cases = cases.concat(isCurve ? row.cases : [row.best]); });
      return charts.joined(['Median of ' + model.baseline + ' over the runner’s median',
                            isCurve ? 'grey: ideal, whole tasks at no cost' : '',
                            isCurve ? boundariesNote(model, workload, Math.max.apply(null, concurrencies(model, rows))) : '',
                            isCurve && rows.some(function (row) { return row.usl; }) ? 'dotted: fitted (USL)' : '',
                            isCurve ? '' : charts.contenderNote('bold', [workload]),
                            charts.taintNote(isCurve ? 'hollow' : '†', cases)]);
    },
    height: function (model, workload, settings) {
      var rows = rowsOf(model, workload, settings);
      return charts.top(settings) + (hasCurves(model, rows) ? 320 : 52 + 27 * Math.max(rows.length, 1));
    },
    option: function (model, workload, settings) {
      var rows = rowsOf(model, workload, settings);
      var steps = concurrencies(model, rows);
      return (steps.length > 1 ? curves : dots)(model, workload, rows, settings, steps);
    },
    alternative: function (model, workload) {
      return charts.rows(model, workload, {}).map(function (row) {
        return row.name + ' ' + (row.best && row.best.speedup !== null
            ? charts.ratio(row.best.speedup) + ' at ' + row.best.concurrency : 'unknown');
      }).join(', ');
    }
  });
})();
