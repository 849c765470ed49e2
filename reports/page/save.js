// Saving a chart: as SVG and PNG, with its title inside, and its numbers as CSV. Made here, sent nowhere.
(() => {
  'use strict';
  const {element, model} = page;
  const WIDTH = 860;  // pixels, as the program's own drawings
  const SHARPNESS = 2;

  // Without the characters that XML 1.0 has no place for.
  const xml = (text) => text.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\uFFFD');

  function download(name, blob) {
    const url = URL.createObjectURL(blob);
    element('a', {href: url, download: name}).click();
    setTimeout(() => URL.revokeObjectURL(url), 60000);  // once it is surely saved
  }

  const still = (item, settings) => charts.stillSettings(model, item, settings, WIDTH);

  function saveSvg(item, settings, name) {
    const text = '<?xml version="1.0" encoding="UTF-8"?>\n' + xml(charts.svg(model, item, still(item, settings))) + '\n';
    download(name + '.svg', new Blob([text], {type: 'image/svg+xml'}));
  }

  function savePng(item, settings, name) {
    const height = item.chart.height(model, item.of, still(item, settings));
    const chart = echarts.init(element('div'), null, {renderer: 'canvas', width: WIDTH, height, devicePixelRatio: SHARPNESS});
    const option = charts.option(model, item, still(item, settings));
    for (const series of option.series) series.progressive = 0;  // all marks at once
    chart.setOption(option);
    chart.getRenderedCanvas({pixelRatio: SHARPNESS, backgroundColor: option.backgroundColor}).toBlob((blob) => {
      chart.dispose();
      download(name + '.png', blob);
    });
  }

  function saveCsv(item, settings, name) {
    download(name + '.csv', new Blob([charts.csvText(item.chart.csv(model, item.of, settings))], {type: 'text/csv;charset=utf-8'}));
  }

  // The buttons of a figure; `settingsOf` gives what is chosen when they are pressed.
  page.savingOf = (item, settingsOf) => {
    const button = ([kind, save]) => element('button', {type: 'button', 'aria-label': kind + ': save', onclick: () => {
      const settings = settingsOf();
      save(item, settings, item.name + item.chart.suffix(settings));
    }}, kind);
    return element('div', {class: 'save', role: 'group'}, [['SVG', saveSvg], ['PNG', savePng], ['CSV', saveCsv]].map(button));
  };
})();
