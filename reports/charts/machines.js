// Machines side by side: what their charts share, and all workloads at a glance.
(function () {
  'use strict';
  var LABEL = 26;  // characters of a machine's name
  var LINE = 20;   // pixels

  // The machines that are drawn, in the order of the files: {index, mark}.
  charts.drawnMachines = function (model, settings) {
    return charts.machineMarks(model, settings).map(function (mark, index) {
      return {index: index, mark: mark};
    }).filter(function (one) { return one.mark; });
  };

  // What those that are drawn have done of a workload: {mark, work}.
  charts.worksOf = function (model, workload, settings) {
    return charts.flat(charts.drawnMachines(model, settings), function (one) {
      return workOf(workload, one.index).map(function (work) { return {mark: one.mark, work: work}; });
    });
  };

  // One or none.
  function workOf(workload, machine) {
    return workload.machines.filter(function (work) { return work.machine === machine; });
  }

  charts.eachWorkload = function (model) {
    return model.workloads.map(function (workload) { return {title: workload.title, workload: workload}; });
  };

  // The times of the machines that are drawn, for CSV; `list` is models or steps.
  charts.workTable = function (model, workloads, settings, list) {
    var times = charts.flat(workloads, function (workload) {
      return charts.flat(charts.worksOf(model, workload, settings), function (one) {
        return one.work[list].map(function (time) { return {workload: workload, machine: one.mark.name, work: one.work, time: time}; });
      });
    });
    return charts.table([['workload', 'workload.title'], ['machine'], ['runner', 'time.runner'], ['concurrency', 'time.concurrency'],
                         ['median_ns', 'time.ns'], ['lower_quartile_ns', 'time.lower_quartile_ns'],
                         ['upper_quartile_ns', 'time.upper_quartile_ns'], ['tainted', 'time.tainted'],
                         ['one_thread_ns', 'work.one_thread_ns'], ['best_against_first', 'work.against_first']], times);
  };

  // The names of the machines with their marks, in lines below `top`: {height, series}.
  charts.machineLegend = function (model, settings, top) {
    var colours = charts.theme(settings);
    var x = 16, y = top + 8;
    var elements = [];
    charts.drawnMachines(model, settings).forEach(function (one) {
      var name = charts.shortened(one.mark.name, LABEL);
      var width = 30 + 6.8 * name.length;
      if (x > 16 && x + width > settings.width) { x = 16; y += LINE; }
      elements.push(charts.markAt(one.mark, x + 5, y, 10), charts.textAt(name, x + 15, y, colours.ink, 12));
      x += width;
    });
    return {height: y + LINE - top,
            series: {type: 'custom', coordinateSystem: 'none', silent: true, clip: false, data: [0],
                     renderItem: function () { return {type: 'group', children: elements}; }}};
  };

  // --- All workloads at a glance: the time of each machine with its best model over that of the first.
  var LANE = 15;

  function rowHeight(drawn) { return Math.max(drawn.length - 1, 1) * LANE + 16; }

  // Of more machines than are drawn: from the least to the most, the middle half thick.
  function drawRange(workloads, colours) {
    return function (params, api) {
      var spread = workloads[params.dataIndex].against_first;
      function line(from, to, width) {
        var a = api.coord([from, params.dataIndex]), b = api.coord([to, params.dataIndex]);
        return charts.lineAt(a[0], a[1], Math.max(b[0], a[0] + 1), a[1], colours.line, width);
      }
      return {type: 'group', children: [line(spread.minimum, spread.maximum, 2),
                                        line(spread.lower_quartile, spread.upper_quartile, 10)]};
    };
  }

  function drawMark(mark, offset, colours) {
    return function (params, api) {
      var at = api.coord([api.value(0), api.value(1)]);
      var y = at[1] + offset;
      var words = charts.textAt(charts.ratio(api.value(0)), at[0] + 11, y, colours.ink, 11);
      words.style.stroke = colours.paper;
      words.style.lineWidth = 3;
      return {type: 'group', children: [charts.markAt(mark, at[0], y, 11), words]};
    };
  }

  function tip(model, work) {
    return [['against ' + model.machines[0].name, charts.ratio(work.against_first)],
            ['best model', work.models[0].runner + ' at ' + work.models[0].concurrency],
            ['its time', charts.duration(work.models[0].ns)]];
  }

  charts.add({
    id: 'machines', title: 'All workloads at a glance', machines: true, section: 'machines',
    subjects: function (model) { return model.workloads.length > 0 ? [{title: ''}] : []; },
    subtitle: function (model) {
      var hidden = model.machines.some(function (machine) { return !machine.shown; });
      return charts.joined(['Time with the best model over that of ' + model.machines[0].name + ': left is shorter',
                            hidden ? 'grey: all machines, thick: the middle half' : '', 'log scale']);
    },
    height: function (model, subject, settings) {
      var top = charts.top(settings);
      return top + charts.machineLegend(model, settings, top).height + 56 +
             rowHeight(charts.drawnMachines(model, settings)) * model.workloads.length;
    },
    option: function (model, subject, settings) {
      var colours = charts.theme(settings);
      var legend = charts.machineLegend(model, settings, charts.top(settings));
      var others = charts.drawnMachines(model, settings).filter(function (one) { return one.index > 0; });
      var left = charts.isNarrow(settings) ? 92 : 140;
      var ratios = charts.flat(model.workloads, function (workload) { return [workload.against_first.minimum, workload.against_first.maximum]; }).concat(1);
      var x = charts.valueAxis(settings, {log: true, values: ratios, tick: charts.ratioTick, room: settings.width - left - 70});
      var y = charts.namesAxis(settings, model.workloads.map(function (workload) {
        return charts.shortened(workload.title, charts.isNarrow(settings) ? 12 : 19);
      }));
      y.splitLine.show = true;
      var series = [{
        type: 'custom', silent: true, z: 1, renderItem: drawRange(model.workloads, colours),
        data: model.machines.length > others.length + 1 ? model.workloads.map(function (w, row) { return [1, row]; }) : [],
        markLine: charts.landmarks(settings, 'start', [{xAxis: 1, words: charts.shortened(model.machines[0].name, LABEL)}])
      }].concat(others.map(function (one, lane) {
        var offset = (lane - (others.length - 1) / 2) * LANE;
        return {type: 'custom', silent: settings.still, z: 3, renderItem: drawMark(one.mark, offset, colours),
                data: charts.flat(model.workloads, function (workload, row) {
                  return workOf(workload, one.index).map(function (work) {
                    return {value: [work.against_first, row], name: one.mark.name + ', ' + workload.title, tip: tip(model, work)};
                  });
                })};
      }));
      return {
        grid: {left: left, right: 70, top: charts.top(settings) + legend.height + 18, bottom: 30},
        xAxis: x, yAxis: y, tooltip: charts.tipOfItem(), series: series.concat(legend.series)
      };
    },
    csv: function (model, subject, settings) { return charts.workTable(model, model.workloads, settings, 'models'); },
    alternative: function (model) {
      return model.workloads.map(function (workload) { return workload.title + ': ' + workload.conclusion; }).join('. ');
    }
  });
})();
