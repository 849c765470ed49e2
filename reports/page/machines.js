// The page of machines, or builds, side by side: the machines, each workload, and each case of the sides after the first.
(() => {
  'use strict';
  const {element, model, chosen, byId, known} = page;
  const first = model.machines[0].name;
  const FEW = 50;  // rows that are seen at once

  // Long tables show their first rows until more are asked for.
  function tableOf(name, columns, rows) {
    const [head, body] = page.tableParts(columns, rows.slice(0, FEW));
    const table = page.scrolling(name, element('table', {}, head, body));
    if (rows.length <= FEW) return [table];
    const more = element('button', {type: 'button', class: 'chip', onclick: () => {
      body.append(...page.tableParts(columns, rows.slice(FEW))[1].children);
      more.remove();
    }}, 'Show all ' + page.number(rows.length));
    return [table, more];
  }

  const judged = model.machines.map((machine, index) => ({...machine, index})).filter((machine) => machine.comparison !== null);

  const sideOf = (machine) => [page.markOf(machine.index), machine.name];
  const count = (title, key) => [title, 'number', (machine) => page.number(machine.comparison.counts[key])];
  const isJudged = ({comparison}) => comparison.unjudged === '';
  const counts = [
    ['against ' + first, 'name', sideOf],
    ['runs', 'number', ({comparison}) => comparison.other_runs + ' against ' + comparison.reference_runs],
    ...(judged.some(isJudged) ? [count('slower', 'slower'), count('faster', 'faster'), count('equivalent', 'equivalent'), count('undecided', 'undecided')] : []),
    count('not judged', 'not_judged'), count('not comparable', 'not_comparable'),
    ['remarks', 'remarks', ({comparison}) => [comparison.unjudged && 'not judged: ' + comparison.unjudged, ...comparison.notes].filter(Boolean).join('; ')],
  ];

  const casesOf = (comparison) => [
    ['case', 'name', (one) => one.name],
    [comparison.reference, 'number', (one) => known(one.reference_ns, charts.duration)],
    [comparison.other, 'number', (one) => known(one.other_ns, charts.duration)],
    ['ratio', 'number strong', (one) => known(one.ratio, charts.amount)],
    [isJudged({comparison}) ? 'interval' : 'seen', 'number quiet', (one) => known(one.low, (low) => charts.amount(low) + ' – ' + charts.amount(one.high))],
    ['verdict', 'words', (one) => one.words],
    ['remarks', 'remarks', (one) => one.remarks.join('; ')],
  ].filter(([title]) => title !== 'verdict' || comparison.cases.some((one) => one.words !== ''));

  const differences = [
    ['machine and build', 'name', (one) => one.field],
    ['the first', 'remarks', (one) => one.reference],
    ['here', 'remarks', (one) => one.other],
  ];

  function detailsOf({name, comparison}) {
    return [[comparison.cases, casesOf(comparison), 'Every case of '], [comparison.differences, differences, 'What differs in machine and build: ']]
        .filter(([rows]) => rows.length > 0)
        .map(([rows, columns, title]) => element('details', {}, element('summary', {}, title + name + ' (' + rows.length + ')'),
                                                 tableOf(title + name, columns, rows)));
  }

  function fillVerdicts() {
    const section = byId('verdicts');
    section.querySelector('.table').append(...tableOf('Case by case', counts, judged));
    section.querySelector('.details').append(...judged.flatMap(detailsOf));
  }

  // A name stays as it is.
  function sentence(text) {
    const isName = model.machines.some((machine) => text.startsWith(machine.name));
    return (isName ? text : text.charAt(0).toUpperCase() + text.slice(1)) + '.';
  }

  function fillHeader() {
    const names = model.machines.map((machine) => machine.name);
    byId('names').textContent = names.length === 2 ? names.join(' and ') : page.plural(names.length, 'machine');
    byId('lede').textContent = 'Held against ' + first + ', the first: ' + page.plural(model.workloads.length, 'workload') + ' in common.';
    const listed = (kind, title, items) => items.length > 0 &&
        page.notice(kind, title, element('ul', {}, items.map((text) => element('li', {}, text))));
    byId('notices').append(...[listed('bad', 'Left out, because they cannot be read', model.left_out),
                               listed('warn', 'To know first', model.notes)].filter(Boolean));
  }

  // Also the legend of all charts, and the choice of what they draw.
  function fillMachines() {
    const tick = (machine) => element('input', {type: 'checkbox', value: machine.index, 'aria-label': 'Draw ' + machine.name,
        checked: chosen.machines[machine.index], onchange: (event) => {
          chosen.machines[machine.index] = event.target.checked;
          page.changed();
        }});
    page.onChange(() => {
      for (const box of byId('machines').querySelectorAll('input')) box.checked = chosen.machines[box.value];
    });
    const cpus = ({cpus, cores, cpus_allowed: allowed}) => known(cpus, String) +
        (cores !== null && cores !== cpus ? ' (' + page.plural(cores, 'core') + ')' : '') +
        (allowed !== null && allowed !== cpus ? ', ' + allowed + ' to use' : '');
    const columns = [
      ['drawn', '', tick],
      ['machine', 'name', (machine) => [page.markOf(machine.index), machine.name]],
      ['processor', '', (machine) => known(machine.cpu_model, String)],
      ['CPUs', 'number', cpus],
      ['memory', 'number', (machine) => known(machine.memory_bytes, charts.memory)],
      ['system', '', (machine) => known(machine.os, String)],
      ['runs', 'number', (machine) => page.number(machine.runs)],
      ['measured', 'name', (machine) => known(machine.started, (text) => text.slice(0, 16).replace('T', ' '))],
    ];
    if (model.machines.some((machine) => machine.price !== null))
      columns.push(['an hour costs', 'number', (machine) => known(machine.price, String)]);
    const rows = model.machines.map((machine, index) => ({...machine, index}));
    rows.sort((a, b) => b.shown - a.shown);  // those that are drawn are seen at once
    if (model.workloads.length === 0) columns.shift();  // nothing is drawn
    byId('machines').querySelector('.about').hidden = model.workloads.length === 0;
    byId('machines').querySelector('.table').append(...tableOf('The machines', columns, rows));
  }

  function timesOf(workload) {
    const best = (work) => work.models[0];
    const columns = [
      ['machine', 'name', (work) => [page.markOf(work.machine), model.machines[work.machine].name]],
      ['one thread', 'number', (work) => known(work.one_thread_ns, charts.duration)],
      ['best model', 'name', (work) => best(work).runner + ' at ' + best(work).concurrency],
      ['its time', 'number strong', (work) => charts.duration(best(work).ns)],
      ['over the first’s', 'number', (work) => (work.machine === 0 ? 'the first' : charts.amount(work.against_first))],
      ['which models are best', 'remarks', (work) => work.conclusion],
    ];
    if (workload.kind === 'cpu')
      columns.splice(2, 0, ['one core, in cores of ' + charts.shortened(first, 20), 'number', (work) => known(work.core_worth, charts.amount)]);
    if (workload.machines.some((work) => work.cost !== null))
      columns.splice(columns.findIndex(([title]) => title === 'its time') + 1, 0, ['a million runs cost', 'number', (work) => known(work.cost, charts.amount)]);
    const rows = [...workload.machines].sort((a, b) => a.against_first - b.against_first);
    return tableOf(workload.title, columns, rows);
  }

  function sectionOf(workload, index, items) {
    const figures = items.filter((item) => item.chart.section === 'workload' && item.of.workload === workload);
    return element('section', {'data-workload': workload.title, 'aria-labelledby': 'workload-' + index},
        page.headingOf(workload, index), element('p', {class: 'result'}, sentence(workload.conclusion)), page.aboutOf(workload),
        element('ul', {class: 'findings'}, workload.sentences.map((text) => element('li', {}, sentence(text)))),
        element('div', {class: 'figures two'}, figures.map((item) => page.figureOf(item, item.chart.title))),
        timesOf(workload));
  }

  function fillFigures() {
    const items = charts.list(model);
    const overview = byId('overview');
    overview.hidden = model.workloads.length === 0;
    overview.querySelector('.findings').append(...model.conclusions.map((text) => element('li', {}, sentence(text))), ...model.workloads.map((workload) =>
        element('li', {}, element('b', {}, workload.title), ': ' + workload.conclusion + '.')));
    overview.querySelector('.figures').append(
        ...items.filter((item) => item.chart.section === 'machines').map((item) => page.figureOf(item)));
    byId('workloads').append(...model.workloads.map((workload, index) => sectionOf(workload, index, items)));
  }

  page.readLink();
  fillHeader();
  fillMachines();
  fillFigures();
  fillVerdicts();
  page.fillContents();
  page.watchTheme();
  page.followLinks();
})();
