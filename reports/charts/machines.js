// Machines side by side: what their charts share, and all workloads at a glance.
(function () {
  'use strict';
  var LABEL = 26;  // characters of a machine's name
  var LINE = 20;   // pixels

  // The machines that are drawn, in the order of the files: {index, mark}.
  charts.drawnMachines = function (model, settings) {
    var drawn = [];
    charts.machineMarks(model, settings).forEach(function (mark, index) {
      if (mark) drawn.push({index: index, mark: mark});
    });
    return drawn;
  };

  // What a machine has done of a workload, or null.
  charts.workOf = function (workload, machine) {
    for (var i = 0; i < workload.machines.length; i++)
      if (workload.machines[i].machine === machine) return workload.machines[i];
    return null;
  };

  charts.eachWorkload = function (model) {
    return model.workloads.map(function (workload) { return {title: workload.title, workload: workload}; });
  };

  // The times of the machines that are drawn, for CSV; `list` is models or steps.
  charts.workTable = function (model, workloads, settings, list) {
    var times = [];
    workloads.forEach(function (workload) {
      charts.drawnMachines(model, settings).forEach(function (one) {
        var work = charts.workOf(workload, one.index);
        if (work) work[list].forEach(function (time) { times.push({workload: workload, machine: one.mark.name, work: work, time: time}); });
      });
    });
    function of(field) { return function (one) { return one.time[field]; }; }
    function ofWork(field) { return function (one) { return one.work[field]; }; }
    return charts.table([['workload', function (one) { return one.workload.title; }], ['machine'], ['runner', of('runner')],
                         ['concurrency', of('concurrency')], ['median_ns', of('ns')], ['lower_quartile_ns', of('lower_quartile_ns')],
                         ['upper_quartile_ns', of('upper_quartile_ns')], ['tainted', of('tainted')],
                         ['one_thread_ns', ofWork('one_thread_ns')], ['best_against_first', ofWork('against_first')]], times);
  };

  charts.markAt = function (mark, x, y, size) {
    return {type: 'path', shape: {pathData: mark.outline, x: x - size / 2, y: y - size / 2, width: size, height: size},
            style: {fill: mark.colour}};
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
      elements.push(charts.markAt(one.mark, x + 5, y, 10));
      elements.push({type: 'text', style: {text: name, x: x + 15, y: y, fontSize: 12, fill: colours.ink,
                                           textVerticalAlign: 'middle'}});
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
        return {type: 'line', shape: {x1: a[0], x2: Math.max(b[0], a[0] + 1), y1: a[1], y2: a[1]},
                style: {stroke: colours.line, lineWidth: width}};
      }
      return {type: 'group', children: [line(spread.minimum, spread.maximum, 2),
                                        line(spread.lower_quartile, spread.upper_quartile, 10)]};
    };
  }

  function drawMark(mark, offset, colours) {
    return function (params, api) {
      var at = api.coord([api.value(0), api.value(1)]);
      var y = at[1] + offset;
      return {type: 'group', children: [
        charts.markAt(mark, at[0], y, 11),
        {type: 'text', style: {text: charts.ratio(api.value(0)), x: at[0] + 11, y: y, fontSize: 11, fill: colours.ink,
                               textVerticalAlign: 'middle', stroke: colours.paper, lineWidth: 3}}
      ]};
    };
  }

  function tip(model, one, work) {
    return [['against ' + model.machines[0].name, charts.ratio(work.against_first)],
            ['best model', work.models[0].runner + ' at ' + work.models[0].concurrency],
            ['its time', charts.duration(work.models[0].ns)]];
  }

  charts.tipOfItem = {trigger: 'item', confine: true, formatter: function (params) {
    var data = params.data || {};
    return data.tip ? charts.tooltipTable(data.name, data.tip) : '';
  }};

  charts.add({
    id: 'machines', title: 'All workloads at a glance', machines: true, section: 'machines',
    subjects: function (model) { return model.workloads.length > 0 ? [{title: ''}] : []; },
    subtitle: function (model) {
      var hidden = model.machines.some(function (machine) { return !machine.shown; });
      return charts.joined(['Time with the best model over that of ' + model.machines[0].name + ': left is faster',
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
      var x = charts.valueAxis(settings, {log: true, base: 2, tick: charts.ratioTick, room: settings.width - left - 70});
      var range = [1, 1];
      model.workloads.forEach(function (workload) {
        range = [Math.min(range[0], workload.against_first.minimum), Math.max(range[1], workload.against_first.maximum)];
      });
      x.min = Math.pow(2, Math.floor(Math.log(range[0]) / Math.LN2 - 0.1));
      x.max = Math.pow(2, Math.ceil(Math.log(range[1]) / Math.LN2 + 0.1));
      var series = [{
        type: 'custom', silent: true, z: 1, renderItem: drawRange(model.workloads, colours),
        data: model.machines.length > others.length + 1 ? model.workloads.map(function (w, row) { return [1, row]; }) : [],
        markLine: charts.landmarks(settings, 'start', [{xAxis: 1, words: charts.shortened(model.machines[0].name, LABEL)}])
      }].concat(others.map(function (one, lane) {
        var offset = (lane - (others.length - 1) / 2) * LANE;
        return {type: 'custom', silent: settings.still, z: 3, renderItem: drawMark(one.mark, offset, colours),
                data: model.workloads.map(function (workload, row) {
                  var work = charts.workOf(workload, one.index);
                  return work && {value: [work.against_first, row], name: one.mark.name + ', ' + workload.title,
                                  tip: tip(model, one, work)};
                }).filter(Boolean)};
      }));
      return {
        grid: {left: left, right: 70, top: charts.top(settings) + legend.height + 18, bottom: 30},
        xAxis: x, tooltip: charts.tipOfItem, series: series.concat(legend.series),
        yAxis: {type: 'category', inverse: true, axisTick: {show: false}, axisLine: {lineStyle: {color: colours.line}},
                splitLine: {show: true, lineStyle: {color: colours.grid}},
                data: model.workloads.map(function (workload, row) { return String(row); }),
                axisLabel: {interval: 0, margin: 10, color: colours.ink, fontSize: 12, formatter: function (row) {
                  return charts.shortened(model.workloads[Number(row)].title, charts.isNarrow(settings) ? 12 : 19);
                }}}
      };
    },
    csv: function (model, subject, settings) { return charts.workTable(model, model.workloads, settings, 'models'); },
    alternative: function (model) {
      return model.workloads.map(function (workload) { return workload.title + ': ' + workload.conclusion; }).join('. ');
    }
  });
})();
