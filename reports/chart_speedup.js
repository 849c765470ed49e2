// Speedup over sequential against concurrency. A plan with one concurrency has no curve: then one row per runner.
(function () {
  'use strict';
  var SHOWN_AT_FIRST = 8;  // more lines cannot be told apart
  var LOG_FROM = 25;

  // The concurrencies at which anything but the baseline was planned.
  function concurrencies(model, rows) {
    var seen = {};
    rows.forEach(function (row) {
      if (row.name === model.baseline) return;
      row.cases.forEach(function (one) { if (one.concurrency > 0) seen[one.concurrency] = true; });
    });
    return Object.keys(seen).map(Number).sort(function (a, b) { return a - b; });
  }

  // CPU-bound work gains nothing beyond the CPUs; waiting does.
  function useful(model, workload, concurrency) {
    return workload.kind === 'io' || model.cpus === null ? concurrency : Math.min(concurrency, model.cpus);
  }

  // Whole tasks: with C at a time the last round may be short, and takes as long as a full one.
  function ideal(model, workload, concurrency) {
    var width = useful(model, workload, concurrency);
    return workload.tasks > 0 ? workload.tasks / Math.ceil(workload.tasks / width) : width;
  }

  function idealLine(model, workload, most) {
    var points = [];
    var step = most > 256 ? Math.pow(most, 1 / 256) : 0;
    for (var c = 1; c < most; c = step ? Math.max(c + 1, Math.floor(c * step)) : c + 1)
      points.push([c, ideal(model, workload, c)]);
    points.push([most, ideal(model, workload, most)]);
    return points;
  }

  function timed(row) { return row.cases.filter(function (one) { return one.speedup !== null && one.concurrency > 0; }); }

  function speedups(rows) {
    var all = [];
    rows.forEach(function (row) { timed(row).forEach(function (one) { all.push(one.speedup); }); });
    return all;
  }

  function isLog(values) {
    return values.length > 0 && Math.max.apply(null, values) / Math.min.apply(null, values) > LOG_FROM;
  }

  function tooltipOf(workload) {
    return {trigger: 'item', confine: true, formatter: function (params) {
      var point = params.data;
      return point && point.one ? charts.caseTooltip(workload, {name: point.one.runner, best: point.one, cases: []}) : '';
    }};
  }

  function cpuLandmark(model, workload, settings, most) {
    if (workload.kind === 'io' || model.cpus === null || model.cpus > most) return undefined;
    return charts.landmark(settings, [{at: model.cpus, words: model.cpus + (model.cpus === 1 ? ' CPU' : ' CPUs')}]);
  }

  function runnerLine(row, mark, settings, colours) {
    return {
      name: row.name, type: 'line', silent: settings.still, emphasis: {disabled: settings.still, focus: 'series'},
      symbol: 'path://' + mark.outline, symbolSize: 8, symbolKeepAspect: true, showAllSymbol: true,
      itemStyle: {color: mark.colour}, lineStyle: {color: mark.colour, type: mark.dash, width: 2},
      data: timed(row).map(function (one) { return {value: [one.concurrency, one.speedup], one: one}; }),
      endLabel: {show: !charts.isNarrow(settings), formatter: function () { return charts.shortened(row.name, 17); },
                 color: colours.ink, fontSize: 11, distance: 6},
      labelLayout: {moveOverlap: 'shiftY'}
    };
  }

  function curves(model, workload, rows, settings, steps) {
    var colours = charts.theme(settings);
    var marks = charts.marks(model, settings);
    var most = steps[steps.length - 1];
    var values = speedups(rows);
    var lines = rows.filter(function (row) { return timed(row).length > 0; });
    var selected = {};
    lines.forEach(function (row, index) { selected[row.name] = index < SHOWN_AT_FIRST || row.name === model.baseline; });
    var shown = settings.still ? lines.filter(function (row) { return selected[row.name]; }) : lines;
    var idealSeries = {name: 'ideal', type: 'line', silent: true, symbol: 'none', z: 1, color: colours.faint,
                       lineStyle: {color: colours.faint, width: 1.5, type: 'solid'}, data: idealLine(model, workload, most),
                       endLabel: {show: !charts.isNarrow(settings), formatter: 'ideal', color: colours.dim, fontSize: 11},
                       labelLayout: {moveOverlap: 'shiftY'}, markLine: cpuLandmark(model, workload, settings, most)};
    var y = charts.valueAxis(settings, {log: isLog(values), tick: charts.ratioTick, min: isLog(values) ? undefined : 0});
    var x = charts.valueAxis(settings, {log: true, base: 2, min: 1, max: most, tick: String});
    x.splitLine.show = false;
    x.axisLine = {show: true, lineStyle: {color: colours.line}};
    return {
      grid: {left: 48, right: charts.isNarrow(settings) ? 20 : 132, top: charts.top(settings) + 14, bottom: 84},
      xAxis: x, yAxis: y, tooltip: tooltipOf(workload),
      legend: {bottom: 0, left: 'center', width: '94%', type: 'plain', selected: selected, itemWidth: 26, itemHeight: 8,
               itemGap: 12, inactiveColor: colours.line, textStyle: {color: colours.dim, fontSize: 11},
               data: shown.map(function (row) { return row.name; }),
               formatter: function (name) { return charts.shortened(name, 17); }},
      series: [idealSeries].concat(shown.map(function (row) { return runnerLine(row, marks[row.name], settings, colours); }))
    };
  }

  function dots(model, workload, rows, settings, steps) {
    var marks = charts.marks(model, settings);
    var colours = charts.theme(settings);
    var log = isLog(speedups(rows));
    var landmarks = [{at: 1, words: model.baseline}];
    if (steps.length === 1 && ideal(model, workload, steps[0]) > 1)
      landmarks.push({at: ideal(model, workload, steps[0]), words: 'ideal'});
    var points = {
      type: 'scatter', symbolSize: 11, silent: settings.still, emphasis: {disabled: true}, clip: false,
      data: rows.map(function (row, index) {
        if (!row.best || row.best.speedup === null) return {value: [null, index]};
        return {value: [row.best.speedup, index], one: row.best, itemStyle: {color: marks[row.name].colour},
                symbol: 'path://' + marks[row.name].outline};
      }),
      label: {show: true, position: 'right', distance: 8, color: colours.ink, fontSize: 12,
              formatter: function (params) { return charts.ratio(params.value[0]); }},
      markLine: charts.landmark(settings, landmarks)
    };
    var failed = {
      type: 'custom', silent: true, clip: false, data: rows.map(function (row, index) { return [index]; }),
      renderItem: function (params, api) {
        var row = rows[params.dataIndex];
        if (row.best) return null;
        return {type: 'text', style: {text: row.cases[0].state, x: params.coordSys.x + 8, fontSize: 12, fill: colours.bad,
                                      y: api.coord([1, params.dataIndex])[1], textVerticalAlign: 'middle'}};
      }
    };
    return {
      grid: {left: charts.namesWidth(settings), right: 66, top: charts.top(settings) + 14, bottom: 30},
      xAxis: charts.valueAxis(settings, {log: log, tick: charts.ratioTick, min: log ? undefined : 0,
                                         max: log ? undefined : function (extent) {
                                           return Math.max(extent.max, steps.length ? ideal(model, workload, steps[0]) : 1);
                                         }}),
      yAxis: charts.runnerAxis(settings, rows), tooltip: tooltipOf(workload), series: [points, failed]
    };
  }

  charts.add({
    id: 'speedup', title: 'Speedup over sequential', perWorkload: true,
    subtitle: function (model, workload) {
      if (workload.baseline_ns === null) return 'Not known: ' + model.baseline + ' has no time for this workload';
      return concurrencies(model, charts.rows(model, workload, {})).length < 2
          ? 'Sequential’s median over each runner’s median'
          : 'Sequential’s median over each runner’s median, against concurrency';
    },
    height: function (model, workload, settings) {
      var rows = charts.rows(model, workload, settings);
      var count = Math.max(rows.length, 1);
      return charts.top(settings) + (concurrencies(model, rows).length < 2 ? 48 + 27 * count : 350);
    },
    option: function (model, workload, settings) {
      var rows = charts.rows(model, workload, settings);
      var steps = concurrencies(model, rows);
      return (steps.length < 2 ? dots : curves)(model, workload, rows, settings, steps);
    },
    alternative: function (model, workload) {
      return charts.rows(model, workload, {}).map(function (row) {
        return row.name + ' ' + (row.best && row.best.speedup !== null
            ? charts.ratio(row.best.speedup) + ' at ' + row.best.concurrency : 'unknown');
      }).join(', ');
    }
  });
})();
