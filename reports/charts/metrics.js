// What the bars of each runner can show: the numbers that a case has. And the runners at one concurrency.
(function () {
  'use strict';

  // In the room of a tick a unit of tasks has no place.
  function rateTick(value, workload) {
    if (value === 0) return '0';
    return workload.bytes > 0 ? charts.rate(value, 'B').replace(/\.0+ /, ' ') : charts.countTick(value) + '/s';
  }

  function energyTick(value) { return value === 0 ? '0' : charts.energy(value).replace(/\.0+ /, ' '); }

  function memoryMethod(cases) {
    for (var i = 0; i < cases.length; i++) if (cases[i].memory_method) return ' (' + cases[i].memory_method + ')';
    return '';
  }

  // {id, name, title, value(case): null where it is not known, text and tick(value, workload, case), spread(case): a Spread
  // or null, bound(case): what it cannot be less than, or null, reference(case): what it may be held against, or null,
  // samples(case): of which it is the median, step: see charts.valueAxis, about(model, workload, cases): what the subtitle calls it; the time says it with its samples, room in pixels}
  var METRICS = [
    {id: 'time', name: 'time', title: 'Time per runner', text: charts.duration, tick: charts.durationTick,
     value: function (one) { return one.time_ns && one.time_ns.median; },
     spread: function (one) { return one.time_ns; },
     bound: function (one) { return one.bound_ns; },
     reference: function (one) { return one.reference_ns; },
     samples: function (one) { return one.samples_ns; }},
    {id: 'speedup', name: 'speedup', title: 'Speedup per runner', text: charts.ratio, tick: charts.ratioTick,
     value: function (one) { return one.speedup; },
     about: function (model) { return 'Median of ' + model.baseline + ' over the runner’s median'; }},
    {id: 'throughput', name: 'throughput', title: 'Throughput per runner', tick: rateTick, room: 124,
     value: function (one) { return one.bytes_per_second === null ? one.tasks_per_second : one.bytes_per_second; },
     text: function (value, workload, one) { return charts.throughput(workload, one); },
     about: function (model, workload) { return (workload.bytes > 0 ? 'Bytes' : 'Tasks') + ' in a second of the median run'; }},
    {id: 'cpu', name: 'CPU time', title: 'CPU time per runner', text: charts.duration, tick: charts.durationTick,
     value: function (one) { return one.cpu_ns; },
     about: function () { return 'CPU time of a run, all threads and processes together'; }},
    {id: 'memory', name: 'memory', title: 'Memory per runner', text: charts.memory, tick: charts.memoryTick, step: charts.memoryStep,
     value: function (one) { return one.memory_bytes; },
     about: function (model, workload, cases) { return 'Memory' + memoryMethod(cases); }},
    {id: 'switches', name: 'context switches', title: 'Context switches per runner', text: charts.grouped, tick: charts.countTick,
     value: function (one) {
       return one.voluntary_switches === null ? null : one.voluntary_switches + one.involuntary_switches;
     },
     about: function () { return 'Context switches of a run, voluntary and involuntary'; }},
    {id: 'energy', name: 'energy', title: 'Energy per runner', text: charts.energy, tick: energyTick,
     value: function (one) { return one.energy_uj; },
     about: function () { return 'Energy of all processor packages, of a run'; }}
  ];

  // The metric that is chosen; the time, where none is.
  charts.metric = function (settings) {
    return METRICS.filter(function (metric) { return metric.id === settings.metric; })[0] || METRICS[0];
  };

  // Those that any case has a number of.
  charts.metrics = function (model) {
    return METRICS.filter(function (metric) {
      return model.cases.some(function (one) { return one.time_ns !== null && metric.value(one) !== null; });
    });
  };

  // The concurrencies that were planned.
  charts.concurrencies = function (model) {
    var cases = charts.flat(charts.flat(model.workloads, function (workload) { return workload.runners; }), function (result) { return result.cases; });
    return charts.distinct(cases.map(function (index) { return model.cases[index].concurrency; })).filter(function (number) { return number > 0; });
  };

  function timeOf(row) { return row.best ? row.best.time_ns.median : Infinity; }

  // The rows of charts.rows at one concurrency, fastest first. Verdicts are on the best concurrency of each: here is none.
  // `there` are the cases at that concurrency; `absent` says that there is none.
  charts.rowsAt = function (rows, concurrency) {
    return rows.map(function (row, place) {
      var there = row.cases.filter(function (one) { return one.concurrency === concurrency; });
      var best = there.filter(function (one) { return one.time_ns !== null; }).sort(function (a, b) {
        return a.time_ns.median - b.time_ns.median;
      })[0] || null;
      return {name: row.name, cases: row.cases, there: there, best: best, verdict: '', words: '', ratio: null, usl: row.usl,
              contender: false, absent: there.length > 0 ? '' : 'no case at ' + concurrency, place: place};
    }).sort(function (a, b) {
      return timeOf(a) === timeOf(b) ? a.place - b.place : timeOf(a) < timeOf(b) ? -1 : 1;
    });
  };

  // Why a row has no number: {words, isBad}. `say` gives the words for a case.
  charts.absence = function (row, say) {
    if (row.absent) return {words: row.absent, isBad: false};
    return {words: say((row.there || row.cases)[0]), isBad: true};
  };

  // A log axis where it is asked for, or where on a linear one the least would shrink to nothing.
  var LOG_FROM = 8;  // largest over least
  charts.isLog = function (values, settings) {
    var positive = values.filter(function (value) { return value > 0; });
    if (positive.length === 0 || settings.scale === 'linear') return false;
    return settings.scale === 'log' || Math.max.apply(null, positive) / Math.min.apply(null, positive) > LOG_FROM;
  };
})();
