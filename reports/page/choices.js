// The choices above the charts: which workloads and runners, and what is shown of each runner.
(() => {
  'use strict';
  const {element, model, chosen} = page;
  const MANY = 12;  // chips, of which nobody wants to press all

  function chipsOf(title, kind, entries) {
    const buttons = entries.map(({name, label}) => element('button', {
      type: 'button', class: 'chip', onclick: () => {
        chosen[kind][name] = !chosen[kind][name];
        page.changed();
      }}, label));
    page.always(() => entries.forEach(({name}, i) => buttons[i].setAttribute('aria-pressed', String(chosen[kind][name]))));
    const all = (words, on) => element('button', {type: 'button', class: 'plain', 'aria-label': words + ' of the ' + title.toLowerCase(), onclick: () => {
      for (const {name} of entries) chosen[kind][name] = on;
      page.changed();
    }}, words);
    return element('fieldset', {'data-choose': kind}, element('legend', {}, title),
                   element('div', {class: 'chips'}, buttons, entries.length > MANY && [all('All', true), all('None', false)]));
  }

  // One of several values: [[value, words], …].
  function selectOf(title, kind, values) {
    const select = element('select', {'data-choose': kind, onchange: () => {
      chosen[kind] = values[select.selectedIndex][0];
      page.changed();
    }}, values.map(([, words]) => element('option', {}, words)));
    page.always(() => { select.selectedIndex = values.findIndex(([value]) => value === chosen[kind]); });
    return element('label', {}, title, select);
  }

  function resetButton() {
    const button = element('button', {type: 'button', class: 'plain', onclick: () => {
      page.chooseAsAtFirst();
      document.querySelector('#choose button').focus();  // this one is gone
    }}, 'Reset all choices');
    page.always(() => { button.hidden = page.isAsAtFirst(); });
    return button;
  }

  page.fillChoices = () => {
    const parts = [chipsOf('Runners', 'runners', model.runners.map(({name}) => ({name, label: [page.markOf(name), name]})))];
    // With one concurrency for each runner of a workload there is nothing to choose.
    const hasLevels = model.workloads.some(({runners}) => runners.some(({cases}) => cases.length > 1));
    if (model.workloads.length > 0) {
      parts.unshift(chipsOf('Workloads', 'workloads', model.workloads.map(({title}) => ({name: title, label: title}))));
      parts.push(element('div', {class: 'tools'},
          hasLevels && selectOf('At concurrency', 'concurrency', [[null, 'the best of each'], ...charts.concurrencies(model).map((number) => [number, String(number)])]),
          selectOf('Scale', 'scale', [['auto', 'automatic'], ['linear', 'linear, from zero'], ['log', 'logarithmic']]),
          resetButton()));
    } else {
      parts.push(element('div', {class: 'tools'}, resetButton()));
    }
    page.byId('choose').append(...parts);
    // Above the first chart, and in the bar that stays in sight.
    const metrics = charts.metrics(model).map(({id, name}) => [id, name]);
    for (const place of document.querySelectorAll('.show'))
      if (metrics.length > 1) place.append(selectOf('Show', 'metric', metrics));
  };
})();
