// Tables of machines, and what is known of each case of the sides after the first.
(() => {
  'use strict';
  const {element, model, known} = page;
  const FEW = 50;  // rows that are seen at once

  // Long tables show their first rows until more are asked for.
  page.tableOf = (name, columns, rows) => {
    const [head, body] = page.tableParts(columns, rows.slice(0, FEW));
    const table = page.scrolling(name, element('table', {}, head, body));
    if (rows.length <= FEW) return [table];
    const more = element('button', {type: 'button', class: 'chip', onclick: () => {
      body.append(...page.tableParts(columns, rows.slice(FEW))[1].children);
      more.remove();
    }}, 'Show all ' + page.number(rows.length));
    return [table, more];
  };

  const judged = model.machines.map((machine, index) => ({...machine, index})).filter((machine) => machine.comparison !== null);

  const sideOf = (machine) => [page.markOf(machine.index), machine.name];
  const count = (title, key) => [title, 'number', (machine) => page.number(machine.comparison.counts[key])];
  const isJudged = ({comparison}) => comparison.unjudged === '';
  const counts = [
    ['against ' + model.machines[0].name, 'name', sideOf],
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
                                                 page.tableOf(title + name, columns, rows)));
  }

  page.fillVerdicts = () => {
    const section = page.byId('verdicts');
    section.querySelector('.table').append(...page.tableOf('Case by case', counts, judged));
    section.querySelector('.details').append(...judged.flatMap(detailsOf));
  };
})();
