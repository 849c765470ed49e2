// Puts the page together: what machine this was and what ran, what can be chosen, the figures, the tables.
(() => {
  'use strict';
  const {element, model, chosen, byId} = page;
  const {run} = model;
  const {machine, tool} = run;
  const known = (text) => text !== null && text !== undefined && text !== '' && text !== 'unknown';

  function fillFacts(list, facts) {
    for (const [name, text, wide] of facts)
      if (known(text))
        list.append(element('div', {class: wide ? 'wide' : null}, element('dt', {}, name), element('dd', {}, text)));
  }

  function cpusText() {
    const parts = [];
    if (machine.cpus !== null) parts.push(page.plural(machine.cpus, 'CPU'));
    if (machine.cores !== null) parts.push(page.plural(machine.cores, 'core'));
    if (machine.sockets !== null) parts.push(page.plural(machine.sockets, 'socket'));
    if (machine.cpus_allowed !== null && machine.cpus_allowed !== machine.cpus)
      parts.push(machine.cpus_allowed + ' allowed');
    if (machine.quota_cpus !== null) parts.push('quota ' + machine.quota_cpus);
    return parts.join(', ');
  }

  function cachesText() {
    return machine.caches.map((cache) => 'L' + cache.level + (cache.type === 'unified' ? '' : ' ' + cache.type) + ' ' +
        charts.memory(cache.bytes) + (cache.count > 1 ? ' × ' + cache.count : '')).join(', ');
  }

  function started() {
    const time = new Date(run.started);
    if (isNaN(time)) return run.started;
    return time.toLocaleString('en-GB', {dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC'}) + ' UTC';
  }

  function fillHeader() {
    byId('machine-name').textContent = run.label || machine.hostname || 'an unnamed machine';
    const amounts = [page.plural(model.runners.length, 'model'), page.plural(model.workloads.length, 'workload'),
                     page.plural(model.ok, 'good sample')];
    byId('lede').textContent = amounts.join(', ') + '. Measured ' + started() + '.';
    fillFacts(byId('facts'), [
      ['Processor', machine.cpu_model],
      ['CPUs', cpusText()],
      ['Memory', machine.memory_bytes && charts.memory(machine.memory_bytes)],
      ['Caches', cachesText()],
      ['System', [machine.os, machine.kernel].filter(known).join(', ')],
      ['Virtualised', machine.virtualized],
      ['SMT', machine.smt],
      ['Governor', machine.governor],
      ['Boost', machine.boost],
      ['File system', machine.filesystem],
      ['Plan', (run.profile ? run.profile + ', ' : '') + page.plural(run.blocks, 'block') + ', ' +
               page.plural(run.cases.length, 'case')],
    ]);
    fillFacts(byId('build'), [
      ['Command', element('code', {}, ['concbench'].concat(run.argv[0] === 'concbench' ? run.argv.slice(1) : run.argv).join(' ')), true],
      ['Started', started()],
      ['Run', run.run_id],
      ['Seed', String(run.seed)],
      ['Program', [tool.version, tool.commit].filter(known).join(', ')],
      ['Compiler', [tool.compiler, tool.build_type].filter(known).join(', ')],
      ['Flags', tool.flags && element('code', {}, tool.flags)],
      ['Libraries', Object.entries(tool.libraries).map(([name, version]) => name + ' ' + version).join(', '), true],
      ['SHA-256 of the program', tool.binary_sha256 && element('code', {}, tool.binary_sha256), true],
    ]);
  }

  // What to use on this machine, first of all: the sentences that reports/words/advice makes from the verdicts.
  function fillAdvice() {
    const {recommendations, rules} = model.advice;
    const section = byId('advice');
    section.hidden = recommendations.length === 0;
    section.querySelector('dl').append(...recommendations.map(({workload, kind, runner, sentence, cost}) => element('div', {},
        element('dt', {}, workload, kind && element('span', {class: 'kind'}, charts.kindName(kind))),
        element('dd', {}, runner !== '' && page.markOf(runner), sentence + '.', cost !== '' && element('span', {class: 'cost'}, 'It costs ' + cost + '.')))));
    section.querySelector('ul').append(...rules.map((rule) => element('li', {}, rule)));
  }

  // The verdict is that on the whole plan, whatever is chosen.
  function verdictOf(workload) {
    return element('p', {class: 'result'}, element('span', {class: 'label'}, 'Verdict'), workload.conclusion,
        charts.isJudged(workload) && element('span', {class: 'quiet'},
            ' (differences under ' + charts.percent(workload.floor) + ' are not claimed)'));
  }

  function sectionOf(workload, index, items) {
    const figures = items.filter((item) => item.workload === workload && item.chart.id !== 'startup');
    return element('section', {'data-workload': workload.title, 'aria-labelledby': 'workload-' + index},
        page.headingOf(workload, index), verdictOf(workload), page.aboutOf(workload),
        element('div', {class: 'figures two'}, figures.map((item) => page.figureOf(item))),
        page.latencyOf(workload), page.scalingOf(workload));
  }

  function fillFigures() {
    const items = charts.list(model);
    const overall = items.filter((item) => item.workload === null && !item.chart.section);
    byId('overview').querySelector('.figures').append(...overall.map((item) => page.figureOf(item)));
    page.fillStudies(items);
    byId('workloads').append(...model.workloads.map((workload, index) => sectionOf(workload, index, items)));
    for (const item of items) {
      if (item.chart.id !== 'startup') continue;
      const figure = page.figureOf(item, item.workload.title, '');
      figure.setAttribute('data-workload', item.workload.title);
      byId('startup').querySelector('.figures').append(figure);
    }
    page.always(showChosen);
  }

  function showChosen() {
    for (const part of document.querySelectorAll('[data-workload]'))
      part.hidden = !chosen.workloads[part.getAttribute('data-workload')];
    const isAny = Object.values(chosen.workloads).some(Boolean);
    for (const part of ['overview', 'startup']) byId(part).hidden = !isAny;
    byId('no-workload').hidden = isAny || model.workloads.length === 0;
  }

  function fillModels() {
    byId('model-table').append(...page.tableParts([
      ['runner', 'name', (runner) => [page.markOf(runner.name), runner.name]],
      ['what it is', null, (runner) => page.known(runner.summary, String)],
      ['in Python', null, (runner) => page.known(runner.python, (text) => element('code', {}, text))],
    ], model.runners));
  }

  page.readLink();
  fillHeader();
  fillAdvice();
  page.fillNotices();
  page.fillChoices();
  fillFigures();
  page.fillTopology();
  page.fillNoteCost();
  page.fillCases();
  fillModels();
  page.fillContents();
  page.watchTheme();
  page.followLinks();
})();
