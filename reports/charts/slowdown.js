// Heat map: the runners under every workload, by the metric that is chosen. Of the time each cell says how many times the
// fastest model's it is, of all else the number itself. One hue from light to dark by the distance from the best, so that it
// reads without colour; logarithmic, because a model may be a thousand times off.
(function () {
  'use strict';
  var LIGHT_SCALE = [[247, 251, 255], [198, 219, 239], [107, 174, 214], [33, 113, 181], [8, 48, 107]];
  var DARK_SCALE = [[32, 40, 52], [33, 67, 105], [45, 105, 160], [106, 168, 220], [214, 234, 250]];
  var DARKEST_AT = 100;  // times the best; everything beyond is as dark
  var HATCH = 8;  // pixels between two lines

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
  function isTime(settings) { return charts.metric(settings).id === 'time'; }
  function isVerdictShown(settings) { return isTime(settings) && !settings.concurrency; }

  // 'best': the best, or shown to be as good; 'open': not told apart from it.
  function standing(workload, name, settings) {
    var result = workload.runners.filter(function (one) { return one.runner === name; })[0];
    if (!result || !isVerdictShown(settings) || !charts.isJudged(workload)) return '';
    return result.as_good || result.verdict === 'best' ? 'best' : result.contender ? 'open' : '';
  }

  // Of one workload, by the runners' names: {row, value, over: how many times the best, standing}.
  function column(model, workload, settings) {
    var metric = charts.metric(settings);
    var cells = {};
    var rows = charts.rows(model, workload, settings);
    rows.forEach(function (row) {
      var value = row.best && metric.value(row.best);
      cells[row.name] = {row: row, value: value === undefined ? null : value, standing: standing(workload, row.name, settings)};
    });
    var values = rows.map(function (row) { return cells[row.name].value; }).filter(function (value) { return value > 0; });
    var isMoreBetter = metric.id === 'speedup' || metric.id === 'throughput';
    var best = Math[isMoreBetter ? 'max' : 'min'].apply(null, values);
    rows.forEach(function (row) {
      var cell = cells[row.name];
      if (isTime(settings) && row.best) cell.over = row.best.slowdown;  // of all, whoever is chosen
      else if (cell.value !== null) cell.over = cell.value > 0 ? (isMoreBetter ? best / cell.value : cell.value / best) : 1;
    });
    return cells;
  }

  // What a cell looks like: {fill, ink, words, size of the words in pixels}.
  function look(at, workload, settings) {
    var colours = charts.theme(settings);
    var narrow = charts.isNarrow(settings);
    if (!at.row || at.value === null) {
      var absence = at.row && !at.row.best ? charts.absence(at.row, function (one) { return one.state === 'missing' ? 'not run' : one.state; }) : {words: ''};
      return {fill: colours.empty, ink: absence.isBad ? colours.bad : colours.dim, words: narrow ? charts.shortened(absence.words, 8) : absence.words, size: narrow ? 10 : 12};
    }
    var rgb = blend(settings.dark ? DARK_SCALE : LIGHT_SCALE, Math.min(Math.log(at.over) / Math.log(DARKEST_AT), 1));
    var metric = charts.metric(settings);
    var words = isTime(settings) ? (narrow ? charts.shortRatio : charts.ratio)(at.over)
        : (narrow ? metric.tick : metric.text)(at.value, workload, at.row.best);
    return {fill: 'rgb(' + rgb.join(',') + ')', ink: isLight(rgb) ? '#12181f' : '#ffffff', words: words + charts.dagger(at.row.best),
            size: !narrow ? 12 : at.row.best.tainted > 0 ? 9 : 10};
  }

  // Lines at 45° within a box.
  function hatching(x, y, width, height) {
    var path = '';
    for (var at = HATCH / 2; at < width + height; at += HATCH)
      path += 'M' + (x + Math.min(at, width)) + ',' + (y + Math.max(at - width, 0)) + 'L' + (x + Math.max(at - height, 0)) + ',' + (y + Math.min(at, height));
    return path;
  }

  function drawCell(data, settings) {
    return function (params, api) {
      var at = data[params.dataIndex];
      var size = api.size([1, 1]);
      var middle = api.coord([api.value(0), api.value(1)]);
      var shown = look(at.cell, at.workload, settings);
      var isBest = at.cell.standing === 'best', isOpen = at.cell.standing === 'open';
      var x = middle[0] - size[0] / 2 + 3, y = middle[1] - size[1] / 2 + 3, width = size[0] - 6, height = size[1] - 6;
      var children = [{type: 'rect', shape: {x: x, y: y, width: width, height: height, r: 2},
                       style: {fill: shown.fill, lineWidth: 2, stroke: isBest ? charts.theme(settings).ink : shown.fill}}];
      if (isOpen) children.push({type: 'path', silent: true, shape: {pathData: hatching(x, y, width, height)},
                                 style: {fill: 'none', stroke: shown.ink, lineWidth: 1, opacity: 0.35}});
      children.push({type: 'text', silent: true, style: {text: shown.words, x: middle[0], y: middle[1], align: 'center', verticalAlign: 'middle',
          fill: shown.ink, fontSize: shown.size, fontWeight: isBest ? 'bold' : 'normal',
          backgroundColor: isOpen ? shown.fill : undefined, padding: isOpen ? [1, 3] : 0}});
      return {type: 'group', silent: settings.still, children: children};
    };
  }

  function option(model, unused, settings) {
    var narrow = charts.isNarrow(settings);
    var workloads = shownWorkloads(model, settings);
    var runners = shownRunners(model, settings);
    var data = [];
    workloads.forEach(function (workload, x) {
      var cells = column(model, workload, settings);
      runners.forEach(function (runner, y) {
        data.push({value: [x, y], workload: workload, cell: cells[runner.name] || {row: null, value: null, standing: ''}});
      });
    });
    function axisOf(subjects, field, length) {
      var axis = charts.namesAxis(settings, subjects.map(function (subject) { return charts.shortened(subject[field], length); }));
      axis.axisLine.show = false;
      return axis;
    }
    var x = axisOf(workloads, 'title', narrow ? 12 : Math.max(Math.floor((settings.width - 140) / Math.max(workloads.length, 1) / 7.5), 6));
    x.position = 'top';
    x.inverse = false;
    x.axisLabel.rotate = narrow ? 40 : 0;
    return {
      grid: {left: narrow ? 112 : 132, right: 8, top: charts.top(settings) + (narrow ? 56 : 26), bottom: 6},
      xAxis: x, yAxis: axisOf(runners, 'name', 17),
      tooltip: charts.tipOfItem(function (params) {
        var name = params.data.workload.title + ', ' + runners[params.value[1]].name;
        var row = params.data.cell.row;
        return row ? charts.caseTip(params.data.workload, row, name) : {name: name, tip: [['not planned', '']]};
      }),
      series: [{type: 'custom', data: data, renderItem: drawCell(data, settings), silent: settings.still}]
    };
  }

  charts.add({
    id: 'slowdown', title: 'Time compared with the fastest model', option: option,
    heading: function (settings) { return isTime(settings) ? this.title : charts.metric(settings).title; },
    suffix: function (settings) { return isTime(settings) ? '' : '-' + charts.metric(settings).id; },
    subjects: function (model) { return model.workloads.length > 0 ? [{}] : []; },
    subtitle: function (model, unused, settings) {
      var has = {};
      var cases = charts.flat(shownWorkloads(model, settings), function (workload) {
        return workload.runners.map(function (result) {
          has[standing(workload, result.runner, settings)] = true;
          return model.cases[result.best];
        });
      });
      return charts.joined([isTime(settings) ? '1.00× is the fastest' : 'The lighter, the better',
                            settings.concurrency ? 'at concurrency ' + settings.concurrency : 'each runner at its best concurrency',
                            has.best && 'outlined: the best, or shown as good', has.open && 'hatched: undecided',
                            charts.taintNote('†', cases)]);
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
