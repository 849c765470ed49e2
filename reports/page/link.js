// What is chosen, in the address: a link shows the same view. The fragment is '#section&key=value&…', the id of a section
// if any, then what differs from what is shown at first; lists of names are percent-encoded and joined by commas. What
// is not known on this page is passed over.
(() => {
  'use strict';
  const {model, chosen} = page;
  let section = '';

  function named(kind, labelOf) {
    const first = {...chosen[kind]};
    return {
      key: kind,
      write() {
        const names = Object.keys(first);
        if (names.every((name) => chosen[kind][name] === first[name])) return null;
        return names.filter((name) => chosen[kind][name]).map((name) => encodeURIComponent(labelOf(name))).join(',');
      },
      read(text) {
        const wanted = text === null || text === '' ? [] : text.split(',').map(decoded);
        const isKnown = Object.keys(first).some((name) => wanted.includes(labelOf(name)));
        const isAsked = isKnown || text === '';
        for (const name of Object.keys(first)) chosen[kind][name] = isAsked ? wanted.includes(labelOf(name)) : first[name];
      },
    };
  }

  function single(kind, values) {
    const first = chosen[kind];
    return {
      key: kind,
      write: () => (chosen[kind] === first ? null : encodeURIComponent(chosen[kind])),
      read(text) {
        const at = values.map(String).indexOf(text === null ? '' : decoded(text));
        chosen[kind] = at < 0 ? first : values[at];
      },
    };
  }

  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return '';  // not percent-encoded as it should be: no name
    }
  }

  const name = (text) => text;
  const kept = model.machines ? [named('machines', (number) => String(Number(number) + 1))]
      : [named('workloads', name), named('runners', name),
         single('metric', charts.metrics(model).map((metric) => metric.id)),
         single('concurrency', charts.concurrencies(model)), single('scale', ['linear', 'log']),
         ...(model.map ? [single('length', model.map.lengths), single('waiting', model.map.shares)] : [])];

  function choices() {
    return kept.map((one) => [one.key, one.write()]).filter(([, text]) => text !== null).map((pair) => pair.join('=')).join('&');
  }

  function fragment(to) { return [to, choices()].filter(Boolean).join('&'); }

  // The parts of main can be linked to, and main itself.
  function targetOf(id) {
    const target = id === '' ? null : document.getElementById(id);
    return target && target.closest('main');
  }

  page.readLink = () => {
    const [first, ...parts] = location.hash.slice(1).split('&');
    const isSection = !first.includes('=');
    section = isSection ? first : '';
    const given = new Map((isSection ? parts : [first, ...parts]).map((part) => part.split('=')).map(([key, text]) => [key, text]));
    for (const one of kept) one.read(given.has(one.key) && given.get(one.key) !== undefined ? given.get(one.key) : null);
  };

  page.isAsAtFirst = () => choices() === '';

  page.chooseAsAtFirst = () => {
    for (const one of kept) one.read(null);
    page.changed();
  };

  function goTo(id) {
    if (!targetOf(id)) return;
    const target = document.getElementById(id);
    target.setAttribute('tabindex', '-1');
    target.focus({preventScroll: true});
    target.scrollIntoView();
  }

  // A link to a part of the page keeps what is chosen.
  function fillLinks() {
    for (const link of document.querySelectorAll('a[data-to]')) link.setAttribute('href', '#' + fragment(link.getAttribute('data-to')));
  }

  function writeLink() {
    fillLinks();
    const wanted = fragment(targetOf(section) ? section : '');
    if (wanted === location.hash.slice(1)) return;
    history.replaceState(history.state, '', location.href.split('#')[0] + (wanted === '' ? '' : '#' + wanted));
  }

  // When all is in place.
  page.followLinks = () => {
    fillLinks();
    page.onChange(writeLink);
    for (const link of document.querySelectorAll('a[data-to]'))
      link.addEventListener('click', () => { if (link.hash === location.hash) goTo(link.getAttribute('data-to')); });
    addEventListener('hashchange', () => {
      const before = choices();
      page.readLink();
      if (choices() !== before) page.changed();
      goTo(section);
    });
    const [navigation] = performance.getEntriesByType('navigation');
    if (!navigation || navigation.type === 'navigate') goTo(section);  // else the browser knows where the reader was
  };
})();
