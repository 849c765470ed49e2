// Start-up cost: making the runner, and its first run, beside a steady run. Dots: the axis is logarithmic.
(function () {
  'use strict';
  var MARKS = [
    {name: 'setup', field: 'setup_ns', outline: 'M5,-0.6L10.6,5L5,10.6L-0.6,5Z', hue: 2},
    {name: 'first run', field: 'first_ns', outline: 'M5,0.3A4.7,4.7,0,1,1,5,9.7A4.7,4.7,0,1,1,5,0.3Z', hue: 1},
    {name: 'steady run', field: null, outline: 'M3.8,-1H6.2V11H3.8Z', hue: 0}
  ];

  function valueOf(one, field) { return field === null ? one.time_ns.median : one[field]; }

  function series(rows, mark, settings) {
    var data = [];
    rows.forEach(function (row, index) {
      var value = row.best ? valueOf(row.best, mark.field) : null;
      if (value !== null && value > 0) data.push({value: [value, index]});
    });
    return {name: mark.name, type: 'scatter', data: data, silent: settings.still, emphasis: {disabled: true},
            symbol: 'path://' + mark.outline, symbolSize: mark.field === null ? [3, 14] : 10,
            itemStyle: {color: charts.theme(settings).hues[mark.hue][0], opacity: 1}};
  }

  function tip(row) {
    if (!row.best) return charts.caseTip(null, row);
    return {name: row.name + ' at ' + row.best.concurrency, tip: MARKS.map(function (mark) {
      var value = valueOf(row.best, mark.field);
      return [mark.name, value === null ? 'unknown' : charts.duration(value)];
    })};
  }

  charts.add({
    id: 'startup', title: 'Start-up cost',
    subtitle: function (model, workload) {
      var best = charts.rows(model, workload, {}).map(function (row) { return row.best; });
      return charts.joined(['Making the runner (setup), first run and steady run; medians, log scale',
                            charts.contenderNote('bold', [workload]), charts.taintNote('†', best)]);
    },
    height: function (model, workload, settings) {
      return charts.top(settings) + 66 + 25 * Math.max(charts.rows(model, workload, settings).length, 1);
    },
    option: function (model, workload, settings) {
      var rows = charts.rows(model, workload, settings);
      var colours = charts.theme(settings);
      var left = charts.namesWidth(rows);
      var x = charts.valueAxis(settings, {log: true, values: charts.flat(rows, function (row) { return row.best ? MARKS.map(function (mark) { return valueOf(row.best, mark.field); }) : []; }), tick: charts.durationTick, room: settings.width - left - 36});
      var y = charts.runnerAxis(settings, rows);
      y.splitLine.show = true;
      return {
        grid: {left: left, right: 36, top: charts.top(settings) + 28, bottom: 30},
        legend: {top: charts.top(settings) - 8, left: left - 8, itemWidth: 12, itemHeight: 10,
                 selectedMode: false, textStyle: {color: colours.dim, fontSize: 11},
                 data: MARKS.map(function (mark) { return mark.name; })},
        xAxis: x, yAxis: y, tooltip: charts.tipOfRow(rows, tip),
        series: MARKS.map(function (mark) { return series(rows, mark, settings); }).concat([
          charts.failedRows(settings, rows, function (one) { return one.state; })])
      };
    },
    csv: function (model, workload, settings) { return charts.rowTable(charts.rows(model, workload, settings)); },
    alternative: function (model, workload) {
      return charts.rows(model, workload, {}).filter(function (row) { return row.best; }).map(function (row) {
        var one = row.best;
        return row.name + ' setup ' + (one.setup_ns === null ? 'unknown' : charts.duration(one.setup_ns)) +
               ', first run ' + (one.first_ns === null ? 'unknown' : charts.duration(one.first_ns));
      }).join('; ');
    }
  });
})();
