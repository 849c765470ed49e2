// A number per runner, the time unless another is chosen: bars from zero where the numbers are of one size; dots on a log
// axis where bars would mislead.
(function () {
  'use strict';

  function timed(rows) { return rows.filter(function (row) { return row.best; }); }

  function valueOf(row, metric) { return row.best ? metric.value(row.best) : null; }

  // The runners in the order of their times, whatever is shown of them: so a cost is read beside a speed. Who is best is
  // said of times alone.
  function rowsOf(model, workload, settings) {
    var rows = charts.rows(model, workload, settings);
    if (charts.metric(settings).id !== 'time') rows.forEach(function (row) { row.contender = false; });
    return rows;
  }

  function isOfVerdicts(settings) { return charts.metric(settings).id === 'time' && !settings.concurrency; }

  // None where the time itself shows that the bound does not hold.
  function boundOf(row, metric) { return row.best && metric.bound && row.best.over_bound >= 0.98 ? metric.bound(row.best) : null; }

  function referenceOf(row, metric) { return row.best && metric.reference ? metric.reference(row.best) : null; }

  // A hollow bar end, which is seen on every bar.
  function boundMark(x, y, colours) {
    return [[colours.paper, 4], [colours.bound, 1.8]].map(function (pen) {
      return {type: 'polyline', shape: {points: [[x + 4, y - 10], [x, y - 10], [x, y + 10], [x + 4, y + 10]]},
              style: {fill: 'none', stroke: pen[0], lineWidth: pen[1]}};
    });
  }

  // A broken line.
  function referenceMark(x, y, colours) {
    return {type: 'polyline', shape: {points: [[x, y - 10], [x, y + 10]]},
            style: {fill: 'none', stroke: colours.bound, lineWidth: 1.8, lineDash: [3, 3]}};
  }

  // Every sample, as a tick under the line.
  function sampleTicks(places, y, colours) {
    charts.knowBoxes();
    return {type: charts.BOXES, style: {fill: colours.ink, opacity: 0.55},
            shape: {boxes: places.map(function (x) { return [x - 0.5, y + 3, 1, 4.5]; })}};
  }

  // Those that are not far out: one that is would make slivers of all others, so its bar leaves the chart, and says so.
  var FAR = 4;  // times the middle one
  function near(rows, settings) {
    var metric = charts.metric(settings);
    var known = timed(rows).filter(function (row) { return valueOf(row, metric) !== null; })
        .sort(function (a, b) { return valueOf(a, metric) - valueOf(b, metric); });
    if (known.length < 3 || settings.scale === 'linear') return known;
    var most = FAR * valueOf(known[Math.floor((known.length - 1) / 2)], metric);
    var kept = known.filter(function (row) { return valueOf(row, metric) <= most; });
    var isApart = kept.length < known.length && valueOf(known[known.length - 1], metric) > 1.5 * valueOf(kept[kept.length - 1], metric);
    return isApart && kept.length >= known.length * 2 / 3 ? kept : known;
  }

  function isLog(rows, settings) {
    var metric = charts.metric(settings);
    return charts.isLog(near(rows, settings).map(function (row) { return valueOf(row, metric); }), settings);
  }

  // Where a linear axis ends. One sample far out must not shrink every bar either: a whisker may leave the chart.
  function end(rows, settings) {
    var metric = charts.metric(settings);
    var ends = near(rows, settings).map(function (row) {
      var time = metric.spread && metric.spread(row.best);
      return !time ? valueOf(row, metric) || 0 : Math.max(time.upper_quartile, Math.min(time.maximum, 1.1 * time.median));
    });
    return Math.max.apply(null, ends.concat([0])) || 1;
  }

  function samplesText(rows) {
    var counts = timed(rows).map(function (row) { return row.best.ok; });
    if (counts.length === 0) return 'No times';
    var least = Math.min.apply(null, counts);
    var most = Math.max.apply(null, counts);
    return 'Median of ' + (least === most ? least : least + ' to ' + most) + (most === 1 ? ' sample' : ' samples');
  }

  // Right of the plot: room for the longest bar's number, and beside it, where the chart is wide, the verdict, or the time
  // that another number goes with.
  var NUMBER = 82, COLUMN = 112, WIDE = 700;

  function beside(workload, settings) {
    if (settings.width < WIDE) return null;
    if (charts.metric(settings).id !== 'time') return function (row) { return 'in ' + charts.duration(row.best.time_ns.median); };
    return isOfVerdicts(settings) && charts.isJudged(workload) ? charts.shortVerdict : null;
  }

  function numberWidth(settings) { return charts.metric(settings).room || NUMBER; }

  // The median's whisker and, right of it, the numbers.
  function drawRow(rows, workload, marks, settings) {
    var colours = charts.theme(settings);
    var metric = charts.metric(settings);
    var log = isLog(rows, settings), column = beside(workload, settings);
    return function (params, api) {
      var row = rows[params.dataIndex];
      if (!row.best) return null;
      var value = valueOf(row, metric);
      var spread = metric.spread && metric.spread(row.best);
      var y = api.coord([1, params.dataIndex])[1];
      var right = params.coordSys.x + params.coordSys.width;
      function place(number) {  // a log axis has no place for zero
        return number > 0 || !log ? api.coord([number, params.dataIndex])[0] : params.coordSys.x;
      }
      function at(number) { return Math.min(place(number), right); }
      function line(from, to, width) {
        return charts.lineAt(at(from), y, Math.max(at(to), at(from) + 1), y, colours.ink, width);
      }
      var furthest = spread ? spread.maximum : value || 0;
      var leaves = place(furthest) > right + 1, isFar = place(value || 0) > right + 1;
      var bound = boundOf(row, metric), reference = referenceOf(row, metric);
      if (place(reference || 0) >= right) reference = null;
      var x = Math.max(at(furthest), reference === null ? 0 : at(reference)) + (leaves ? 18 : 10);
      var parts = [value === null ? charts.textAt('unknown', x, y, colours.dim, 12)
                                  : charts.textAt(metric.text(value, workload, row.best), x, y, colours.ink, 12, 'bold')];
      if (bound !== null) parts = parts.concat(boundMark(at(bound), y, colours));
      if (reference !== null) parts.push(referenceMark(at(reference), y, colours));
      if (metric.samples && !isFar)
        parts.push(sampleTicks(metric.samples(row.best).map(at).filter(function (x) { return x < right; }), y, colours));
      if (spread && !isFar) parts.push(line(spread.minimum, spread.maximum, 1), line(spread.lower_quartile, spread.upper_quartile, 3));
      if (column) parts.push(charts.textAt(column(row), right + numberWidth(settings), y, colours.dim, 12));
      var half = isFar ? 7.5 : 3.5;
      if (leaves)
        parts.push({type: 'polygon', shape: {points: [[right, y - half], [right + 2 * half - 2, y], [right, y + half]]},
                    style: {fill: isFar ? marks[row.name].colour : colours.ink}});
      return {type: 'group', children: parts};
    };
  }

  // The bars, or dots, of the metric that is chosen.
  charts.bars = function (model, workload, settings) {
    var rows = rowsOf(model, workload, settings);
    var metric = charts.metric(settings);
    var marks = charts.marks(model, settings);
    var log = isLog(rows, settings);
    var values = rows.map(function (row) {
      var value = valueOf(row, metric);
      return log && value <= 0 ? null : value;
    });
    var points = {
      type: log ? 'scatter' : 'bar', symbolSize: 11, barWidth: 15, z: 3, silent: settings.still, emphasis: {disabled: true},
      data: rows.map(function (row, i) {
        return {value: log ? [values[i], i] : values[i], itemStyle: {color: marks[row.name].colour, opacity: 1},
                symbol: 'path://' + marks[row.name].outline};
      })
    };
    var left = charts.namesWidth(settings, rows);
    var right = numberWidth(settings) + (beside(workload, settings) ? COLUMN : 0);
    var x = charts.valueAxis(settings, {log: log, room: settings.width - left - right, min: 0, max: log ? undefined : end(rows, settings),
                                        values: values.concat(timed(rows).map(function (row) { return boundOf(row, metric); })),
                                        open: !log, step: metric.step, tick: function (value) { return metric.tick(value, workload); }});
    return {
      grid: {left: left, right: right, top: charts.top(settings), bottom: 30},
      xAxis: x, yAxis: charts.runnerAxis(settings, rows),
      tooltip: charts.tipOfRow(rows, function (row) { return charts.caseTip(workload, row); }),
      series: [points, charts.failedRows(settings, rows, charts.failure),
               {type: 'custom', renderItem: drawRow(rows, workload, marks, settings), silent: true, clip: false,
                z: log ? 2 : 4,  // a whisker lies over its bar, but behind its dot
                data: values.map(function (value, i) { return [value, i]; })}]
    };
  };

  charts.add({
    id: 'time', title: 'Time per runner', rank: 1, option: charts.bars,
    csv: function (model, workload, settings) { return charts.rowTable(rowsOf(model, workload, settings)); },
    heading: function (settings) { return charts.metric(settings).title; },
    suffix: function (settings) {
      var metric = charts.metric(settings).id;
      return (metric === 'time' ? '' : '-' + metric) + (settings.concurrency ? '-at-' + settings.concurrency : '');
    },
    subtitle: function (model, workload, settings) {
      var asked = {metric: settings.metric, concurrency: settings.concurrency, scale: settings.scale};
      var rows = charts.rows(model, workload, asked);
      var metric = charts.metric(settings);
      var about = metric.about && metric.about(model, workload, timed(rows).map(function (row) { return row.best; }));
      var far = timed(rows).length - near(rows, asked).length, log = isLog(rows, asked);
      return charts.joined([about || samplesText(rows), metric.spread ? 'thick line: middle half, thin: all, ticks: each' : 'in the order of the times',
                            rows.some(function (row) { return boundOf(row, metric) !== null; }) ? '[: lower bound' : '',
                            rows.some(function (row) { return referenceOf(row, metric) !== null; }) ? '┆: reference, moving the same bytes' : '',
                            settings.concurrency ? 'at concurrency ' + settings.concurrency + ', where nothing is judged' : '',
                            log ? 'log scale' : far > 0 ? 'an arrow: far longer than the chart' : '',
                            isOfVerdicts(settings) ? charts.contenderNote('bold', [workload]) : '',
                            charts.taintNote('†', rows.map(function (row) { return row.best; }))]);
    },
    height: function (model, workload, settings) {
      return charts.rowsHeight(settings, charts.rows(model, workload, settings).length);
    },
    alternative: function (model, workload, settings) {
      var metric = charts.metric(settings);
      var rows = charts.rows(model, workload, {concurrency: settings.concurrency});
      return (isOfVerdicts(settings) ? workload.conclusion + '. ' : '') + rows.map(function (row) {
        if (!row.best) return row.name + ' ' + charts.absence(row, charts.failure).words;
        var value = valueOf(row, metric);
        return row.name + ' ' + (value === null ? 'unknown' : metric.text(value, workload, row.best));
      }).join(', ');
    }
  });
})();
