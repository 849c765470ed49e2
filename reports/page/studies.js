// What the commands that answer one question have found, and which of them have not been run.
(() => {
  'use strict';
  const {element, model, chosen, byId, known} = page;
  // With a reason a number is an upper bound.
  const duration = (ns, reason) => (ns === null ? '–' : (reason === '' ? '' : '≤ ') + charts.duration(ns));

  const runner = ['runner', 'name', (row) => [page.markOf(row.runner), row.runner]];

  // One of the values of an axis of the map, by a slider, kept in the link.
  function sliderOf(title, kind, values, textOf) {
    const words = element('b', {});
    const input = element('input', {type: 'range', min: 0, max: values.length - 1, 'data-choose': kind, oninput: () => {
      chosen[kind] = values[input.value];
      page.changed();
    }});
    page.always(() => {
      input.value = values.indexOf(chosen[kind]);
      words.textContent = textOf(chosen[kind]);
      input.setAttribute('aria-valuetext', words.textContent);
    });
    return element('label', {}, element('span', {}, title), words, input);
  }

  function fillMap(section) {
    const {map} = model;
    section.querySelector('.result').textContent = map.words;
    const answer = element('output', {});
    section.querySelector('.task').append(sliderOf('Your task takes', 'length', map.lengths, charts.durationTick),
                                          sliderOf('of which it waits', 'waiting', map.shares, charts.percent), answer);
    page.always(() => {
      const spot = map.spots.find((one) => one.length_ns === chosen.length && one.waiting === chosen.waiting);
      answer.replaceChildren(spot.runner === '' ? '' : page.markOf(spot.runner), charts.mapSentence(model, spot));
    });
    const measured = map.spots.filter((spot) => spot.measured);
    const at = (length, share) => measured.find((spot) => spot.length_ns === length && spot.waiting === share);
    section.querySelector('table').append(...page.tableParts([
      ['a task takes', 'number', charts.durationTick],
      ...map.shares.filter((share) => measured.some((spot) => spot.waiting === share)).map((share) =>
          [share === 0 ? 'no waiting' : charts.percent(share) + ' of it waiting', null, (length) => page.known(at(length, share), (spot) => spot.words)]),
    ], map.lengths.filter((length) => measured.some((spot) => spot.length_ns === length))));
  }

  function fillGranularity(section) {
    section.querySelector('.result').textContent = model.granularity.words;
    const reasons = (row) => [['50 %', row.metg_50_reason], ['90 %', row.metg_90_reason], ['pays', row.break_even_reason]]
        .filter(([, reason]) => reason !== '').map(([what, reason]) => what + ': ' + reason).join('; ');
    section.querySelector('table').append(...page.tableParts([
      runner,
      ['at', 'number', (row) => String(row.concurrency)],
      ['METG(50 %)', 'number strong', (row) => duration(row.metg_50, row.metg_50_reason)],
      ['METG(90 %)', 'number', (row) => duration(row.metg_90, row.metg_90_reason)],
      ['pays from', 'number', (row) => duration(row.break_even, row.break_even_reason)],
      ['why', 'remarks', reasons],
    ], model.granularity.results));
  }

  function fillCores(section) {
    const words = model.cores.maps.map((map) => map.workload + ': ' + map.words)
        .concat(model.cores.latency_words === '' ? [] : [model.cores.latency_words])
        .concat(model.cores.failed.map((text) => 'not measured: ' + text));
    section.querySelector('.result').replaceChildren(...words.map((text) => element('span', {class: 'line'}, text + '.')));
  }

  function fillMemory(section) {
    section.querySelector('.result').textContent = model.memory.words + '.';
    const most = (row) => row.points[row.points.length - 1];
    section.querySelector('table').append(...page.tableParts([
      runner,
      ['most in flight', 'number', (row) => page.number(most(row).tasks)],
      ['a task', 'number strong', (row) => charts.memory(most(row).bytes_per_task)],
      ['in all', 'number', (row) => charts.memory(most(row).bytes)],
      ['why no more', 'remarks', (row) => row.stopped],
    ], model.memory.results));
  }

  const studies = [
    {id: 'map', fill: fillMap, tells: 'which model is the fastest for which length of task and share of waiting'},
    {id: 'granularity', fill: fillGranularity, tells: 'how small a task may be before it costs more than it gains'},
    {id: 'cores', fill: fillCores, tells: 'what each CPU is worth, and how far it is from core to core'},
    {id: 'memory', fill: fillMemory, tells: 'what a task in flight weighs, up to a million of them'},
  ];

  // Of a claim its word and what else there is to say: the ratio and its interval stand beside it.
  const verdictOf = (one) => (['slower', 'faster'].includes(one.verdict) ? [one.verdict, ...one.words.split('; ').slice(1)].join('; ') : one.words);

  const abColumns = [
    ['case', 'name', (one) => one.name],
    ['old', 'number', (one) => known(one.old_ns, charts.duration)],
    ['new', 'number', (one) => known(one.new_ns, charts.duration)],
    ['new over old', 'number strong', (one) => known(one.ratio, charts.amount)],
    ['interval', 'number quiet', (one) => known(one.low, (low) => charts.amount(low) + ' – ' + charts.amount(one.high))],
    ['verdict', 'words', verdictOf],
    ['old against itself', 'words', (one) => one.control_words],
  ];

  const sideText = (side, name) => name + ' is ' + [side.program, ...side.params].join(', ') + (side.binary_sha256 && ' (' + side.binary_sha256.slice(0, 12) + ')');

  // The new side of `ab` against the old one, case by case, and beside it the old one against itself.
  function fillAb() {
    byId('overview').before(element('section', {id: 'ab', 'data-contents': 'New against old', 'aria-labelledby': 'ab-title'},
        element('h2', {id: 'ab-title'}, 'New against old, case by case'),
        element('p', {class: 'about'}, 'Times are medians over the rounds, less what a round did to all. A ratio above 1 means that the new side takes longer; all intervals hold together with 95 %. ' +
            model.run.sides.map((side, at) => sideText(side, at === 0 ? 'Old' : 'New')).join('; ') + '.'),
        page.scrolling('New against old', element('table', {}, ...page.tableParts(abColumns, model.ab.cases)))));
  }

  // What earlier runs of the same work were like; no study of its own, so nothing is missing without it.
  const history = {id: 'history', fill: (section) => { section.querySelector('.result').textContent = model.history.words; }};

  page.fillStudies = (items) => {
    if (model.ab) fillAb();
    const missing = studies.filter(({id}) => !model[id]);
    for (const {id, fill} of [...studies, history]) {
      if (!model[id]) continue;
      const section = byId(id);
      section.hidden = false;
      fill(section);
      section.querySelector('.figures').append(
          ...items.filter((item) => item.chart.section === id).map((item) => page.figureOf(item)));
    }
    byId('more').hidden = missing.length === 0;
    byId('more').querySelector('ul').append(...missing.map(({id, tells}) =>
        element('li', {}, element('code', {}, './run.sh ' + id), ' ' + tells)));
  };
})();
