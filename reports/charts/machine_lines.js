// How machines scale: absolute times, so that a slow core with good scaling does not look like a fast one.
(function () {
  'use strict';
  var UNITS = [[1e9, ' s'], [1e6, ' ms'], [1e3, ' µs'], [1, ' ns']];

  // Powers of two of a unit make round ticks; of nanoseconds they would not.
  function unitOf(least) {
    for (var i = 0; i < UNITS.length; i++) if (least >= UNITS[i][0]) return UNITS[i];
    return UNITS[UNITS.length - 1];
  }

  function scaling(workload) {
    return workload.machines.some(function (work) { return work.steps.length > 1; });
  }

  function tip(work, step) {
    var lines = [['concurrency', String(step.concurrency)], ['best model there', step.runner], ['median', charts.duration(step.ns)],
                 ['middle half', charts.durationRange(step.lower_quartile_ns, step.upper_quartile_ns)]];
    if (work.one_thread_ns !== null) lines.push(['speedup', charts.ratio(work.one_thread_ns / step.ns)]);
    if (step.tainted > 0) lines.push(['disturbed', step.tainted + (step.tainted === 1 ? ' sample' : ' samples')]);
    return lines;
  }

  charts.add({
    id: 'machines-scaling', title: 'How the machines scale', machines: true, section: 'workload',
    subjects: function (model) {
      return charts.eachWorkload(model).filter(function (subject) { return scaling(subject.workload); });
    },
    subtitle: function (model, subject) {
      var disturbed = subject.workload.machines.some(function (work) {
        return work.steps.some(function (step) { return step.tainted > 0; });
      });
      return charts.joined(['Time with the best model at each concurrency, log scales', disturbed ? 'hollow: disturbed samples' : '']);
    },
    height: function (model, subject, settings) { return charts.top(settings) + 380; },
    option: function (model, subject, settings) {
      var works = charts.drawnMachines(model, settings).map(function (one) {
        return {mark: one.mark, work: charts.workOf(subject.workload, one.index)};
      }).filter(function (one) { return one.work; });
      var times = [], steps = [1];
      works.forEach(function (one) {
        one.work.steps.forEach(function (step) { times.push(step.ns); steps.push(step.concurrency); });
      });
      var least = Math.min.apply(null, times), most = Math.max.apply(null, times);
      var unit = unitOf(least);
      var base = most / least > 200 ? 10 : 2;
      function power(ns, round) { return Math.pow(base, round(Math.log(ns / unit[0]) / Math.log(base))); }
      return charts.runnerLines(model, settings, {
        x: {name: 'concurrency', tick: String, base: 2, min: 1, max: Math.max.apply(null, steps)},
        y: {log: true, base: base, min: power(least, Math.floor), max: power(most, Math.ceil), tick: function (value) { return charts.durationTick(value * unit[0]); }},
        lines: works.map(function (one) {
          return {name: one.mark.name, mark: one.mark, points: one.work.steps.map(function (step) {
            return {x: step.concurrency, y: step.ns / unit[0], tainted: step.tainted, tip: tip(one.work, step)};
          })};
        })
      });
    },
    csv: function (model, subject, settings) {
      return charts.workTable(model, [subject.workload], settings, 'steps');
    },
    alternative: function (model, subject) { return subject.workload.conclusion; }
  });
})();
