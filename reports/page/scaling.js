// The scaling laws fitted to a workload's runners, or why none is.
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
