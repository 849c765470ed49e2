// What all tasks in flight weigh together, against the number of them.
(function () {
  'use strict';

  charts.add({
    id: 'memory', title: 'Memory of tasks in flight', section: 'memory',
    subjects: function (model) { return model.memory ? [model.memory] : []; },
    subtitle: function () {
      return 'How much the memory of all processes grows while so many tasks wait at once; log scales. One task’s share is in the table';
    },
    height: function (model, subject, settings) { return charts.top(settings) + 380; },
    option: function (model, subject, settings) {
      return charts.runnerLines(model, settings, {
        lines: charts.chosenOf(subject.results, 'runner', settings.runners).map(function (result) {
          return {name: result.runner, points: result.points.filter(function (point) {
            return point.bytes > 0;
          }).map(function (point) {
            return {x: point.tasks, y: point.bytes, tainted: point.tainted,
                    tip: [['in flight', charts.grouped(point.tasks)], ['a task', charts.memory(point.bytes_per_task)],
                          ['in all', charts.memory(point.bytes)], ['measured by', point.method.replace('_', ' ')]]};
          })};
        }),
        x: {name: 'tasks in flight', tick: charts.countTick},
        y: {log: true, binary: true, tick: charts.memoryTick}
      });
    },
    csv: function (model, subject, settings) {
      var points = charts.flat(charts.chosenOf(subject.results, 'runner', settings.runners), function (result) {
        return result.points.map(function (point) { return {runner: result.runner, point: point}; });
      });
      return charts.table([['runner'], ['tasks', 'point.tasks'], ['bytes_per_task', 'point.bytes_per_task'], ['bytes', 'point.bytes'],
                           ['method', 'point.method'], ['tainted', 'point.tainted']], points);
    },
    alternative: function (model, subject) {
      return subject.results.map(function (result) {
        var most = result.points[result.points.length - 1];
        return result.runner + ' ' + charts.memory(most.bytes_per_task) + ' a task with ' + charts.grouped(most.tasks);
      }).join(', ');
    }
  });
})();
