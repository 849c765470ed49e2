// Figures: each draws when it comes near the screen, and again when its size or what is chosen changes.
(() => {
  'use strict';
  const {element, model, chosen} = page;
  const PRINT_WIDTH = 700;  // pixels: A4 within its margins
  const figures = [];
  const font = getComputedStyle(document.body).fontFamily;

  function settingsOf(figure) {
    return {...page.settings(), width: page.isPrinting() ? PRINT_WIDTH : figure.box.clientWidth, still: false, font,
            lines: figure.lines};
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

  function draw(figure) {
    const settings = settingsOf(figure);
    if (settings.width === 0) return;
    figure.nothing.hidden = anyChosen();
    figure.box.hidden = !anyChosen();
    if (!anyChosen()) return;
    const height = charts.height(model, figure.item, settings);
    figure.box.style.height = height + 'px';
    figure.box.style.width = page.isPrinting() ? settings.width + 'px' : '';
    if (!figure.chart) figure.chart = echarts.init(figure.box, null, {renderer: charts.onCanvas(model, figure.item) ? 'canvas' : 'svg', width: settings.width, height});
    else figure.chart.resize({width: settings.width, height});
    figure.chart.setOption(themed(charts.option(model, figure.item, settings)), {notMerge: true});
    figure.chart.getZr().flush();
    figure.width = settings.width;
    figure.box.dataset.drawn = 'yes';
    drawLineChips(figure, settings);
  }

  // A legend of one's own where there are lines: reachable by keyboard, and the same marks.
  function drawLineChips(figure, settings) {
    const lines = charts.lines(model, figure.item, settings);
    figure.chips.replaceChildren(...lines.map((line) => element('button', {
      class: 'chip small', type: 'button', 'aria-pressed': String(line.shown),
      onclick: (event) => {
        figure.lines = Object.fromEntries(lines.map((other) => [other.name, other.shown !== (other === line)]));
        draw(figure);
        const index = lines.indexOf(line);
        if (event.detail === 0) figure.chips.children[index].focus();  // pressed by keyboard: stay there
      }}, page.markOf(line.name), line.name)));
    figure.chips.hidden = lines.length === 0;
  }

  const nearScreen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      const figure = figures.find((candidate) => candidate.root === entry.target);
      figure.near = entry.isIntersecting;
      if (figure.near && figure.stale) redraw(figure);
    }
  }, {rootMargin: '800px'});

  const sizes = new ResizeObserver(() => {
    for (const figure of figures)
      if (figure.chart && !page.isPrinting() && figure.box.clientWidth !== figure.width) redraw(figure);
  });

  function redraw(figure) {
    figure.stale = !(figure.near || page.isPrinting());
    if (figure.stale) delete figure.box.dataset.drawn;
    else draw(figure);
  }

  // A figure of one item of charts.list.
  page.figureOf = (item, title, subtitle = charts.subtitle(model, item)) => {
    const name = title + ': ' + charts.alternative(model, item);
    const box = element('div', {class: 'chart', role: 'img', 'aria-label': name, 'data-chart': item.name});
    const nothing = element('p', {class: 'nothing', hidden: true}, 'No ' + drawn + ' is chosen.');
    const chips = element('div', {class: 'chips', role: 'group', 'aria-label': 'Lines of ' + title, hidden: true});
    const root = element('figure', {}, element('figcaption', {}, element('h3', {}, title),
                                               element('p', {}, subtitle)), box, nothing, chips);
    const figure = {root, box, nothing, chips, item, chart: null, lines: null, stale: true, near: false};
    figures.push(figure);
    nearScreen.observe(root);
    sizes.observe(box);
    return root;
  };

  page.onChange(() => figures.forEach(redraw));
  addEventListener('beforeprint', () => page.setPrinting(true));
  addEventListener('afterprint', () => page.setPrinting(false));
})();
