// Time per runner: bars from zero where the times are of one size; dots on a log axis where bars would mislead.
(function () {
  'use strict';
  var ROW = 27;
  var LOG_FROM = 25;  // slowest over fastest, beyond which the fast ones would shrink to nothing

  function timed(rows) { return rows.filter(function (row) { return row.best; }); }

  function isLog(rows) {
    var times = timed(rows).map(function (row) { return row.best.time_ns.median; });
    return times.length > 0 && Math.max.apply(null, times) / Math.min.apply(null, times) > LOG_FROM;
  }

  // Where the axis ends. One sample far out must not shrink every bar: a whisker may leave the chart, and says so.
  function end(rows) {
    var ends = timed(rows).map(function (row) {
      var time = row.best.time_ns;
      return Math.max(time.upper_quartile, Math.min(time.maximum, 1.1 * time.median));
    });
    return Math.max.apply(null, ends.concat([1]));
  }

  function samplesText(rows) {
    var counts = timed(rows).map(function (row) { return row.best.ok; });
    if (counts.length === 0) return 'No times';
    var least = Math.min.apply(null, counts);
    var most = Math.max.apply(null, counts);
    return 'Median of ' + (least === most ? least : least + ' to ' + most) + (most === 1 ? ' sample' : ' samples');
  }

  // Right of the plot: room for the longest bar's median, then what a chart of that width has room for, in pixels.
  var MEDIAN = 78;
  var COLUMNS = [
    {from: 460, width: 106, isVerdict: true, text: function (workload, row) { return charts.shortVerdict(row); }},
    {from: 560, width: 104, isVerdict: false, text: function (workload, row) {
      return charts.throughput(workload, row.best);
    }}
  ];

  function columns(workload, settings) {
    return COLUMNS.filter(function (column) {
      return settings.width >= column.from && (!column.isVerdict || charts.isJudged(workload));
    });
  }

  // The median's whisker and, right of it, the numbers.
  function drawRow(rows, workload, settings) {
    var colours = charts.theme(settings);
    return function (params, api) {
      var row = rows[params.dataIndex];
      if (!row.best) return null;
      var time = row.best.time_ns;
      var y = api.coord([time.median, params.dataIndex])[1];
      var right = params.coordSys.x + params.coordSys.width;
      function at(ns) { return Math.min(api.coord([ns, params.dataIndex])[0], right); }
      function line(from, to, width) {
        return {type: 'line', shape: {x1: at(from), x2: Math.max(at(to), at(from) + 1), y1: y, y2: y},
                style: {stroke: colours.ink, lineWidth: width}};
      }
      function text(words, x, fill, weight) {
        return {type: 'text', style: {text: words, x: x, y: y, textVerticalAlign: 'middle', fill: fill, fontSize: 12,
                                      fontWeight: weight}};
      }
      var leaves = api.coord([time.maximum, params.dataIndex])[0] > right + 1;
      var x = at(time.maximum) + (leaves ? 16 : 10);
      var parts = [line(time.minimum, time.maximum, 1), line(time.lower_quartile, time.upper_quartile, 3),
                   text(charts.duration(time.median), x, colours.ink, 'bold')];
      columns(workload, settings).reduce(function (left, column) {
        parts.push(text(column.text(workload, row), left, column.isVerdict ? colours.ink : colours.dim, 'normal'));
        return left + column.width;
      }, right + MEDIAN);
      if (leaves)
        parts.push({type: 'polygon', shape: {points: [[right, y - 3.5], [right + 6, y], [right, y + 3.5]]},
                    style: {fill: colours.ink}});
      return {type: 'group', children: parts};
    };
  }

  function tooltip(workload, rows) {
    return {trigger: 'axis', axisPointer: {type: 'shadow', shadowStyle: {opacity: 0.06}}, confine: true,
            formatter: function (params) { return charts.caseTooltip(workload, rows[params[0].dataIndex]); }};
  }

  function option(model, workload, settings) {
    var rows = charts.rows(model, workload, settings);
    var colours = charts.theme(settings);
    var marks = charts.marks(model, settings);
    var log = isLog(rows);
    var data = rows.map(function (row) {
      return {value: row.best ? row.best.time_ns.median : null, itemStyle: {color: marks[row.name].colour, opacity: 1},
              symbol: 'path://' + marks[row.name].outline};
    });
    var points = log ? {type: 'scatter', symbolSize: 11} : {type: 'bar', barWidth: 15};
    points.data = log ? data.map(function (point, i) {
      return {value: [point.value, i], itemStyle: point.itemStyle, symbol: point.symbol};
    }) : data;
    points.silent = settings.still;
    points.z = 3;
    points.emphasis = {disabled: true};
    var left = charts.namesWidth(rows);
    var right = columns(workload, settings).reduce(function (sum, column) { return sum + column.width; }, MEDIAN);
    return {
      grid: {left: left, right: right, top: charts.top(settings), bottom: 30},
      xAxis: charts.valueAxis(settings, {log: log, tick: charts.durationTick, room: settings.width - left - right,
                                         min: log ? undefined : 0, max: end(rows), open: true}),
      yAxis: charts.runnerAxis(settings, rows),
      tooltip: tooltip(workload, rows),
      series: [points, charts.failedRows(settings, rows, charts.failure),
               {type: 'custom', renderItem: drawRow(rows, workload, settings), silent: true, clip: false,
                z: log ? 2 : 4,  // a whisker lies over its bar, but behind its dot
                data: rows.map(function (row, i) { return [row.best ? row.best.time_ns.median : null, i]; })}]
    };
  }

  charts.add({
    id: 'time', title: 'Time per runner', perWorkload: true, option: option,
    subtitle: function (model, workload) {
      var rows = charts.rows(model, workload, {});
      return charts.joined([samplesText(rows), 'thick line: middle half, thin: all', isLog(rows) ? 'log scale' : '',
                            charts.contenderNote('bold', [workload]),
                            charts.taintNote('†', rows.map(function (row) { return row.best; }))]);
    },
    height: function (model, workload, settings) {
      return charts.top(settings) + 34 + ROW * Math.max(charts.rows(model, workload, settings).length, 1);
    },
    alternative: function (model, workload) {
      return workload.conclusion + '. ' + charts.rows(model, workload, {}).map(function (row) {
        return row.name + ' ' + (row.best ? charts.duration(row.best.time_ns.median) : charts.failure(row.cases[0]));
      }).join(', ');
    }
  });
})();
