// What each CPU is worth, and how long a cache line takes between two of them.
(function () {
  'use strict';

  function cpuAxis(settings, cpus, interval) {
    var axis = charts.namesAxis(settings, cpus.map(String));
    axis.axisLabel.color = charts.theme(settings).dim;
    axis.axisLabel.fontSize = 11;
    axis.axisLabel.interval = interval;
    return axis;
  }

  charts.add({
    id: 'cores', title: 'Speed of each CPU alone', section: 'cores',
    subjects: function (model) {
      return model.cores ? model.cores.maps.map(function (map) { return {title: map.workload, map: map}; }) : [];
    },
    subtitle: function (model, subject) { return 'Share of the fastest CPU’s speed. ' + subject.map.words; },
    height: function (model, subject, settings) { return charts.top(settings) + 280; },
    option: function (model, subject, settings) {
      var colours = charts.theme(settings);
      var cpus = subject.map.cpus;
      var x = cpuAxis(settings, cpus.map(function (one) { return one.cpu; }), 'auto');
      x.inverse = false;
      x.name = 'CPU';
      x.nameLocation = 'middle';
      x.nameGap = 26;
      x.nameTextStyle = {color: colours.dim, fontSize: 11};
      return {
        // A few bars across a whole page would be slabs.
        grid: {left: 52, width: Math.min(settings.width - 68, 72 * cpus.length), top: charts.top(settings) + 18, bottom: 46}, xAxis: x, yAxis: charts.shareAxis(settings),
        tooltip: charts.tipOfItem(),
        series: [{
          type: 'bar', barMaxWidth: 56, barCategoryGap: cpus.length > 40 ? '15%' : '35%', silent: settings.still,
          data: cpus.map(function (one) {
            var colour = colours.hues[1 + one.kind % 5][0];
            return {value: one.speed, tainted: one.tainted, name: 'CPU ' + one.cpu,
                    itemStyle: {color: one.tainted > 0 ? colours.paper : colour, borderColor: colour, borderWidth: one.tainted > 0 ? 1.5 : 0},
                    tip: [['speed', charts.percent(one.speed)], ['median', charts.duration(one.time_ns)],
                          ['middle half', charts.durationRange(one.lower_quartile_ns, one.upper_quartile_ns)],
                          ['samples', one.samples + (one.tainted > 0 ? ', ' + one.tainted + ' disturbed' : '')],
                          ['kind by speed', String(one.kind + 1)]].concat(
                              one.kind_name ? [['the system says', one.kind_name]] : [])};
          }),
          label: {show: cpus.length <= 16, position: 'insideTop', color: colours.paper, fontSize: 11,
                  formatter: function (params) { return params.data.tainted > 0 ? '' : charts.percent(params.value); }}
        }]
      };
    },
    csv: function (model, subject) {
      return charts.table([['cpu'], ['speed'], ['median_ns', 'time_ns'], ['lower_quartile_ns'], ['upper_quartile_ns'], ['samples'],
                           ['tainted'], ['kind', function (one) { return one.kind + 1; }], ['kind_name']], subject.map.cpus);
    },
    alternative: function (model, subject) { return subject.map.words; }
  });

  // The CPUs that were measured, in order.
  function cpusOf(latencies) { return charts.distinct(charts.flat(latencies, function (one) { return [one.from, one.to]; })); }

  // Both directions of a pair in one number.
  function cellsOf(cpus, one) {
    var from = cpus.indexOf(one.from), to = cpus.indexOf(one.to);
    return [[to, from], [from, to]].map(function (at) {
      return {value: at.concat(one.median_ns), name: 'CPU ' + one.from + ' and ' + one.to,
              tip: [['median', charts.duration(one.median_ns)],
                    ['middle half', charts.durationRange(one.lower_quartile_ns, one.upper_quartile_ns)],
                    ['fresh pages', String(one.samples)]]};
    });
  }

  function sideOf(count, settings) { return Math.max(Math.min(count * 46, Math.min(settings.width - 120, 620)), 120); }

  var LABELLED = 12;  // CPUs; in smaller cells numbers have no room

  charts.add({
    id: 'core-to-core', title: 'From core to core', section: 'cores',
    subjects: function (model) {
      // A single pair is a number, which the words say.
      return model.cores && model.cores.latencies.length > 1 ? [{title: '', latencies: model.cores.latencies}] : [];
    },
    canvas: function (model, subject) { return subject.latencies.length > 64 * 63 / 4; },
    subtitle: function (model) {
      return 'Time of a cache line from one CPU to another, half a round trip; median over fresh pages' +
             (model.cores.sampled ? '. A sample of all pairs, spread over the machine' : '');
    },
    height: function (model, subject, settings) {
      return charts.top(settings) + 100 + sideOf(cpusOf(subject.latencies).length, settings);
    },
    option: function (model, subject, settings) {
      var colours = charts.theme(settings);
      var cpus = cpusOf(subject.latencies);
      var times = subject.latencies.map(function (one) { return one.median_ns; });
      var least = Math.min.apply(null, times), most = Math.max.apply(null, times);
      var side = sideOf(cpus.length, settings);
      var x = cpuAxis(settings, cpus, Math.ceil(cpus.length / 32) - 1), y = cpuAxis(settings, cpus, Math.ceil(cpus.length / 32) - 1);
      x.inverse = x.axisLine.show = y.axisLine.show = false;
      return {
        grid: {left: 56, width: side, top: charts.top(settings) + 18, height: side},
        xAxis: x, yAxis: y, tooltip: charts.tipOfItem(),
        visualMap: {type: 'continuous', show: Math.round(most) > Math.round(least), min: least, max: most > least ? most : least + 1, calculable: false,
                    orient: 'horizontal', left: 56, bottom: 4, itemHeight: 120, itemWidth: 10, dimension: 2,
                    text: [Math.round(most) + ' ns', Math.round(least) + ' ns'], textStyle: {color: colours.dim, fontSize: 11},
                    inRange: {color: settings.dark ? ['#1f3b57', '#4aa8e0', '#f2bd4b'] : ['#e4f1fb', '#4aa8e0', '#00436e']}},
        series: [{type: 'heatmap', silent: settings.still, data: charts.flat(subject.latencies, function (one) { return cellsOf(cpus, one); }), emphasis: {disabled: true},
                  itemStyle: {borderColor: colours.paper, borderWidth: cpus.length > 24 ? 0 : 2},
                  label: {show: cpus.length <= LABELLED, fontSize: 12, color: colours.ink,
                          textBorderColor: colours.paper, textBorderWidth: 3,
                          formatter: function (params) { return Math.round(params.value[2]); }}}]
      };
    },
    csv: function (model, subject) {
      return charts.table([['from'], ['to'], ['median_ns'], ['lower_quartile_ns'], ['upper_quartile_ns'], ['samples']], subject.latencies);
    },
    alternative: function (model) { return model.cores.latency_words; }
  });
})();
