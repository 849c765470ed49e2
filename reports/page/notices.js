// What a reader must know before the numbers: what is missing, what went wrong, and how steady the machine was.
(() => {
  'use strict';
  const {element, model, notice} = page;
  const {run} = model;
  const FEW = 3;  // items that are seen at once

  // Cases of one runner that went wrong in one way, in one line.
  function failureLines() {
    const groups = new Map();
    for (const one of model.cases) {
      if (one.reasons.length === 0) continue;
      const key = JSON.stringify([one.workload, one.runner, one.reasons.map((remark) => remark.text)]);
      if (!groups.has(key)) groups.set(key, {one, at: [], samples: 0});
      groups.get(key).at.push(one.concurrency);
      groups.get(key).samples += one.failed + one.timeout + one.skipped;
    }
    return [...groups.values()].map(({one, at, samples}) => element('li', {},
        one.workload + ', ' + one.runner + ' at ' + at.join(', ') + ': ' + page.plural(samples, 'sample') + ', ' +
        one.reasons.map((remark) => remark.text).join('; ')));
  }

  function listOf(items) {
    const more = items.slice(FEW);
    return [items.length > 0 && element('ul', {}, items.slice(0, FEW)),
            more.length > 0 && element('details', {}, element('summary', {}, more.length + ' more'),
                                       element('ul', {}, more))];
  }

  function failures() {
    const bad = model.failed + model.timeout;
    const parts = [[model.failed, ' failed'], [model.timeout, ' timed out'], [model.skipped, ' skipped']]
        .filter(([count]) => count > 0).map(([count, what]) => page.number(count) + what);
    return parts.length > 0 && notice(bad ? 'bad' : 'warn',
        'Of ' + page.plural(model.ok + bad + model.skipped, 'sample') + ', ' + parts.join(', ') +
        '; they have no times.', listOf(failureLines()));
  }

  // A warning reads 'what: how it is. What it does: … What mends it: ….'; one that does not stays as it is.
  function warningLine(text) {
    const effect = text.indexOf(' What it does: ');
    const remedy = text.indexOf(' What mends it: ', effect);
    if (effect < 0) return element('li', {}, text);
    return element('li', {}, element('b', {}, text.slice(0, effect)),
                   text.slice(effect, remedy < 0 ? undefined : remedy),
                   remedy >= 0 && element('span', {class: 'quiet'}, text.slice(remedy)));
  }

  function disturbedLine() {
    const all = model.ok + model.failed + model.timeout + model.skipped;
    if (model.tainted === 0) return model.canary_ns.length > 0 && element('p', {}, 'No sample was disturbed.');
    const kinds = model.taints.map((taint) => taint.text + ' ' + page.number(taint.samples)).join(', ');
    return element('p', {}, element('b', {}, 'Disturbed: ' + page.number(model.tainted) + ' of ' +
        page.plural(all, 'sample')), ' (' + kinds + '). Disturbed samples count all the same. † marks the cases ' +
        'that have some; in curves their points are hollow.');
  }

  // Values from the left, from the least to the most filling the height.
  function sparkline(values, width, least = Math.min(...values), most = Math.max(...values)) {
    const range = most - least;
    const points = values.map((value, i) => (2 + (width - 4) * i / (values.length - 1)).toFixed(1) + ',' +
                                            (range > 0 ? 16 - 14 * (value - least) / range : 9).toFixed(1));
    const svg = page.svgElement('svg', {viewBox: '0 0 ' + width + ' 18', width, height: 18, class: 'sparkline',
                                        'aria-hidden': 'true'});
    svg.append(page.svgElement('polyline', {points: points.join(' ')}));
    return svg;
  }

  function canaryLine() {
    const times = model.canary_ns;
    if (times.length === 0) return false;
    const drift = Math.max(...times) / Math.min(...times) - 1;
    return element('p', {}, element('b', {}, 'The machine’s own speed varied by ' + charts.percent(drift)),
        ' over the run: a fixed small kernel took ' + charts.durationRange(Math.min(...times), Math.max(...times)) +
        ' in the ' + page.plural(times.length, 'block') + '.', times.length > 1 && sparkline(times, 96));
  }

  // The CPUs that did work at once, beside every sample from the first to the last; all of them are the full height.
  function givenLine() {
    const {had, cpus, words, median} = model.given;
    if (had.length === 0) return false;
    return element('p', {}, (words || 'The machine gave its ' + page.plural(cpus, 'CPU') + ' throughout') +
        '; in half of the samples at least ' + charts.amount(median) + '.',
        had.length > 1 && sparkline(had, 320, 0, Math.max(cpus, ...had)));
  }

  function steadiness() {
    if (run.warnings.length === 0 && model.tainted === 0 && model.canary_ns.length === 0) return false;
    const isNoisy = run.warnings.length > 0 || model.tainted > 0;
    return notice(isNoisy ? 'warn' : '', isNoisy ? 'What makes these numbers noisy' : 'How steady the machine was',
                  listOf(run.warnings.map(warningLine)), disturbedLine(), canaryLine(), givenLine(),
                  model.controls.words !== '' && element('p', {}, model.controls.words + '.'));
  }

  page.fillNotices = () => {
    const ab = model.ab && notice(model.ab.control_differs > 0 ? 'bad' : '', 'New against old: ' + model.ab.conclusion + '.',
                                  element('p', {}, model.ab.control + '.'));
    const incomplete = !model.complete && notice('bad', 'Incomplete: ' + model.incomplete + '.');
    const troubles = model.troubles.length > 0 && notice('bad', 'Beside the samples', listOf(model.troubles));
    const falseClaim = model.controls.warning !== '' && notice('bad', model.controls.warning + '.');
    page.byId('notices').append(...[ab, incomplete, failures(), troubles, falseClaim, steadiness()].filter(Boolean));
  };
})();
