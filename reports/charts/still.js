// A chart as the text of an SVG file: light, with its title inside, and alone. The program and the page save the same.
(function () {
  'use strict';

  // Not every program that shows SVG knows dominant-baseline: the same is said by a shift of a third of the size.
  function shiftBaselines(svg) {
    return svg.replace(/<text dominant-baseline="central"([^>]*?)>/g, function (all, rest) {
      var size = /font-size:([\d.]+)px/.exec(rest);
      return '<text dy="' + (size ? Number(size[1]) * 0.35 : 4.2).toFixed(2) + '"' + rest + '>';
    });
  }

  // What is chosen, of `settings`, in a light still picture of that width.
  charts.stillSettings = function (settings, width) {
    var still = Object.create(settings);
    still.width = width;
    still.dark = false;
    still.still = true;
    return still;
  };

  charts.svg = function (model, item, settings) {
    var chart = echarts.init(null, null, {renderer: 'svg', ssr: true, width: settings.width,
                                          height: item.chart.height(model, item.of, settings)});
    chart.setOption(charts.option(model, item, settings));
    var svg = chart.renderToSVGString();
    chart.dispose();
    return shiftBaselines(svg);
  };
})();
