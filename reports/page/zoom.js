// A closer look at a part of a chart's x axis: by the wheel while the chart has the focus or Control is held, so that a page
// scrolls as ever, by keys, and by buttons.
(() => {
  'use strict';
  const CLOSEST = 1e4;  // times
  const STEP = 1.6;
  const KEYS = {'+': 'in', '=': 'in', '-': 'out', ArrowLeft: 'left', ArrowRight: 'right', Home: 'fit', End: 'whole'};

  // `spanOf` gives what the chart says of its axis now; redraw() draws it anew after figure.window was set: [from, to] or null.
  page.zoomed = (figure, spanOf, redraw) => {
    const {box} = figure;

    // `share`: the place that stays where it is, from 0, the left end.
    function go(what, share = 0.5) {
      const span = spanOf();
      if (!span) return;  // nobody is chosen
      const {from, to, longest} = span;
      const factor = {in: 1 / STEP, out: STEP}[what] || 1;
      const shift = {left: -0.2, right: 0.2}[what] || 0;
      const width = Math.min(Math.max((to - from) * factor, longest / CLOSEST), longest);
      const wanted = from + (to - from) * (shift + share) - width * share;
      const begin = Math.min(Math.max(wanted, 0), longest - width);
      figure.window = what === 'fit' ? null : what === 'whole' ? [0, longest] : [begin, begin + width];
      redraw();
    }

    box.setAttribute('tabindex', '0');
    box.addEventListener('pointerdown', () => box.focus({preventScroll: true}));
    box.addEventListener('keydown', (event) => {
      const what = KEYS[event.key];
      if (!what || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      go(what);
    });
    box.addEventListener('wheel', (event) => {
      if ((!event.ctrlKey && document.activeElement !== box) || !spanOf()) return;
      event.preventDefault();
      const {left, right} = spanOf();
      const {x, width} = box.getBoundingClientRect();
      go(event.deltaY < 0 ? 'in' : 'out', Math.min(Math.max((event.clientX - x - left) / (width - left - right), 0), 1));
    }, {passive: false});
    const button = ([what, sign, words]) => page.element('button', {class: 'chip small', type: 'button', 'aria-label': words, title: words, onclick: () => go(what)}, sign);
    return page.element('div', {class: 'chips zoom', role: 'group', 'aria-label': 'Zoom'},
        [['in', '+', 'Zoom in'], ['out', '−', 'Zoom out'], ['left', '←', 'Earlier'], ['right', '→', 'Later'],
         ['fit', 'Start', 'The start of the runs'], ['whole', 'Whole', 'The whole of every run']].map(button));
  };
})();
