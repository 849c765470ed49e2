// Heat map: how many times the best median of its workload a runner takes. One hue from light to dark, so that it reads
// without colour; logarithmic, because a model may be a thousand times off; the number stands in each cell.
(function () {
  'use strict';
  var LIGHT_SCALE = [[247, 251, 255], [198, 219, 239], [107, 174, 214], [33, 113, 181], [8, 48, 107]];
  var DARK_SCALE = [[32, 40, 52], [33, 67, 105], [45, 105, 160], [106, 168, 220], [214, 234, 250]];
  var DARKEST_AT = 100;  // times the best; everything beyond is as dark

  function blend(scale, share) {
    var position = share * (scale.length - 1);
    var below = Math.min(Math.floor(position), scale.length - 2);
    return scale[below].map(function (from, channel) {
      return Math.round(from + (scale[below + 1][channel] - from) * (position - below));
    });
  }

  // Relative luminance, roughly: which of black and white text can be read on it.
  function isLight(rgb) { return 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2] > 140; }

  function shownWorkloads(model, settings) { return charts.chosenOf(model.workloads, 'title', settings.workloads); }
  function shownRunners(model, settings) { return charts.chosenOf(model.runners, 'name', settings.runners); }

  function cell(model, workload, runner) {
    for (var i = 0; i < workload.runners.length; i++) {
      var result = workload.runners[i];
      if (result.runner !== runner.name) continue;
      if (result.best !== null) return {row: charts.row(model, workload, result), words: ''};
      var state = model.cases[result.cases[0]].state;
      return {row: null, words: state === 'missing' ? 'not run' : state};
    }
    return {row: null, words: ''};
  }

  // What a cell looks like: {fill, ink, words, outlined, size of the words in pixels}.
  function look(at, settings) {
    var colours = charts.theme(settings);
    var narrow = charts.isNarrow(settings);
    if (!at.row)
      return {fill: colours.empty, ink: colours.bad, words: at.words, outlined: false, size: narrow ? 10 : 12};
    var best = at.row.best;
    var share = Math.min(Math.log(best.slowdown) / Math.log(DARKEST_AT), 1);
    var rgb = blend(settings.dark ? DARK_SCALE : LIGHT_SCALE, share);
    return {fill: 'rgb(' + rgb.join(',') + ')', ink: isLight(rgb) ? '#12181f' : '#ffffff',
            words: (narrow ? charts.shortRatio : charts.ratio)(best.slowdown) + charts.dagger(best),
            outlined: at.row.contender, size: !narrow ? 12 : best.tainted > 0 ? 9 : 10};
  }

  function drawCell(data, settings) {
    return function (params, api) {
      var size = api.size([1, 1]);
      var middle = api.coord([api.value(0), api.value(1)]);
      var shown = look(data[params.dataIndex].cell, settings);
      return {type: 'rect', silent: settings.still,
              shape: {x: middle[0] - size[0] / 2 + 2, y: middle[1] - size[1] / 2 + 2, r: 2,
                      width: size[0] - 4, height: size[1] - 4},
              style: {fill: shown.fill, lineWidth: 1.5,
                      stroke: shown.outlined ? charts.theme(settings).dim : shown.fill},
              textConfig: {position: 'inside'},
              textContent: {style: {text: shown.words, fill: shown.ink, fontWeight: shown.outlined ? 'bold' : 'normal',
                                    fontSize: shown.size}}};
    };
  }

  function option(model, unused, settings) {
    var narrow = charts.isNarrow(settings);
    var workloads = shownWorkloads(model, settings);
    var runners = shownRunners(model, settings);
    var data = [];
    workloads.forEach(function (workload, x) {
      runners.forEach(function (runner, y) { data.push({value: [x, y], cell: cell(model, workload, runner)}); });
    });
    function axisOf(subjects, field, length) {
      var axis = charts.namesAxis(settings, subjects.map(function (subject) { return charts.shortened(subject[field], length); }));
      axis.axisLine.show = false;
      return axis;
    }
    var x = axisOf(workloads, 'title', narrow ? 12 : 22);
    x.position = 'top';
    x.inverse = false;
    x.axisLabel.rotate = narrow ? 40 : 0;
    return {
      grid: {left: narrow ? 112 : 132, right: 8, top: charts.top(settings) + (narrow ? 56 : 26), bottom: 6},
      xAxis: x, yAxis: axisOf(runners, 'name', 17),
      tooltip: charts.tipOfItem(function (params) {
        var at = params.data.cell;
        var workload = workloads[params.value[0]];
        var name = workload.title + ', ' + runners[params.value[1]].name;
        return at.row ? charts.caseTip(workload, at.row, name) : {name: name, tip: [[at.words || 'not planned', '']]};
      }),
      series: [{type: 'custom', data: data, renderItem: drawCell(data, settings), silent: settings.still}]
    };
  }

  charts.add({
    id: 'slowdown', title: 'Slowdown against the best', option: option,
    subjects: function (model) { return model.workloads.length > 0 ? [{}] : []; },
    subtitle: function (model) {
      var results = charts.flat(model.workloads, function (workload) { return workload.runners; });
      var best = results.map(function (result) { return model.cases[result.best]; });
      return charts.joined(['Each runner’s lowest median over the lowest of the workload',
                            charts.contenderNote('outlined', model.workloads), charts.taintNote('†', best)]);
    },
    height: function (model, unused, settings) {
      var rows = Math.max(shownRunners(model, settings).length, 1);
      return charts.top(settings) + (charts.isNarrow(settings) ? 62 : 32) + 30 * rows;
    },
    csv: function (model, unused, settings) {
      return charts.rowTable(charts.flat(shownWorkloads(model, settings), function (workload) {
        return charts.rows(model, workload, {runners: settings.runners});
      }));
    },
    alternative: function (model) {
      return model.workloads.map(function (workload) {
        return workload.title + ': ' + workload.conclusion;
      }).join('; ');
    }
  });
})();
