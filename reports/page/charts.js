// Figures: each draws when it comes near the screen, and again when its size or what is chosen changes.
(() => {
  'use strict';
  const {element, model, chosen} = page;
  const PRINT_WIDTH = 700, HALF = 340;  // pixels: A4 within its margins, and one of two side by side
  const USUAL_WIDTH = 560;  // until it is known: near enough to tell how high the page is, and what of it need not be laid out
  const figures = [];
  const font = getComputedStyle(document.body).fontFamily;

  const onPaper = ({root, item}) => (root.parentNode.classList.contains('two') && !item.chart.wide ? HALF : PRINT_WIDTH);

  function settingsOf(figure) {
    return {...page.settings(), width: page.isPrinting() ? onPaper(figure) : figure.room, still: false, font,
            lines: figure.lines, view: figure.view, window: figure.window};
  }

  function themed(option) {
    if (option.tooltip) {
      const colours = charts.theme({dark: page.isDark()});
      Object.assign(option.tooltip, {backgroundColor: colours.paper, borderColor: colours.line, padding: [8, 12],
                                     textStyle: {color: colours.ink, fontSize: 13}, transitionDuration: 0});
    }
    return option;
  }

  // What the charts draw: runners, or machines side by side.
  const drawn = model.machines ? 'machine' : 'runner';
  function anyChosen() { return Object.values(chosen[drawn + 's']).some(Boolean); }

  function fillWords(figure, settings) {
    const {item, words} = figure;
    const title = words.title || (item.workload ? item.chart.heading(settings) : charts.title(item, settings));
    words.heading.textContent = title;
    words.about.textContent = words.subtitle === undefined ? item.chart.subtitle(model, item.of, settings) : words.subtitle;
    figure.box.setAttribute('aria-label', title + ': ' + item.chart.alternative(model, item.of, settings));
    figure.chips.setAttribute('aria-label', 'Lines of ' + title);
    figure.saving.setAttribute('aria-label', 'Save ' + charts.title(item, settings));
  }

  function draw(figure) {
    const settings = settingsOf(figure);
    if (settings.width === 0) return;
    figure.stale = false;
    const height = figure.item.chart.height(model, figure.item.of, settings);
    figure.box.style.height = height + 'px';
    figure.box.style.width = page.isPrinting() ? settings.width + 'px' : '';
    if (!figure.chart) figure.chart = echarts.init(figure.box, null, {renderer: figure.item.chart.canvas(model, figure.item.of) ? 'canvas' : 'svg', width: settings.width, height});
    else if (figure.chart.getWidth() !== settings.width || figure.chart.getHeight() !== height) {
      figure.chart.clear();  // else it would draw once more what is about to be replaced
      figure.chart.resize({width: settings.width, height});
    }
    figure.chart.setOption(themed(charts.option(model, figure.item, settings)), {notMerge: true});
    figure.chart.getZr().flush();
    figure.width = settings.width;
    figure.box.dataset.drawn = 'yes';
    drawLineChips(figure, settings);
    drawViewChips(figure, settings);
  }

  // A chip for each of `entries`, reachable by keyboard.
  function drawChips(figure, place, entries, contentOf, isPressed, choose) {
    place.replaceChildren(...entries.map((entry, index) => element('button', {
      class: 'chip small', type: 'button', 'aria-pressed': String(isPressed(entry)),
      onclick: (event) => {
        choose(entry);
        draw(figure);
        if (event.detail === 0) place.children[index].focus();  // pressed by keyboard: stay there
      }}, contentOf(entry))));
    place.hidden = entries.length === 0;
  }

  // One of several ways to draw it; the first at first.
  function drawViewChips(figure, settings) {
    const views = figure.item.chart.views(model, figure.item.of, settings);
    const shown = views.find(({id}) => id === figure.view) || views[0];
    drawChips(figure, figure.views, views, ({title}) => title, (view) => view === shown, ({id}) => { figure.view = id; });
  }

  // A legend of one's own where there are lines, with the same marks.
  function drawLineChips(figure, settings) {
    const lines = figure.item.chart.lines(model, figure.item.of, settings);
    drawChips(figure, figure.chips, lines, ({name}) => [page.markOf(name), name], ({shown}) => shown, (line) => {
      figure.lines = Object.fromEntries(lines.map((other) => [other.name, other.shown !== (other === line)]));
    });
  }

  const nearScreen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      const figure = figures.find((candidate) => candidate.root === entry.target);
      figure.near = entry.isIntersecting;
    }
    measure();
    figures.filter((figure) => figure.near && figure.stale).forEach(redraw);
  }, {rootMargin: '800px'});

  // What is not drawn yet has its height already, so that nothing moves where the reader is, and only what is near is drawn.
  function reserve(figure) {
    const settings = settingsOf(figure);
    if (settings.width > 0) figure.box.style.height = figure.item.chart.height(model, figure.item.of, settings) + 'px';
  }

  // All at once: the browser lays the page out anew for what is read after something was written.
  function measure() {
    const isAny = anyChosen();
    for (const {box, nothing} of figures) {
      box.hidden = !isAny;
      nothing.hidden = isAny;
    }
    for (const figure of figures) {
      const {top, bottom} = figure.root.getBoundingClientRect();
      figure.room = figure.box.clientWidth;
      figure.isSeen = top < innerHeight && bottom > 0;
    }
  }

  const sizes = new ResizeObserver(() => {
    if (page.isPrinting()) return;
    measure();
    for (const figure of figures) {
      if (figure.room === figure.width) continue;
      if (figure.chart) redraw(figure);
      else reserve(figure);
    }
  });

  // What is looked at draws at once, what is near in a moment, and the rest when the reader comes near.
  function redraw(figure) {
    if (page.isPrinting() || figure.isSeen) {
      fillWords(figure, page.settings());
      draw(figure);
      return;
    }
    figure.stale = true;
    delete figure.box.dataset.drawn;
    reserve(figure);
    if (figure.near) drawSoon();
  }

  let isWaiting = false;
  function drawSoon() {
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(() => {
      isWaiting = false;
      const next = figures.find((figure) => figure.near && figure.stale && figure.room > 0);
      if (!next) return;
      fillWords(next, page.settings());
      draw(next);
      drawSoon();
    }, 0);
  }

  // A figure of one item of charts.list. Title and subtitle, where they are given, stay as they are.
  page.figureOf = (item, title, subtitle) => {
    const box = element('div', {class: 'chart', role: 'img', 'data-chart': item.name});
    const nothing = element('p', {class: 'nothing', hidden: true}, 'No ' + drawn + ' is chosen.');
    const chips = element('div', {class: 'chips', role: 'group', hidden: true});
    const words = {title, subtitle, heading: element('h3', {}), about: element('p', {})};
    const views = element('div', {class: 'chips views', role: 'group', 'aria-label': 'What is shown', hidden: true});
    const saving = page.savingOf(item, () => ({...page.settings(), lines: figure.lines, view: figure.view, window: figure.window}));
    const root = element('figure', {class: item.chart.wide && 'wide'},
                         element('figcaption', {}, element('div', {class: 'title'}, words.heading, saving), words.about),
                         box, nothing, chips, views);
    const figure = {root, box, nothing, chips, views, words, saving, item, chart: null, lines: null, view: null, window: null, stale: true,
                    near: false, room: 0};
    const spanOf = () => item.chart.span(model, item.of, settingsOf(figure));
    if (spanOf()) root.append(page.zoomed(figure, spanOf, () => draw(figure)));
    fillWords(figure, page.settings());
    box.style.height = item.chart.height(model, item.of, {...page.settings(), width: USUAL_WIDTH}) + 'px';
    figures.push(figure);
    nearScreen.observe(root);
    sizes.observe(box);
    return root;
  };

  page.onChange(() => {
    measure();
    figures.forEach(redraw);
  });
  addEventListener('beforeprint', () => page.setPrinting(true));
  addEventListener('afterprint', () => page.setPrinting(false));
})();
