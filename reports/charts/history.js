// Earlier runs of the same work: what the machine did, and what the program did beside that.
(function () {
  'use strict';
  var SHOWN = [{field: 'machine', name: 'machine'}, {field: 'program', name: 'program'}];

  function when(run) { return run.started.slice(0, 16).replace('T', ' '); }
  function change(ratio) {
    var size = ratio === null ? '–' : charts.percent(Math.abs(ratio - 1));
    return ratio === null || size === charts.percent(0) ? size : (ratio < 1 ? '−' : '+') + size;
  }

  function tip(run) {
    return [['machine', change(run.machine)], ['program', change(run.program)], ['commit', run.commit]].concat(run.best.map(function (best) {
      return [best.workload, best.runner + ' at ' + best.concurrency + (best.speedup === null ? '' : ', ' + charts.ratio(best.speedup))];
    }));
  }

  charts.add({
    id: 'history', title: 'This run and those before it', section: 'history', rank: 6,
    subjects: function (model) { return model.history ? [model.history] : []; },
    subtitle: function () { return 'Time more or less than in this run: of a small fixed kernel (machine), and of the cases less that (program)'; },
    height: function (model, subject, settings) { return charts.top(settings) + 220; },
    option: function (model, subject, settings) {
      var colours = charts.theme(settings);
      var runs = subject.runs;
      var dashed = {machine: [4, 4], program: 'solid'};
      return {
        grid: {left: 64, right: 24, top: charts.top(settings) + 28, bottom: 30},
        legend: {top: charts.top(settings) - 6, left: 56, textStyle: {color: colours.ink, fontSize: 12}},
        xAxis: {type: 'category', data: runs.map(when), axisTick: {show: false}, axisLine: {lineStyle: {color: colours.line}},
                axisLabel: {color: colours.dim, fontSize: 11, hideOverlap: true}},
        yAxis: {type: 'value', splitNumber: 4, min: function (seen) { return Math.min(Math.floor(seen.min * 100) / 100, -0.01); },
                max: function (seen) { return Math.max(Math.ceil(seen.max * 100) / 100, 0.01); }, splitLine: {lineStyle: {color: colours.grid}},
                axisLabel: {color: colours.dim, fontSize: 11, formatter: function (value) { return change(1 + value); }}},
        tooltip: charts.tipOfItem(function (params) { return {name: when(runs[params.dataIndex]), tip: tip(runs[params.dataIndex])}; }),
        series: SHOWN.map(function (shown) {
          return {type: 'line', name: shown.name, symbol: shown.field === 'machine' ? 'emptyCircle' : 'circle', symbolSize: 7, showAllSymbol: true,
                  itemStyle: {color: colours.ink}, lineStyle: {color: colours.ink, width: 1.5, type: dashed[shown.field]},
                  data: runs.map(function (run) { return run[shown.field] === null ? null : run[shown.field] - 1; })};
        })
      };
    },
    csv: function (model, subject) {
      return charts.table([['started'], ['commit'], ['canary_ns'], ['machine'], ['program']], subject.runs);
    },
    alternative: function (model, subject) { return subject.words; }
  });
})();
