// What is known of a workload beside its charts: the times of single tasks in numbers, and the scaling laws fitted to its runners.
(() => {
  'use strict';
  const {element, model, known} = page;

  const time = (distribution, field) => ({trace}) => known(trace[distribution] && trace[distribution][field], charts.duration);
  const overshoots = ({trace}) => trace.overshoot;
  const moves = ({trace}) => trace.moved > 0;
  // [title, text of a case, hint, a column only where this holds for any case]
  const columns = [
    ['done: p50', time('completion', 'p50'), 'from the start of the run to the end of a task'],
    ['p90', time('completion', 'p90')], ['p99', time('completion', 'p99')], ['last', time('completion', 'maximum')],
    ['a task: p50', time('own', 'p50'), 'from its own begin to its own end'],
    ['p90', time('own', 'p90')], ['p99', time('own', 'p99')], ['p99.9', time('own', 'p999')], ['longest', time('own', 'maximum')],
    ['overshoot: p50', time('overshoot', 'p50'), 'a task above the least it can take', overshoots],
    ['p90', time('overshoot', 'p90'), null, overshoots], ['most', time('overshoot', 'maximum'), null, overshoots],
    ['moved', ({trace}) => page.number(trace.moved), 'tasks that ended on another thread than they began on', moves],
    ['workers', ({trace}) => page.number(trace.workers)],
    ['busy', ({trace}) => known(trace.busy, charts.percent), 'share of the run in which a worker had a task'],
    ['imbalance', ({trace}) => known(trace.imbalance, charts.ratio), 'the busiest worker over the mean'],
    ['fairness', ({trace}) => known(trace.fairness, (value) => value.toFixed(2)), 'Jain’s index of the busy times'],
    ['traced run', (one) => charts.duration(one.trace.wall_ns) + ', ' + charts.ratio(one.trace.wall_ns / one.time_ns.median),
     'its time, and over the median of the timed runs'],
  ];

  function partsOf(workload) {
    const rows = charts.traced(model, workload, page.settings());
    const shown = columns.filter(([, , , holds]) => !holds || rows.some(({best}) => holds(best)));
    return page.tableParts([['runner', 'name', (row) => [page.markOf(row.name), row.name]],
                            ['at', 'number', (row) => String(row.best.concurrency)],
                            ...shown.map(([title, text, hint]) => [title, 'number', (row) => text(row.best), hint])], rows);
  }

  // Null where nothing was traced. Where no timeline could say whose traced runs are not drawn, a sentence does.
  page.latencyOf = (workload) => {
    const isDrawn = charts.traced(model, workload, {}).length > 0;
    if (!isDrawn) {
      const why = charts.notTraced(model, workload, {});
      return why === '' ? null : element('p', {class: 'about'}, 'What happened inside the runs: ' + why + '.');
    }
    const table = element('table', {});
    page.always(() => table.replaceChildren(...partsOf(workload)));
    return element('details', {class: 'latency'}, element('summary', {}, 'The times of single tasks in numbers, and how evenly workers were loaded'),
        page.scrolling(workload.title + ': times of single tasks', table));
  };

  page.fillNoteCost = () => {
    const costs = model.cases.filter(({trace}) => trace && trace.reason === '').map(({trace}) => trace.note_ns);
    if (costs.length === 0) return;
    page.byId('note-cost').textContent = '; the notes of a task cost ' +
        charts.durationRange(Math.min(...costs), Math.max(...costs)) + ' here';
  };
})();

// The scaling laws, or why none is fitted.
(() => {
  'use strict';
  const {element} = page;
  const share = (estimate) => charts.percent(estimate.value) + ' (' + charts.percent(estimate.low) + ' – ' +
                              charts.percent(estimate.high) + ')';
  const digits = (value) => (value === 0 ? '0' : value < 0.001 ? value.toExponential(1) : value.toPrecision(2));
  const lawOf = (law, shown) => (!law ? '–' : law.superlinear ? 'none: better than in proportion' : shown(law));
  const small = ({value, low, high}) => digits(value) + ' (' + digits(low) + ' – ' + digits(high) + ')';

  const columns = [
    ['runner', 'name', (result) => [page.markOf(result.runner), result.runner]],
    ['best here', 'number', (result) => (result.best === null ? '–' : 'at ' + page.model.cases[result.best].concurrency)],
    ['serial share (Amdahl)', 'number', (result) => lawOf(result.amdahl, (law) => share(law.serial))],
    ['contention σ', 'number', (result) => lawOf(result.usl, (law) => share(law.sigma))],
    ['coherency κ', 'number', (result) => (result.usl && !result.usl.superlinear ? small(result.usl.kappa) : '–')],
    ['knee', 'number', (result) => (result.usl && result.usl.knee !== null ? 'at ' + Math.round(result.usl.knee) : 'none seen')],
  ];

  page.scalingOf = (workload) => {
    const fitted = workload.runners.filter((result) => result.usl !== null);
    if (fitted.length === 0) return workload.scaling === '' ? null : element('p', {class: 'about'}, workload.scaling);
    return page.scrolling('How it scales', element('table', {class: 'scaling'},
        element('caption', {}, 'Amdahl’s law and the Universal Scalability Law, fitted up to all CPUs, with 95 % intervals'),
        page.tableParts(columns, fitted)));
  };
})();
