// How good the data are: in one line, and, when that is opened, what is missing, what went wrong and how steady the machine was.
(() => {
  'use strict';
  const {element, model} = page;
  const {run} = model;
  const samples = model.ok + model.failed + model.timeout + model.skipped;
  const failed = model.failed + model.timeout;

  // [text, whether a reader must know it before any number]
  const findings = [
    [!model.complete && 'the run is incomplete', true],
    [model.controls.wrong > 0 && 'its control found a false claim', true],
    [failed > 0 && page.number(failed) + ' of ' + page.plural(samples, 'sample') + ' failed', true],
    [model.troubles.length > 0 && 'not all could be measured', true],
    [model.skipped > 0 && page.number(model.skipped) + ' skipped', false],
    [model.tainted > 0 ? page.number(model.tainted) + (failed > 0 ? '' : ' of ' + page.plural(samples, 'sample')) + ' disturbed'
                       : model.canary_ns.length > 0 && 'no sample was disturbed', false],
    [run.warnings.length > 0 && page.plural(run.warnings.length, 'warning'), false],
  ].filter(([text]) => text);
  const isBad = findings.some(([, bad]) => bad);
  const line = findings.map(([text]) => text).join(', ');

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
    return [...groups.values()].map(({one, at, samples}) =>
        one.workload + ', ' + one.runner + ' at ' + at.join(', ') + ': ' + page.plural(samples, 'sample') + ', ' +
        one.reasons.map((remark) => remark.text).join('; '));
  }

  // A warning reads 'what: how it is. What it does: … What mends it: ….'; one that does not stays as it is.
  function warningLine(text) {
    const [what, effect, remedy] = text.split(/ What (?:it does|mends it): /);
    return effect === undefined ? text : [element('b', {}, what), ' ' + capital(effect),
                                          remedy !== undefined && element('span', {class: 'quiet'}, ' Remedy: ' + remedy)];
  }

  const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
  const part = (title, items) => items.length > 0 && element('div', {}, element('h3', {}, title),
      element('ul', {}, items.map((item) => element('li', {}, item))));

  function disturbed() {
    if (model.tainted === 0) return model.canary_ns.length > 0 && ['No sample was disturbed.'];
    const kinds = model.taints.map((taint) => taint.text + ' ' + page.number(taint.samples)).join(', ');
    return [page.number(model.tainted) + ' of ' + page.plural(samples, 'sample') + ' were disturbed (' + kinds +
            '). They count all the same. † marks the cases that have some; in curves their points are hollow.'];
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

  function canary() {
    const times = model.canary_ns;
    if (times.length === 0) return false;
    const drift = Math.max(...times) / Math.min(...times) - 1;
    return ['The machine’s own speed varied by ' + charts.percent(drift) + ': the same short piece of work took ' +
            charts.durationRange(Math.min(...times), Math.max(...times)) + ' in the ' + page.plural(times.length, 'round') + '.',
            times.length > 1 && sparkline(times, 96)];
  }

  // The CPUs that did work at once, beside every sample from the first to the last; all of them are the full height.
  function given() {
    const {had, cpus, words, median} = model.given;
    if (had.length === 0) return false;
    return [(words || 'The machine gave its ' + page.plural(cpus, 'CPU') + ' throughout') + '. At the median it gave ' +
            charts.amount(median) + ' of ' + cpus + '.', had.length > 1 && sparkline(had, 320, 0, Math.max(cpus, ...had))];
  }

  // Also, where `place` is, a short link to it.
  page.fillQuality = (place) => {
    if (findings.length === 0) return;
    const section = page.byId('quality');
    section.hidden = false;
    const details = section.querySelector('details');
    details.open = isBad;
    details.firstChild.append(capital(line) + '.');
    const {wrong, warning, words} = model.controls;
    const measured = [disturbed(), canary(), given(), words !== '' && words + '.'].filter(Boolean);
    details.append(...[
      part('What is missing', [!model.complete && 'Incomplete: ' + model.incomplete + '.', wrong > 0 && warning + '.'].filter(Boolean)),
      part('What failed, and has no times', failureLines()),
      part('What could not be measured', model.troubles),
      part('How steady it was', measured),
      part('What makes the numbers of this machine vary', run.warnings.map(warningLine)),
    ].filter(Boolean));
    place.append(' · ', element('a', {'data-to': 'quality-title', class: isBad ? 'bad' : null}, line));
  };
})();
