// Each model on each machine: a row for each model, in it a mark for each machine.
(function () {
  'use strict';
  var ROOM = 16, APART = 7;  // pixels of a row that its marks share, and between two of them: equal times stay two marks

  function timesOf(works) { return charts.flat(works, function (one) { return one.work.models; }); }

  // The models that any drawn machine has, in the order of the first machine that has them: best first.
  function modelsOf(works) {
    return timesOf(works).map(function (time) { return time.runner; }).filter(function (name, at, names) { return names.indexOf(name) === at; });
  }

  // The median over a line that is the middle half; hollow where samples were disturbed.
  function drawTime(one, offset, colours) {
    return function (params, api) {
      var time = one.work.models[params.dataIndex];
      var at = api.coord([time.ns, api.value(1)]), y = at[1] + offset;
      function x(ns) { return api.coord([ns, 0])[0]; }
      var mark = charts.markAt(one.mark, at[0], y, 9);
      if (time.tainted > 0) mark.style = {fill: colours.paper, stroke: one.mark.colour, lineWidth: 1.5};
      return {type: 'group', children: [charts.lineAt(x(time.lower_quartile_ns), y, x(time.upper_quartile_ns), y, one.mark.colour, 3), mark]};
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
      return charts.joined(['Median at the concurrency that is best there, and the middle half; log scale',
                            charts.taintNote('hollow', timesOf(charts.worksOf(model, subject.workload, {})))]);
    },
    height: function (model, subject, settings) {
      var top = charts.top(settings);
      return top + charts.machineLegend(model, settings, top).height + 34 + 27 * modelsOf(charts.worksOf(model, subject.workload, settings)).length;
    },
    option: function (model, subject, settings) {
      var colours = charts.theme(settings);
      var works = charts.worksOf(model, subject.workload, settings), names = modelsOf(works);
      var legend = charts.machineLegend(model, settings, charts.top(settings));
      var left = charts.isNarrow(settings) ? 104 : 130, right = 26, apart = Math.min(APART, ROOM / works.length);
      var y = charts.namesAxis(settings, names.map(function (name) { return charts.shortened(name, Math.floor((left - 14) / 7.1)); }));
      y.splitLine.show = true;
      return {
        grid: {left: left, right: right, top: charts.top(settings) + legend.height, bottom: 30},
        xAxis: charts.valueAxis(settings, {log: true, tick: charts.durationTick, room: settings.width - left - right, values: charts.flat(timesOf(works), function (time) {
          return [time.lower_quartile_ns, time.upper_quartile_ns];
        })}),
        yAxis: y, tooltip: charts.tipOfItem(),
        series: works.map(function (one, place) {
          return {type: 'custom', silent: settings.still, clip: false, z: 3,
                  renderItem: drawTime(one, (place - (works.length - 1) / 2) * apart, colours),
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
