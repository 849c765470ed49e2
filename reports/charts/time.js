// A number per runner, the time unless another is chosen: bars from zero where the numbers are of one size; dots on a log
// axis where bars would mislead.
(function () {
  'use strict';

  function timed(rows) { return rows.filter(function (row) { return row.best; }); }

  function valueOf(row, metric) { return row.best ? metric.value(row.best) : null; }

  function isLog(rows, settings) {
    var metric = charts.metric(settings);
    return charts.isLog(rows.map(function (row) { return valueOf(row, metric); }), settings);
  }

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

  // A hollow bar end.
  function boundMark(x, y, colours) {
    return {type: 'polyline', shape: {points: [[x + 4, y - 10], [x, y - 10], [x, y + 10], [x + 4, y + 10]]},
            style: {fill: 'none', stroke: colours.bound, lineWidth: 1.8}};
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

  // Where the axis ends. One sample far out must not shrink every bar: a whisker may leave the chart, and says so.
  function end(rows, metric) {
    var ends = timed(rows).map(function (row) {
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

  // Right of the plot: room for the longest bar's number, then what a chart of that width has room for, in pixels.
  var NUMBER = 78;
  var COLUMNS = [
    {from: 460, width: 106, isVerdict: true, text: function (workload, row) { return charts.shortVerdict(row); }},
    {from: 560, width: 104, ofTime: true, text: function (workload, row) {
      return charts.throughput(workload, row.best);
    }},
    {from: 460, width: 84, ofTime: false, text: function (workload, row) {
      return 'in ' + charts.duration(row.best.time_ns.median);
    }}
  ];

  function columns(workload, settings) {
    var isTime = charts.metric(settings).id === 'time';
    return COLUMNS.filter(function (column) {
      if (settings.width < column.from) return false;
      return column.isVerdict ? isOfVerdicts(settings) && charts.isJudged(workload) : column.ofTime === isTime;
    });
  }

  function numberWidth(settings) { return charts.metric(settings).room || NUMBER; }

  // The median's whisker and, right of it, the numbers.
  function drawRow(rows, workload, settings) {
    var colours = charts.theme(settings);
    var metric = charts.metric(settings);
    var log = isLog(rows, settings);
    return function (params, api) {
      var row = rows[params.dataIndex];
      if (!row.best) return null;
      var value = valueOf(row, metric);
      var spread = metric.spread && metric.spread(row.best);
      var y = api.coord([1, params.dataIndex])[1];
      var right = params.coordSys.x + params.coordSys.width;
      function at(number) {  // a log axis has no place for zero
        return number > 0 || !log ? Math.min(api.coord([number, params.dataIndex])[0], right) : params.coordSys.x;
      }
      function line(from, to, width) {
        return charts.lineAt(at(from), y, Math.max(at(to), at(from) + 1), y, colours.ink, width);
      }
      var furthest = spread ? spread.maximum : value || 0;
      var leaves = at(furthest) === right && api.coord([furthest, params.dataIndex])[0] > right + 1;
      var x = at(furthest) + (leaves ? 16 : 10);
      var parts = [value === null ? charts.textAt('unknown', x, y, colours.dim, 12)
                                  : charts.textAt(metric.text(value, workload, row.best), x, y, colours.ink, 12, 'bold')];
      var bound = boundOf(row, metric);
      if (bound !== null) parts.push(boundMark(at(bound), y, colours));
      var reference = referenceOf(row, metric);
      if (reference !== null && at(reference) < right) parts.push(referenceMark(at(reference), y, colours));
      if (metric.samples) parts.push(sampleTicks(metric.samples(row.best).map(at).filter(function (x) { return x < right; }), y, colours));
      if (spread) parts.push(line(spread.minimum, spread.maximum, 1), line(spread.lower_quartile, spread.upper_quartile, 3));
      columns(workload, settings).reduce(function (left, column) {
        parts.push(charts.textAt(column.text(workload, row), left, y, column.isVerdict ? colours.ink : colours.dim, 12));
        return left + column.width;
      }, right + numberWidth(settings));
      if (leaves)
        parts.push({type: 'polygon', shape: {points: [[right, y - 3.5], [right + 6, y], [right, y + 3.5]]},
                    style: {fill: colours.ink}});
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
    var left = charts.namesWidth(rows);
    var right = columns(workload, settings).reduce(function (sum, column) { return sum + column.width; }, numberWidth(settings));
    var x = charts.valueAxis(settings, {log: log, room: settings.width - left - right,
                                         values: values.concat(timed(rows).map(function (row) { return boundOf(row, metric); })), min: 0, max: end(rows, metric), open: true, step: metric.step,
                                         tick: function (value) { return metric.tick(value, workload); }});
    return {
      grid: {left: left, right: right, top: charts.top(settings), bottom: 30},
      xAxis: x, yAxis: charts.runnerAxis(settings, rows),
      tooltip: charts.tipOfRow(rows, function (row) { return charts.caseTip(workload, row); }),
      series: [points, charts.failedRows(settings, rows, charts.failure),
               {type: 'custom', renderItem: drawRow(rows, workload, settings), silent: true, clip: false,
                z: log ? 2 : 4,  // a whisker lies over its bar, but behind its dot
                data: values.map(function (value, i) { return [value, i]; })}]
    };
  };

  charts.add({
    id: 'time', title: 'Time per runner', option: charts.bars,
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
      return charts.joined([about || samplesText(rows), metric.spread ? 'lines: middle half, all; ticks: each' : 'in the order of the times',
                            rows.some(function (row) { return boundOf(row, metric) !== null; }) ? '[: lower bound' : '',
                            rows.some(function (row) { return referenceOf(row, metric) !== null; }) ? '┆: reference, moving the same bytes' : '',
                            settings.concurrency ? 'at concurrency ' + settings.concurrency + ', where nothing is judged' : '',
                            isLog(rows, asked) ? 'log scale' : '',
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
