// Each model on each machine: bars from zero where the times are of one size, dots on a log axis where bars would mislead.
(function () {
  'use strict';
  var LANE = 13, NARROW_LANE = 11, FEW = 4;  // pixels, and the machines that get the wider ones
  var LOG_FROM = 25;  // slowest over fastest

  function isLog(times) { return times.length > 0 && Math.max.apply(null, times) / Math.min.apply(null, times) > LOG_FROM; }

  function nsOf(times) { return times.map(function (time) { return time.ns; }); }

  // The models that any drawn machine has, in the order of the first machine that has them: best first.
  function modelsOf(works) {
    return timesOf(works).map(function (time) { return time.runner; }).filter(function (name, at, names) { return names.indexOf(name) === at; });
  }

  function laneOf(works) { return works.length > FEW ? NARROW_LANE : LANE; }

  function timesOf(works) { return charts.flat(works, function (one) { return one.work.models; }); }

  // A bar or a dot, the middle half over it, the machine's mark and the median at its end.
  function drawTime(one, offset, lane, log, colours) {
    return function (params, api) {
      var time = one.work.models[params.dataIndex];
      var end = api.coord([time.ns, api.value(1)]);
      var left = params.coordSys.x, y = end[1] + offset;
      function at(ns) { return api.coord([ns, 0])[0]; }
      var parts = [log ? charts.lineAt(left, y, end[0], y, colours.grid, 1)
                       : {type: 'rect', shape: {x: left, y: y - lane / 2 + 2, width: Math.max(end[0] - left, 1), height: lane - 4},
                          style: {fill: one.mark.colour}}];
      var x = log ? end[0] : Math.max(end[0], at(time.upper_quartile_ns)) + 9;
      parts.push(charts.lineAt(at(time.lower_quartile_ns), y, Math.max(at(time.upper_quartile_ns), at(time.lower_quartile_ns) + 1), y, colours.ink, 2),
                 charts.markAt(one.mark, x, y, 9),
                 charts.textAt(charts.duration(time.ns) + ' at ' + time.concurrency + charts.dagger(time), x + 9, y, colours.ink, 11));
      return {type: 'group', children: parts};
    };
  }

  function tip(time) {
    return [['at', String(time.concurrency)], ['median', charts.duration(time.ns)],
            ['middle half', charts.durationRange(time.lower_quartile_ns, time.upper_quartile_ns)]].concat(charts.disturbed(time));
  }

  charts.add({
    id: 'machines-models', title: 'Each model on each machine', machines: true, section: 'workload',
    subjects: charts.eachWorkload,
    subtitle: function (model, subject) {
      var times = timesOf(charts.worksOf(model, subject.workload, {}));
      return charts.joined(['Median at the concurrency that is best there; black line: middle half', isLog(nsOf(times)) ? 'log scale' : '',
                            charts.taintNote('†', times)]);
    },
    height: function (model, subject, settings) {
      var works = charts.worksOf(model, subject.workload, settings);
      var top = charts.top(settings);
      return top + charts.machineLegend(model, settings, top).height + 40 + modelsOf(works).length * (works.length * laneOf(works) + 10);
    },
    option: function (model, subject, settings) {
      var colours = charts.theme(settings);
      var works = charts.worksOf(model, subject.workload, settings);
      var names = modelsOf(works), times = nsOf(timesOf(works)), log = isLog(times);
      var legend = charts.machineLegend(model, settings, charts.top(settings));
      var left = charts.isNarrow(settings) ? 92 : 130, right = 118, lane = laneOf(works);
      var y = charts.namesAxis(settings, names.map(function (name) { return charts.shortened(name, Math.floor((left - 14) / 7.1)); }));
      y.splitLine.show = true;
      return {
        grid: {left: left, right: right, top: charts.top(settings) + legend.height, bottom: 30},
        xAxis: charts.valueAxis(settings, {log: log, values: times, tick: charts.durationTick, room: settings.width - left - right,
                                           min: 0, max: Math.max.apply(null, times.concat([1])), open: true}),
        yAxis: y, tooltip: charts.tipOfItem(),
        series: works.map(function (one, place) {
          return {type: 'custom', silent: settings.still, clip: false, z: 3,
                  renderItem: drawTime(one, (place - (works.length - 1) / 2) * lane, lane, log, colours),
                  data: one.work.models.map(function (time) {
                    return {value: [time.ns, names.indexOf(time.runner)], name: time.runner + ' on ' + one.mark.name, tip: tip(time)};
                  })};
        }).concat(legend.series)
      };
    },
    csv: function (model, subject, settings) { return charts.workTable(model, [subject.workload], settings, 'models'); },
    alternative: function (model, subject) { return subject.workload.conclusion; }
  });
})();
