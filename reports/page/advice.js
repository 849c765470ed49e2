// What to use on this machine, first of all: the sentences that reports/advice makes from the verdicts.
(() => {
  'use strict';
  const {element, model} = page;

  page.fillAdvice = () => {
    const {recommendations, rules} = model.advice;
    const section = document.getElementById('advice');
    section.hidden = recommendations.length === 0;
    section.querySelector('dl').append(...recommendations.map(({workload, kind, runner, sentence, cost}) => element('div', {},
        element('dt', {}, workload, kind && element('span', {class: 'kind'}, charts.kindName(kind))),
        element('dd', {}, runner !== '' && page.markOf(runner), sentence + '.', cost !== '' && element('span', {class: 'cost'}, 'It costs ' + cost + '.')))));
    section.querySelector('ul').append(...rules.map((rule) => element('li', {}, rule)));
  };
})();
