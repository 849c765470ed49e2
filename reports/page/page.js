// Puts the page together: the answers first, then what can be chosen, the figures, the tables.
(() => {
  'use strict';
  const {element, model, chosen, byId} = page;
  const {run} = model;
  const {machine, tool} = run;
  const name = run.label || machine.hostname || 'an unnamed machine';

  function started() {
    const time = new Date(run.started);
    if (isNaN(time)) return run.started;
    return time.toLocaleString('en-GB', {dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC'}) + ' UTC';
  }

  function planText() {
    if (run.cases.length === 0) return '';
    return (run.profile ? run.profile + ' plan, ' : '') + page.plural(run.cases.length, 'case') + ' in ' + page.plural(model.blocks, 'round');
  }

  function fillHeader() {
    byId('title').textContent = 'Concurrency models on ' + name;
    byId('lede').textContent = [machine.cpu_model, page.cpusText(), started(), planText()].filter(page.isKnown).join(' · ');
    page.fillFacts(byId('build'), [
      ['Command', element('code', {}, ['concbench'].concat(run.argv[0] === 'concbench' ? run.argv.slice(1) : run.argv).join(' ')), true],
      ['Started', started()],
      ['Run', run.run_id],
      ['Seed', run.seed],
      ['Program', [tool.version, tool.commit].filter(page.isKnown).join(', ')],
      ['Compiler', [tool.compiler, tool.build_type].filter(page.isKnown).join(', ')],
      ['Flags', tool.flags && element('code', {}, tool.flags)],
      ['Libraries', Object.entries(tool.libraries).map(([library, version]) => library + ' ' + version).join(', '), true],
      ['SHA-256 of the program', tool.binary_sha256 && element('code', {}, tool.binary_sha256), true],
    ]);
    if (model.ab)  // two programs are what such a file is about
      byId('notices').append(page.notice(model.ab.control_differs > 0 ? 'bad' : '', 'New against old: ' + model.ab.conclusion + '.',
                                         element('p', {}, model.ab.control + '.')));
  }

  // A runner's name stays as it is.
  function sentence(text) {
    const isName = model.runners.some((runner) => text.split(' ')[0] === runner.name);
    return text && (isName ? text : text.charAt(0).toUpperCase() + text.slice(1)) + '.';
  }

  const SURENESS = {sure: 'follows from the claims on this page', likely: 'shown at 95 %, taken by itself', open: 'what was seen; nothing is claimed'};

  // A number and its unit stay on one line, and so do a flag and its value.
  const unbroken = (text) => text.replace(/([0-9]) (?=%|[KMG]?i?B\b|[nµm]?s\b)/g, '$1\u00A0').split(/(--[a-z]+ [0-9]+|[.]\/run[.]sh)/).map((part, at) =>
      (at % 2 === 1 ? element('span', {class: 'unbroken'}, part) : part));

  // One answer for each workload: the parts of a recommendation of reports/words/advice.
  function cardOf({workload, kind, certainty, runner, use, gain, why, others, next, sentence: whole, cost}) {
    const badge = kind !== 'overhead' && element('span', {class: 'badge ' + certainty, title: SURENESS[certainty]}, certainty);
    const detail = (text) => text !== '' && element('p', {}, unbroken(sentence(text)));
    return element('article', {'aria-label': workload},
        element('p', {class: 'of'}, element('b', {}, workload), kind && element('span', {class: 'kind'}, charts.kindName(kind)), badge),
        element('p', {class: 'use'}, use === '' ? sentence(whole) : [page.markOf(runner), use]),
        element('p', {class: 'gain'}, gain), detail(why), detail(others), detail(next),
        detail(cost && 'costs ' + cost));
  }

  function markdown() {
    const {recommendations, rules} = model.advice;
    const lines = recommendations.map((one) => '- **' + one.workload + '**: ' + [one.sentence, one.why, one.cost && 'costs ' + one.cost]
        .filter(Boolean).map(sentence).join(' '));
    return ['**' + byId('title').textContent + '** (' + page.known(byId('lede').firstChild, (text) => text.textContent) + ')', '', ...lines, ...rules.map((rule) => '- ' + rule), ''].join('\n');
  }

  function fillAnswers() {
    const {recommendations, rules} = model.advice;
    const section = byId('answers');
    section.hidden = recommendations.length === 0;
    section.querySelector('.answers').append(...recommendations.map(cardOf));
    section.querySelector('.rules').append(...rules.map((rule) => element('li', {}, rule)));
    const copy = byId('copy');
    copy.addEventListener('click', () => {
      const say = (text) => () => { copy.textContent = text; };
      (navigator.clipboard ? navigator.clipboard.writeText(markdown()) : Promise.reject())
          .then(say('Copied'), say('This browser does not let a page copy'));
    });
  }

  // The verdict is that on the whole plan, whatever is chosen.
  function verdictOf(workload) {
    return element('p', {class: 'result'}, sentence(workload.conclusion),
        charts.isJudged(workload) && element('span', {class: 'quiet'},
            ' Differences under ' + charts.percent(workload.floor) + ' are not claimed.'));
  }

  function sectionOf(workload, index, items) {
    const figures = items.filter((item) => item.workload === workload);
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
    page.always(showChosen);
  }

  function showChosen() {
    for (const part of document.querySelectorAll('[data-workload]'))
      part.hidden = !chosen.workloads[part.getAttribute('data-workload')];
    const isAny = Object.values(chosen.workloads).some(Boolean);
    byId('overview').hidden = !isAny;
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
  fillAnswers();
  page.fillQuality(byId('lede'));
  page.fillChoices();
  fillFigures();
  page.fillMachine();
  page.fillNoteCost();
  page.fillCases();
  fillModels();
  page.fillContents();
  page.watchTheme();
  page.followLinks();
})();
