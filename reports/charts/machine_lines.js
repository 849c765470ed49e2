// How machines scale: absolute times, so that a slow core with good scaling does not look like a fast one.
(function () {
  'use strict';

  function tip(work, step) {
    return [['concurrency', String(step.concurrency)], ['best model there', step.runner], ['median', charts.duration(step.ns)],
            ['middle half', charts.durationRange(step.lower_quartile_ns, step.upper_quartile_ns)]].concat(
                work.one_thread_ns === null ? [] : [['speedup', charts.ratio(work.one_thread_ns / step.ns)]], charts.disturbed(step));
  }

  charts.add({
    id: 'machines-scaling', title: 'How the machines scale', machines: true, section: 'workload',
    subjects: function (model) {
      return charts.eachWorkload(model).filter(function (subject) {
        return subject.workload.machines.some(function (work) { return work.steps.length > 1; });
      });
    },
    subtitle: function (model, subject) {
      var steps = charts.flat(subject.workload.machines, function (work) { return work.steps; });
      return charts.joined(['Time with the best model at each concurrency, log scales', charts.taintNote('hollow', steps)]);
    },
    height: function (model, subject, settings) { return charts.top(settings) + 380; },
    option: function (model, subject, settings) {
      var works = charts.worksOf(model, subject.workload, settings);
      return charts.runnerLines(model, settings, {
        x: {name: 'concurrency', tick: String, tight: true},
        y: {log: true, tick: charts.durationTick},
        lines: works.map(function (one) {
          return {name: one.mark.name, mark: one.mark, points: one.work.steps.map(function (step) {
            return {x: step.concurrency, y: step.ns, tainted: step.tainted, tip: tip(one.work, step)};
          })};
        })
      });
    },
    csv: function (model, subject, settings) { return charts.workTable(model, [subject.workload], settings, 'steps'); },
    alternative: function (model, subject) { return subject.workload.conclusion; }
  });
})();
