// A chart as the text of an SVG file: with its title inside, alone, and light or dark as its reader wishes. The program and the
// page save the same.
(function () {
  'use strict';
  var CHARACTER = 6.5;  // pixels at 12 pixels, on average, in the widest font

  // Not every program that shows SVG knows dominant-baseline: the same is said by a shift of a third of the size.
  function shiftBaselines(svg) {
    return svg.replace(/<text dominant-baseline="central"([^>]*?)>/g, function (all, rest) {
      var size = /font-size:([\d.]+)px/.exec(rest);
      return '<text dy="' + (size ? Number(size[1]) * 0.35 : 4.2).toFixed(2) + '"' + rest + '>';
    });
  }

  // In lines of at most so many characters, broken after a semicolon where that is possible.
  function wrapped(text, most) {
    var lines = [''];
    function put(piece) {
      var joined = (lines[0] === '' ? '' : lines[lines.length - 1] + ' ') + piece;
      if (joined.length > most) return false;
      lines[lines.length - 1] = joined;
      return true;
    }
    text.replace(/; /g, ';\n').split('\n').forEach(function (part) {
      if (put(part)) return;
      (part.length <= most ? [part] : part.split(' ')).forEach(function (word) {
        if (!put(word)) lines.push(charts.shortened(word, most));
      });
    });
    return lines;
  }

  // What is chosen, of `settings`, in a light still picture of that width.
  charts.stillSettings = function (model, item, settings, width) {
    var still = Object.create(settings);
    still.width = width;
    still.dark = false;
    still.still = true;
    still.about = wrapped(item.chart.subtitle(model, item.of, settings), Math.floor((width - 32) / CHARACTER));
    return still;
  };

  function drawn(model, item, settings) {
    var chart = echarts.init(null, null, {renderer: 'svg', ssr: true, width: settings.width,
                                          height: item.chart.height(model, item.of, settings)});
    chart.setOption(charts.option(model, item, settings));
    var svg = chart.renderToSVGString();
    chart.dispose();
    return svg;
  }

  // The light picture with rules that give each of its colours the one that the dark picture, otherwise the same, has in its
  // place. A light colour that has two of them is moved by a shade that nobody sees, so that a rule can tell them apart.
  function inBothSchemes(light, dark) {
    var COLOUR = /(#[0-9a-f]{6}|rgb\(\d+,\d+,\d+\))/;
    var ours = light.split(COLOUR), theirs = dark.split(COLOUR), wanted = {}, rules = [];
    if (ours.length !== theirs.length) return light;
    for (var i = 1; i < ours.length; i += 2) {
      var property = /(fill|stroke|stop-color)="$/.exec(ours[i - 1]);
      if (!property || ours[i] === theirs[i]) continue;
      var channels = ours[i].charAt(0) === '#' ? [1, 3, 5].map(function (at) { return parseInt(ours[i].substr(at, 2), 16); })
                                               : ours[i].match(/\d+/g).map(Number);
      for (var key;; channels[2] += channels[2] > 127 ? -1 : 1) {
        ours[i] = 'rgb(' + channels.join(',') + ')';
        key = property[1] + ours[i];
        if (wanted[key] === undefined || wanted[key] === theirs[i]) break;
      }
      if (wanted[key] === undefined) rules.push('[' + property[1] + '="' + ours[i] + '"]{' + property[1] + ':' + theirs[i] + '}');
      wanted[key] = theirs[i];
    }
    return ours.join('').replace('>', '><style>@media (prefers-color-scheme:dark){' + rules.join('') + '}</style>');
  }

  charts.svg = function (model, item, settings) {
    var dark = Object.create(settings);
    dark.dark = true;
    return shiftBaselines(inBothSchemes(drawn(model, item, settings), drawn(model, item, dark)));
  };
})();
