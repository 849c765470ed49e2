// Draws a chart as text of an SVG file, in an engine that has no browser: what ECharts asks of one is given here,
// before ECharts is read. `drawStill` is called by svg.cpp.
var console = {log: function () {}, warn: function () {}, error: function () {}};
function setTimeout() { return 0; }  // nothing moves in a still picture
function clearTimeout() {}

var drawStill = (function () {
  'use strict';

  // Advance widths of the characters from space to tilde, in thousandths of the font's size: DejaVu Sans, the widest of
  // the fonts that a viewer is likely to have, so that no text is cut off.
  var WIDTHS = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636,
    636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632,
    575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685,
    611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579,
    278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838
  ];
  var WIDE = 1000;    // East Asian and the like
  var OTHER = 640;
  var BOLD = 1.1;

  function widthOf(code) {
    if (code >= 32 && code < 127) return WIDTHS[code - 32];
    return code >= 0x2E80 ? WIDE : OTHER;
  }

  function measureText(text, font) {
    var size = /([\d.]+)px/.exec(font || '');
    var sum = 0;
    for (var i = 0; i < text.length; i++) sum += widthOf(text.charCodeAt(i));
    return {width: sum / 1000 * (size ? Number(size[1]) : 12) * (/bold|[6-9]00/.test(font || '') ? BOLD : 1)};
  }

  return function (model, item, width) {
    echarts.setPlatformAPI({measureText: measureText});
    return charts.svg(model, item, charts.stillSettings(model, item, {runners: null, workloads: null}, width));
  };
})();
