// Efficiency against the size of a task, with the sizes at which it falls to a half and to nine tenths.
(function () {
  'use strict';

  // What a task took of a worker's time: the work and the model's cost (Task Bench's task granularity).
  function granularity(point) { return point.task_ns / point.efficiency; }

  function tipOf(result, point) {
    return [['work of a task', charts.duration(point.task_ns)], ['time of a worker', charts.duration(granularity(point))],
            ['efficiency', charts.percent(point.efficiency)], ['tasks', charts.grouped(point.tasks)],
            ['samples', String(point.samples) + (point.tainted > 0 ? ', ' + point.tainted + ' disturbed' : '')]];
  }

  // With a reason the number is an upper bound: nothing smaller was tried.
  function atMost(ns, reason) { return (reason === '' ? '' : '≤ ') + charts.duration(ns); }

  function ringsOf(model, results, settings) {
    var colours = charts.theme(settings);
    var marks = charts.marks(model, settings);
    var data = charts.flat(results, function (result) {
      return [[result.metg_50, 0.5, result.metg_50_reason], [result.metg_90, 0.9, result.metg_90_reason]].filter(function (mark) { return mark[0] !== null; }).map(function (mark) {
        return {value: [mark[0] * mark[1], mark[1]], name: result.runner,  // METG is the work over the efficiency
                itemStyle: {color: colours.paper, borderColor: marks[result.runner].colour, borderWidth: 2.5},
                label: {show: mark[2] !== '', formatter: '≤', position: 'top', color: colours.ink, fontSize: 12},
                tip: [['METG(' + mark[1] * 100 + ' %)', atMost(mark[0], mark[2])]]};
      });
    });
    return {type: 'scatter', symbol: 'circle', symbolSize: 11, z: 5, silent: settings.still, data: data};
  }

  charts.add({
    id: 'granularity', title: 'Efficiency against the size of a task', section: 'granularity',
    subjects: function (model) { return model.granularity ? [model.granularity] : []; },
    subtitle: function (model, subject) {
      return charts.duration(subject.work_ns) + ' of work cut into ever smaller tasks. Rings: where the efficiency falls ' +
             'to 90 % and 50 %; ≤: nothing smaller was tried';
    },
    height: function (model, subject, settings) { return charts.top(settings) + 380; },
    option: function (model, subject, settings) {
      var results = charts.chosenOf(subject.results, 'runner', settings.runners);
      var efficiencies = charts.flat(results, function (result) { return result.points.map(function (point) { return point.efficiency; }); });
      return charts.runnerLines(model, settings, {
        lines: results.map(function (result) {
          return {name: result.runner, points: result.points.map(function (point) {
            return {x: point.task_ns, y: point.efficiency, tainted: point.tainted, tip: tipOf(result, point)};
          })};
        }),
        x: {name: 'work of a task, large to small', tick: charts.durationTick, inverse: true},
        y: {min: 0, max: Math.ceil(Math.max.apply(null, efficiencies.concat([1])) * 10) / 10, tick: function (value) { return Math.round(value * 100) + ' %'; }},
        landmarks: [{yAxis: 0.5, words: ''}, {yAxis: 0.9, words: ''}],
        more: [ringsOf(model, results, settings)]
      });
    },
    csv: function (model, subject, settings) {
      var points = charts.flat(charts.chosenOf(subject.results, 'runner', settings.runners), function (result) {
        return result.points.map(function (point) { return {result: result, point: point}; });
      });
      return charts.table([
        ['runner', 'result.runner'], ['concurrency', 'result.concurrency'], ['tasks', 'point.tasks'], ['work_of_task_ns', 'point.task_ns'],
        ['granularity_ns', function (one) { return granularity(one.point); }], ['efficiency', 'point.efficiency'],
        ['samples', 'point.samples'], ['tainted', 'point.tainted'], ['metg_50_ns', 'result.metg_50'], ['metg_90_ns', 'result.metg_90'],
        ['metg_50_remark', 'result.metg_50_reason'], ['metg_90_remark', 'result.metg_90_reason']
      ], points);
    },
    alternative: function (model, subject) {
      return subject.results.map(function (result) {
        return result.runner + (result.metg_50 === null ? ' no METG(50 %)' : ' METG(50 %) ' + atMost(result.metg_50, result.metg_50_reason));
      }).join(', ');
    }
  });
})();
