// The page's data, what is chosen, and how elements are made. Text from the data only ever becomes a text node.
const page = (() => {
  'use strict';
  const model = JSON.parse(document.getElementById('data').textContent);
  const listeners = [];
  // What is chosen is shown: workloads and runners by name, machines, where several lie side by side, by number; and of
  // each runner a metric, at one concurrency (null: the best of each), on a scale.
  const chosen = {
    workloads: Object.fromEntries(model.workloads.map((workload) => [workload.title, true])),
    runners: Object.fromEntries((model.runners || []).map((runner) => [runner.name, true])),
    machines: Object.fromEntries((model.machines || []).map((machine, number) => [number, machine.shown])),
    metric: 'time', concurrency: null, scale: 'auto',
  };
  const middle = (values) => values[Math.floor(values.length / 2)];
  if (model.map) Object.assign(chosen, {length: middle(model.map.lengths), waiting: middle(model.map.shares)});  // your task

  // element('a', {class: 'x', onclick: f}, 'text', child, …); what is null, undefined or false is left out.
  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
      else made.setAttribute(key, value === true ? '' : value);
    }
    made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
    return made;
  }

  function svgElement(name, attributes) {
    const made = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  // The head and the body of a table. columns: [[title, class, content of a row's cell, hint]].
  function tableParts(columns, rows) {
    return [element('thead', {}, element('tr', {}, columns.map(([title, kind, , hint]) => element('th', {scope: 'col', class: kind, title: hint}, title)))),
            element('tbody', {}, rows.map((row) => element('tr', {}, columns.map(([, kind, content]) => element('td', {class: kind}, content(row))))))];
  }

  // Wide content that scrolls by itself.
  function scrolling(name, content) { return element('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': name}, content); }

  function notice(kind, title, ...content) {
    return element('div', {class: 'notice ' + kind, role: 'note'}, element('strong', {}, title), content.flat());
  }

  // The heading of a workload, and what it does, in one sentence or two.
  function headingOf(workload, index) {
    return element('h2', {id: 'workload-' + index}, workload.title,
                   workload.kind && element('span', {class: 'kind'}, charts.kindName(workload.kind)));
  }

  function aboutOf(workload) {
    const params = Object.entries(workload.params).filter(([, value]) => value !== '').map(([name, value]) => name + '=' + value).join(', ');
    const summary = workload.summary ? 'A task ' + workload.summary.replace(/[.]$/, '') + '. ' : '';
    return element('p', {class: 'about'}, summary + (workload.tasks > 0 ? page.number(workload.tasks) + ' ' + (workload.task || 'tasks') : '') +
        (workload.bytes > 0 ? ', ' + charts.memory(workload.bytes) : '') + (params ? ' (' + params + ')' : '') + '.');
  }

  let marks = null;  // made once for all, until something changes

  // The mark of a runner, or of a machine by its number, as in the charts.
  function markOf(name) {
    const svg = svgElement('svg', {viewBox: '-1 -1 12 12', width: 11, height: 11, class: 'mark', 'aria-hidden': 'true',
                                   'data-mark': name});
    svg.append(svgElement('path', {}));
    marks = marks || charts.marks(model, page.settings());
    fillMark(svg, marks);
    return svg;
  }

  // A machine that is not drawn has no mark.
  function fillMark(svg, marks) {
    const mark = marks[svg.getAttribute('data-mark')];
    svg.firstChild.setAttribute('d', mark ? mark.outline : '');
    svg.firstChild.setAttribute('fill', mark ? mark.colour : 'none');
  }

  const darkWish = matchMedia('(prefers-color-scheme: dark)');
  let printing = false;

  return {
    model, chosen, element, svgElement, markOf, tableParts, scrolling, notice, headingOf, aboutOf,
    byId: (id) => document.getElementById(id),
    isKnown: (text) => text !== null && text !== undefined && text !== '' && text !== 'unknown',
    known: (value, text) => (value === null || value === undefined || value === '' ? '–' : text(value)),
    settings: () => ({dark: page.isDark(), ...chosen}),
    isDark: () => darkWish.matches && !printing,
    isPrinting: () => printing,
    setPrinting(on) { printing = on; page.changed(); },
    onChange(listener) { listeners.push(listener); },
    // Now, and whenever something changes.
    always(listener) { listener(); listeners.push(listener); },
    // Whatever is drawn draws itself again.
    changed() {
      marks = charts.marks(model, page.settings());
      for (const svg of document.querySelectorAll('svg[data-mark]')) fillMark(svg, marks);
      for (const listener of listeners) listener();
    },
    watchTheme() { darkWish.addEventListener('change', () => page.changed()); },
    number: (value) => value.toLocaleString('en'),
    plural: (count, word) => count.toLocaleString('en') + ' ' + word + (count === 1 ? '' : 's'),
  };
})();
