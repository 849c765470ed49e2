// The times of single tasks in numbers, one row per runner.
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
