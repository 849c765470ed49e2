// The times of single tasks in numbers, one row per runner.
(() => {
  'use strict';
  const {element, model} = page;
  const known = (value, text) => (value === null || value === undefined ? '–' : text(value));

  function rowsOf(workload) { return charts.traced(model, workload, page.settings()); }

  const time = (distribution, field) => ({trace}) => known(trace[distribution] && trace[distribution][field], charts.duration);
  const columns = [
    {title: 'done: p50', hint: 'from the start of the run to the end of a task', of: time('completion', 'p50')},
    {title: 'p90', of: time('completion', 'p90')}, {title: 'p99', of: time('completion', 'p99')},
    {title: 'last', of: time('completion', 'maximum')},
    {title: 'a task: p50', hint: 'from its own begin to its own end', of: time('own', 'p50')},
    {title: 'p90', of: time('own', 'p90')}, {title: 'p99', of: time('own', 'p99')}, {title: 'p99.9', of: time('own', 'p999')},
    {title: 'longest', of: time('own', 'maximum')},
    {title: 'overshoot: p50', isOvershoot: true, hint: 'a task above the least it can take', of: time('overshoot', 'p50')},
    {title: 'p90', isOvershoot: true, of: time('overshoot', 'p90')},
    {title: 'most', isOvershoot: true, of: time('overshoot', 'maximum')},
    {title: 'moved', isMoved: true, hint: 'tasks that ended on another thread than they began on', of: ({trace}) => page.number(trace.moved)},
    {title: 'workers', of: ({trace}) => page.number(trace.workers)},
    {title: 'busy', hint: 'share of the run in which a worker had a task', of: ({trace}) => known(trace.busy, charts.percent)},
    {title: 'imbalance', hint: 'the busiest worker over the mean', of: ({trace}) => known(trace.imbalance, charts.ratio)},
    {title: 'fairness', hint: 'Jain’s index of the busy times', of: ({trace}) => known(trace.fairness, (value) => value.toFixed(2))},
    {title: 'traced run', hint: 'its time, and over the median of the timed runs',
     of: (one) => charts.duration(one.trace.wall_ns) + ', ' + charts.ratio(one.trace.wall_ns / one.time_ns.median)},
  ];

  function fill(table, workload) {
    const rows = rowsOf(workload);
    const shown = columns.filter(({isOvershoot, isMoved}) =>
        (!isOvershoot || rows.some(({best}) => best.trace.overshoot)) && (!isMoved || rows.some(({best}) => best.trace.moved > 0)));
    const headings = [element('th', {scope: 'col'}, 'runner'), element('th', {scope: 'col', class: 'number'}, 'at')]
        .concat(shown.map(({title, hint}) => element('th', {scope: 'col', class: 'number', title: hint}, title)));
    table.replaceChildren(element('thead', {}, element('tr', {}, headings)), element('tbody', {}, rows.map((row) =>
        element('tr', {}, element('td', {class: 'name'}, page.markOf(row.name), row.name),
                element('td', {class: 'number'}, String(row.best.concurrency)),
                shown.map(({of}) => element('td', {class: 'number'}, of(row.best)))))));
  }

  // Null where nothing was traced.
  page.latencyOf = (workload) => {
    if (charts.traced(model, workload, {}).length === 0) return null;
    const table = element('table', {});
    const update = () => fill(table, workload);
    update();
    page.onChange(update);
    return element('details', {class: 'latency'}, element('summary', {}, 'The times of single tasks in numbers, and how evenly workers were loaded'),
        element('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': workload.title + ': times of single tasks'}, table));
  };

  page.fillNoteCost = () => {
    const costs = model.cases.filter(({trace}) => trace && trace.reason === '').map(({trace}) => trace.note_ns);
    if (costs.length === 0) return;
    document.getElementById('note-cost').textContent = '; the notes of a task cost ' +
        charts.durationRange(Math.min(...costs), Math.max(...costs)) + ' here';
  };
})();
