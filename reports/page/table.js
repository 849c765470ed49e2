// The table of every case: sorted by any column, filtered by words, by result, and by what is chosen.
(() => {
  'use strict';
  const {element, model, chosen, known} = page;
  const workloads = Object.fromEntries(model.workloads.map((workload) => [workload.title, workload]));

  // A runner is judged at its best case.
  const results = new Map();
  for (const workload of model.workloads) {
    for (const result of workload.runners)
      if (result.best !== null) results.set(model.cases[result.best], charts.row(model, workload, result));
  }
  const verdict = (one, field) => (results.has(one) && results.get(one).words !== '' ? results.get(one)[field] : null);

  const of = (field, text) => ({key: (one) => one[field], text: (one) => known(one[field], text)});
  const ofTime = (field, text) => ({key: (one) => one.time_ns && one.time_ns[field],
                                    text: (one) => known(one.time_ns, text)});

  function resultText(one) {
    if (one.state === 'missing') return 'not run';
    const all = one.ok + one.failed + one.timeout + one.skipped;
    return one.time_ns ? one.ok + ' of ' + Math.max(one.planned, all) + ' ok' : one.state;
  }

  function remarksText(one) {
    const taints = charts.taints(one).map(({kind, samples}) => ({text: '† ' + kind, samples}));
    const remarks = one.reasons.concat(taints, one.notes).map((remark) => remark.text + ' (' + remark.samples + '×)');
    if (one.all_attempts_ns !== null)
      remarks.push(one.retaken + ' taken again: median ' + charts.duration(one.counted_ns) + ' without and ' +
                   charts.duration(one.all_attempts_ns) + ' with the disturbed attempts');
    if (one.chunk !== 0) remarks.unshift('chunk ' + one.chunk);
    if (one.placement !== '' && one.placement !== 'os') remarks.unshift('placement ' + one.placement);
    if (one.cpus !== '') remarks.unshift('CPUs ' + one.cpus);
    return remarks.join('; ');
  }

  const pairText = (one, other) => known(one, () => page.number(Math.round(one)) + ' + ' + page.number(Math.round(other)));

  // A column for what any case has a count of.
  const ofEvent = (field, title, hint) => (model.cases.some((one) => one.events[field] !== null)
      ? [{title, class: 'number detail', hint, key: (one) => one.events[field],
          text: (one) => known(one.events[field], (count) => page.number(Math.round(count)))}] : []);

  const columns = [
    {title: 'workload', class: 'name', key: (one) => one.workload, text: (one) => one.workload},
    {title: 'runner', class: 'name', key: (one) => one.runner, text: (one) => one.runner},
    {title: 'at', class: 'number', hint: 'concurrency', ...of('concurrency', String)},
    {title: 'result', class: 'name', key: resultText, text: resultText},
    {title: 'median', class: 'number strong', ...ofTime('median', (time) => charts.duration(time.median))},
    {title: 'verdict', class: 'words', hint: 'each runner at its best concurrency against the lowest median',
     key: (one) => (verdict(one, 'words') === null ? null : verdict(one, 'ratio') || 1),
     text: (one) => known(verdict(one, 'words'), String)},
    {title: 'middle half', class: 'number quiet detail',
     ...ofTime('lower_quartile', (time) => charts.durationRange(time.lower_quartile, time.upper_quartile))},
    {title: 'least to most', class: 'number quiet detail',
     ...ofTime('minimum', (time) => charts.durationRange(time.minimum, time.maximum))},
    {title: 'speedup', class: 'number', ...of('speedup', charts.ratio)},
    {title: 'over bound', class: 'number detail', hint: 'median over its lower bound, which the chart marks with [',
     ...of('over_bound', charts.ratio)},
    {title: 'throughput', class: 'number detail', key: (one) => one.bytes_per_second || one.tasks_per_second,
     text: (one) => charts.throughput(workloads[one.workload] || {task: ''}, one) || '–'},
    {title: 'setup', class: 'number detail', ...of('setup_ns', charts.duration)},
    {title: 'first run', class: 'number detail', ...of('first_ns', charts.duration)},
    {title: 'CPU time', class: 'number', ...of('cpu_ns', charts.duration)},
    ...(model.cases.some((one) => one.energy_uj !== null)
        ? [{title: 'energy', class: 'number detail', hint: 'of all processor packages, per run', ...of('energy_uj', charts.energy)}] : []),
    {title: 'memory', class: 'number', ...of('memory_bytes', charts.memory)},
    {title: 'switches', class: 'number detail', hint: 'context switches of a run, voluntary + involuntary',
     key: (one) => one.voluntary_switches, text: (one) => pairText(one.voluntary_switches, one.involuntary_switches)},
    {title: 'faults', class: 'number detail', hint: 'page faults of a run: pages given to it + pages read from a disk for it',
     key: (one) => one.events.minor_faults, text: (one) => pairText(one.events.minor_faults, one.events.major_faults)},
    ...ofEvent('migrations', 'migrations', 'how often a thread was moved to another CPU in a run'),
    ...ofEvent('instructions', 'instructions', 'of a run, without the kernel’s'),
    ...ofEvent('cycles', 'cycles', 'of a run, without the kernel’s'),
    ...ofEvent('cache_misses', 'cache misses', 'of a run, without the kernel’s'),
    {title: 'remarks', class: 'remarks', key: remarksText, text: remarksText},
  ];

  // Where there are no numbers, the reason takes their place.
  const firstNumber = columns.findIndex((column) => column.title === 'median');

  function daggerOf(one) {
    const taints = charts.taints(one).map((remark) => remark.samples + ' × ' + remark.text).join('; ');
    const title = one.tainted + ' of ' + one.planned + ' samples disturbed: ' + taints;
    return element('abbr', {class: 'dagger', title}, '†');
  }

  function cellOf(one, column) {
    const isBad = column.title === 'result' && one.state !== 'ok' && one.state !== 'missing';
    const cell = element('td', {class: column.class + (isBad ? ' bad' : '')}, column.text(one));
    if (column.title === 'runner' && one.runner in chosen.runners) cell.prepend(page.markOf(one.runner));
    if (column.title === 'median' && one.tainted > 0) cell.append(daggerOf(one));
    if (column.title === 'verdict' && verdict(one, 'contender')) cell.classList.add('strong');
    return cell;
  }

  function rowOf(one) {
    const attributes = {'data-state': one.state, title: one.name, class: results.has(one) ? 'best' : null};
    if (one.time_ns) return element('tr', attributes, columns.map((column) => cellOf(one, column)));
    return element('tr', attributes, columns.slice(0, firstNumber).map((column) => cellOf(one, column)),
                   element('td', {class: 'bad', colspan: columns.length - firstNumber}, remarksText(one)));
  }

  const rows = model.cases.map((one, order) => ({
    one, order, element: rowOf(one), words: columns.map((column) => column.text(one)).join(' ').toLowerCase()}));
  const body = element('tbody', {}, rows.map((row) => row.element));
  const search = element('input', {type: 'search', placeholder: 'words, such as primes pool', oninput: filter});
  const result = element('select', {onchange: filter},
      [['', 'all'], ['ok', 'ok'], ['bad', 'not ok']].map(([value, text]) => element('option', {value}, text)));
  const count = element('output', {'aria-live': 'polite'});
  const none = element('p', {class: 'nothing', hidden: true}, 'No case matches.');

  function isShown(row) {
    const isChosen = chosen.workloads[row.one.workload] !== false && chosen.runners[row.one.runner] !== false;
    const fits = result.value === '' || (row.one.state === 'ok') === (result.value === 'ok');
    return isChosen && fits && search.value.toLowerCase().split(/\s+/).every((word) => row.words.includes(word));
  }

  function filter() {
    let shown = 0;
    for (const row of rows) {
      row.element.hidden = !isShown(row);
      if (!row.element.hidden) ++shown;
    }
    count.textContent = (shown === rows.length ? '' : shown + ' of ') + page.plural(rows.length, 'case');
    none.hidden = shown > 0;
  }

  // What is unknown comes last, whichever way the rest is sorted.
  function compare(a, b, direction) {
    const unknown = (value) => value === null || value === undefined || value === '';
    if (unknown(a) || unknown(b)) return unknown(a) - unknown(b);
    return direction * (typeof a === 'string' ? a.localeCompare(b, 'en', {numeric: true}) : a - b);
  }

  function sortBy(column, heading) {
    const direction = heading.getAttribute('aria-sort') === 'ascending' ? -1 : 1;
    for (const other of heading.parentNode.children) other.removeAttribute('aria-sort');
    heading.setAttribute('aria-sort', direction === 1 ? 'ascending' : 'descending');
    rows.sort((a, b) => compare(column.key(a.one), column.key(b.one), direction) || a.order - b.order);
    body.append(...rows.map((row) => row.element));
  }

  function headingOf(column) {
    const kind = ['number', 'detail'].filter((one) => column.class.includes(one)).join(' ') || null;
    const heading = element('th', {scope: 'col', class: kind, title: column.hint});
    heading.append(element('button', {type: 'button', onclick: () => sortBy(column, heading)}, column.title));
    return heading;
  }

  // Columns of detail are shown when they are asked for: all of them are wider than most screens.
  const table = element('table', {}, element('thead', {}, element('tr', {}, columns.map(headingOf))), body);
  const all = element('button', {type: 'button', class: 'chip', 'aria-pressed': 'false', onclick: () => {
    all.setAttribute('aria-pressed', String(table.classList.toggle('all')));
  }}, 'All ' + columns.length + ' columns');

  page.fillCases = () => {
    page.byId('case-table').append(
        element('div', {class: 'tools'},
                element('label', {}, 'Filter', search), element('label', {}, 'Result', result), count, all),
        element('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-labelledby': 'cases-title'}, table), none);
    page.always(filter);
    // A browser lays out once what it has not seen yet, and of a thousand rows that takes longer than the first charts.
    requestAnimationFrame(() => setTimeout(() => page.byId('case-table').classList.remove('later'), 0));
  };
})();
