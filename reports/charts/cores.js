// What each CPU is worth, and how long a cache line takes between two of them.
(function () {
  'use strict';

  function kindColour(kind, settings) { return charts.theme(settings).hues[1 + kind % 5][0]; }

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
      var x = {type: 'category', data: cpus.map(function (one) { return String(one.cpu); }), name: 'CPU',
               nameLocation: 'middle', nameGap: 26, nameTextStyle: {color: colours.dim, fontSize: 11},
               axisTick: {show: false}, axisLine: {lineStyle: {color: colours.line}},
               axisLabel: {color: colours.dim, fontSize: 11, hideOverlap: true}};
      var y = charts.valueAxis(settings, {min: 0, max: 1, room: 240, tick: charts.percent});
      y.interval = 0.25;
      return {
        grid: {left: 52, right: 16, top: charts.top(settings) + 18, bottom: 46}, xAxis: x,
        yAxis: y,
        tooltip: {trigger: 'item', confine: true, formatter: function (params) {
          return params.data ? charts.tooltipTable('CPU ' + params.data.one.cpu, params.data.tip) : '';
        }},
        series: [{
          type: 'bar', barMaxWidth: 56, barCategoryGap: cpus.length > 40 ? '15%' : '35%', silent: settings.still,
          data: cpus.map(function (one) {
            return {value: one.speed, one: one,
                    itemStyle: {color: one.tainted > 0 ? colours.paper : kindColour(one.kind, settings),
                                borderColor: kindColour(one.kind, settings), borderWidth: one.tainted > 0 ? 1.5 : 0},
                    tip: [['speed', charts.percent(one.speed)], ['median', charts.duration(one.time_ns)],
                          ['middle half', charts.durationRange(one.lower_quartile_ns, one.upper_quartile_ns)],
                          ['samples', one.samples + (one.tainted > 0 ? ', ' + one.tainted + ' disturbed' : '')],
                          ['kind by speed', String(one.kind + 1)]].concat(
                              one.kind_name ? [['the system says', one.kind_name]] : [])};
          }),
          label: {show: cpus.length <= 16, position: 'insideTop', color: '#fff', fontSize: 11,
                  formatter: function (params) { return params.data.one.tainted > 0 ? '' : charts.percent(params.value); }}
        }]
      };
    },
    csv: function (model, subject) {
      return charts.table([['cpu'], ['speed'], ['median_ns', 'time_ns'], ['lower_quartile_ns'], ['upper_quartile_ns'], ['samples'],
                           ['tainted'], ['kind', function (one) { return one.kind + 1; }], ['kind_name']], subject.map.cpus);
    },
    alternative: function (model, subject) { return subject.map.words; }
  });

  // Both directions of a pair in one number; the CPUs that were measured, in order.
  function pairsOf(latencies) {
    var numbers = {};
    latencies.forEach(function (one) { numbers[one.from] = numbers[one.to] = true; });
    var cpus = Object.keys(numbers).map(Number).sort(function (a, b) { return a - b; });
    var at = {};
    cpus.forEach(function (cpu, index) { at[cpu] = index; });
    var cells = [];
    latencies.forEach(function (one) {
      cells.push({value: [at[one.to], at[one.from], one.median_ns], one: one});
      cells.push({value: [at[one.from], at[one.to], one.median_ns], one: one});
    });
    return {cpus: cpus, cells: cells};
  }

  var LABELLED = 12;  // CPUs; in smaller cells numbers have no room

  charts.add({
    id: 'core-to-core', title: 'From core to core', section: 'cores',
    subjects: function (model) {
      return model.cores && model.cores.latencies.length > 0 ? [{title: '', latencies: model.cores.latencies}] : [];
    },
    canvas: function (model, subject) { return subject.latencies.length > 64 * 63 / 4; },
    subtitle: function (model) {
      return 'Time of a cache line from one CPU to another, half a round trip; median over fresh pages' +
             (model.cores.sampled ? '. A sample of all pairs, spread over the machine' : '');
    },
    height: function (model, subject, settings) {
      var count = pairsOf(subject.latencies).cpus.length;
      return charts.top(settings) + 100 + Math.max(Math.min(count * 46, Math.min(settings.width - 120, 620)), 120);
    },
    option: function (model, subject, settings) {
      var colours = charts.theme(settings);
      var pairs = pairsOf(subject.latencies);
      var times = subject.latencies.map(function (one) { return one.median_ns; });
      var least = Math.min.apply(null, times), most = Math.max.apply(null, times);
      var side = Math.max(Math.min(pairs.cpus.length * 46, Math.min(settings.width - 120, 620)), 120);
      function axis(inverse) {
        return {type: 'category', data: pairs.cpus.map(String), inverse: inverse, axisTick: {show: false},
                axisLine: {show: false}, splitArea: {show: false},
                axisLabel: {color: colours.dim, fontSize: 11, interval: Math.ceil(pairs.cpus.length / 32) - 1}};
      }
      return {
        grid: {left: 56, width: side, top: charts.top(settings) + 18, height: side},
        xAxis: axis(false), yAxis: axis(true),
        visualMap: {type: 'continuous', min: least, max: most > least ? most : least + 1, calculable: false,
                    orient: 'horizontal', left: 56, bottom: 4, itemHeight: 120, itemWidth: 10, dimension: 2,
                    text: [Math.round(most) + ' ns', Math.round(least) + ' ns'], textStyle: {color: colours.dim, fontSize: 11},
                    inRange: {color: settings.dark ? ['#1f3b57', '#4aa8e0', '#f2bd4b'] : ['#e4f1fb', '#4aa8e0', '#00436e']}},
        tooltip: {trigger: 'item', confine: true, formatter: function (params) {
          var one = params.data && params.data.one;
          return one ? charts.tooltipTable('CPU ' + one.from + ' and ' + one.to,
              [['median', charts.duration(one.median_ns)],
               ['middle half', charts.durationRange(one.lower_quartile_ns, one.upper_quartile_ns)],
               ['fresh pages', String(one.samples)]]) : '';
        }},
        series: [{type: 'heatmap', silent: settings.still, data: pairs.cells, emphasis: {disabled: true},
                  itemStyle: {borderColor: colours.paper, borderWidth: pairs.cpus.length > 24 ? 0 : 2},
                  label: {show: pairs.cpus.length <= LABELLED, fontSize: 12, color: colours.ink,
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
