// Each model on each machine: bars from zero where the times are of one size, dots on a log axis where bars would mislead.
(function () {
  'use strict';
  var LANE = 13, NARROW_LANE = 11, FEW = 4;  // pixels, and the machines that get the wider ones
  var LOG_FROM = 25;  // slowest over fastest

  function isLog(times) { return times.length > 0 && Math.max.apply(null, times) / Math.min.apply(null, times) > LOG_FROM; }

  // The models that any drawn machine has, in the order of the first machine that has them: best first.
  function modelsOf(works) {
    var names = [];
    works.forEach(function (one) {
      one.work.models.forEach(function (time) { if (names.indexOf(time.runner) < 0) names.push(time.runner); });
    });
    return names;
  }

  function worksOf(model, workload, settings) {
    return charts.drawnMachines(model, settings).map(function (one) {
      return {mark: one.mark, work: charts.workOf(workload, one.index)};
    }).filter(function (one) { return one.work; });
  }

  function laneOf(works) { return works.length > FEW ? NARROW_LANE : LANE; }

  function timesOf(works) {
    var times = [];
    works.forEach(function (one) { one.work.models.forEach(function (time) { times.push(time.ns); }); });
    return times;
  }

  // A bar or a dot, the middle half over it, the machine's mark and the median at its end.
  function drawTime(one, offset, lane, log, colours) {
    return function (params, api) {
      var time = one.work.models[params.dataIndex];
      var end = api.coord([time.ns, api.value(1)]);
      var left = params.coordSys.x, y = end[1] + offset;
      function at(ns) { return api.coord([ns, 0])[0]; }
      var parts = log
          ? [{type: 'line', shape: {x1: left, x2: end[0], y1: y, y2: y}, style: {stroke: colours.grid, lineWidth: 1}}]
          : [{type: 'rect', shape: {x: left, y: y - lane / 2 + 2, width: Math.max(end[0] - left, 1), height: lane - 4},
              style: {fill: one.mark.colour}}];
      parts.push({type: 'line', style: {stroke: colours.ink, lineWidth: 2},
                  shape: {x1: at(time.lower_quartile_ns), x2: Math.max(at(time.upper_quartile_ns), at(time.lower_quartile_ns) + 1),
                          y1: y, y2: y}});
      var x = log ? end[0] : Math.max(end[0], at(time.upper_quartile_ns)) + 9;
      parts.push(charts.markAt(one.mark, x, y, 9));
      parts.push({type: 'text', style: {text: charts.duration(time.ns) + ' at ' + time.concurrency + charts.dagger(time), x: x + 9,
                                        y: y, fontSize: 11, fill: colours.ink, textVerticalAlign: 'middle'}});
      return {type: 'group', children: parts};
    };
  }

  function tip(time) {
    return [['at', String(time.concurrency)], ['median', charts.duration(time.ns)],
            ['middle half', charts.durationRange(time.lower_quartile_ns, time.upper_quartile_ns)]].concat(
                time.tainted > 0 ? [['disturbed', time.tainted + (time.tainted === 1 ? ' sample' : ' samples')]] : []);
  }

  function modelAxis(settings, names, left) {
    var colours = charts.theme(settings);
    return {type: 'category', inverse: true, data: names.map(function (name, row) { return String(row); }), axisTick: {show: false},
            axisLine: {lineStyle: {color: colours.line}}, splitLine: {show: true, lineStyle: {color: colours.grid}},
            axisLabel: {interval: 0, margin: 10, color: colours.ink, fontSize: 12, formatter: function (row) {
              return charts.shortened(names[Number(row)], Math.floor((left - 14) / 7.1));
            }}};
  }

  charts.add({
    id: 'machines-models', title: 'Each model on each machine', machines: true, section: 'workload',
    subjects: charts.eachWorkload,
    subtitle: function (model, subject) {
      var times = worksOf(model, subject.workload, {});
      var disturbed = times.some(function (one) { return one.work.models.some(function (time) { return time.tainted > 0; }); });
      return charts.joined(['Median at the concurrency that is best there; black line: middle half', isLog(timesOf(times)) ? 'log scale' : '',
                            disturbed ? '†: disturbed samples' : '']);
    },
    height: function (model, subject, settings) {
      var works = worksOf(model, subject.workload, settings);
      var top = charts.top(settings);
      return top + charts.machineLegend(model, settings, top).height + 40 + modelsOf(works).length * (works.length * laneOf(works) + 10);
    },
    option: function (model, subject, settings) {
      var colours = charts.theme(settings);
      var works = worksOf(model, subject.workload, settings);
      var names = modelsOf(works), times = timesOf(works), log = isLog(times);
      var legend = charts.machineLegend(model, settings, charts.top(settings));
      var left = charts.isNarrow(settings) ? 92 : 130, right = 118, lane = laneOf(works);
      return {
        grid: {left: left, right: right, top: charts.top(settings) + legend.height, bottom: 30},
        xAxis: charts.valueAxis(settings, {log: log, tick: charts.durationTick, room: settings.width - left - right,
                                           min: log ? undefined : 0, max: Math.max.apply(null, times.concat([1])), open: true}),
        yAxis: modelAxis(settings, names, left), tooltip: charts.tipOfItem,
        series: works.map(function (one, place) {
          return {type: 'custom', silent: settings.still, clip: false, z: 3,
                  renderItem: drawTime(one, (place - (works.length - 1) / 2) * lane, lane, log, colours),
                  data: one.work.models.map(function (time) {
                    return {value: [time.ns, names.indexOf(time.runner)], name: time.runner + ' on ' + one.mark.name, tip: tip(time)};
                  })};
        }).concat(legend.series)
      };
    },
    csv: function (model, subject, settings) {
      return charts.workTable(model, [subject.workload], settings, 'models');
    },
    alternative: function (model, subject) { return subject.workload.conclusion; }
  });
})();
