// Axes, marks and tooltips that several charts use.
(function () {
  'use strict';

  charts.isNarrow = function (settings) { return settings.width < 460; };

  var NAME_LENGTH = 17;
  var CHARACTER = 7.1;  // pixels at 12 pixels, on average
  var BOLD = 1.08;

  function longest(texts) {
    return Math.max.apply(null, [0].concat(texts.map(function (text) { return text.length; })));
  }

  function atText(row) { return row.best ? 'at ' + row.best.concurrency + charts.dagger(row.best) : '–'; }
  function atWidth(rows) { return longest(rows.map(atText)) * 6.4 + 7; }

  // Room left of the plot for the runners' names and concurrencies; where a chart is narrow they stand above the bars.
  charts.namesWidth = function (settings, rows) {
    if (charts.isNarrow(settings)) return 8;
    var widths = rows.map(function (row) {
      return Math.min(row.name.length, NAME_LENGTH) * CHARACTER * (row.contender ? BOLD : 1);
    });
    return Math.ceil(Math.max.apply(null, [0].concat(widths)) + atWidth(rows) + 12);
  };

  // The height of a chart with a row for each of so many.
  charts.rowsHeight = function (settings, count) {
    return charts.top(settings) + 34 + (charts.isNarrow(settings) ? 40 : 27) * Math.max(count, 1);
  };

  // A place for each name, from the top. Two names may be the same.
  charts.namesAxis = function (settings, names) {
    var colours = charts.theme(settings);
    return {type: 'category', inverse: true, data: names.map(function (name, index) { return String(index); }),
            axisTick: {show: false}, axisLine: {lineStyle: {color: colours.line}},
            splitLine: {show: false, lineStyle: {color: colours.grid}},
            axisLabel: {interval: 0, margin: 10, color: colours.ink, fontSize: 12,
                        formatter: function (index) { return names[Number(index)]; }}};
  };

  // One line per runner, best first from the top; its concurrency beside the name. Contenders are bold.
  charts.runnerAxis = function (settings, rows) {
    var colours = charts.theme(settings);
    var axis = charts.namesAxis(settings, rows.map(function (row) {
      var name = charts.rich(charts.shortened(row.name, NAME_LENGTH));
      var style = row.absent ? 'absent' : !row.best ? 'failed' : row.contender ? 'contender' : 'name';
      return '{' + style + '|' + name + '}{at|' + atText(row) + '}';
    }));
    var isAbove = charts.isNarrow(settings);
    axis.axisLabel.rich = {name: {color: colours.ink, fontSize: 12},
                           contender: {color: colours.ink, fontSize: 12, fontWeight: 'bold'},
                           failed: {color: colours.bad, fontSize: 12},
                           absent: {color: colours.dim, fontSize: 12},
                           at: {color: colours.dim, fontSize: 11, width: isAbove ? undefined : atWidth(rows), align: 'right',
                                padding: isAbove ? [0, 0, 0, 6] : 0}};
    if (isAbove) {
      axis.axisLabel.inside = true;
      axis.axisLabel.margin = 0;
      axis.axisLabel.verticalAlign = 'bottom';
      axis.axisLabel.padding = [0, 0, 11, 0];
      axis.axisLine.show = false;
    }
    return axis;
  };

  // how: {room: its length in pixels, tick: number to text, name, log, values: what lies on a log axis (it begins, ends and has
  // its ticks as charts.logAxis says, which knows `apart`, `binary` and `tight` too), ticks: those of its own, min, max, inverse,
  // open: the end is where the data end, not a round number, and has no label, step(max, most ticks): the distance of
  // the ticks, where round decimal numbers are not round in the unit}
  charts.valueAxis = function (settings, how) {
    var colours = charts.theme(settings);
    var most = Math.max(Math.floor(how.room / 60), 2);
    var round = how.log ? charts.logAxis(how.values, how) : {min: how.min, max: how.max};
    var ticks = how.ticks ? charts.thinned(how.ticks, round, (how.apart || 24) / how.room) : round.ticks;
    return {
      type: how.log ? 'log' : 'value', min: round.min, max: how.max === undefined ? round.max : how.max, inverse: !!how.inverse,
      interval: how.step && !how.log ? how.step(how.max, most) : undefined,
      splitNumber: how.log ? 10 : most,  // a log axis would else stretch to 10¹⁰
      name: how.name, nameLocation: 'middle', nameGap: 26, nameTextStyle: {color: colours.dim, fontSize: 11},
      axisLine: {show: false}, axisTick: {show: false, customValues: ticks}, minorTick: {show: false},
      axisLabel: {color: colours.dim, fontSize: 11, hideOverlap: true, showMaxLabel: !how.open, formatter: how.tick, customValues: ticks},
      splitLine: {showMaxLine: !how.open, lineStyle: {color: colours.grid}}
    };
  };

  // From 0 to all, in quarters.
  charts.shareAxis = function (settings) {
    return charts.valueAxis(settings, {min: 0, max: 1, room: 240, tick: charts.percent, step: function () { return 0.25; }});
  };

  // What custom series draw: text from its left middle on, a line, a mark around its middle.
  charts.textAt = function (words, x, y, colour, size, weight) {
    return {type: 'text', style: {text: words, x: x, y: y, textVerticalAlign: 'middle', fill: colour, fontSize: size,
                                  fontWeight: weight || 'normal'}};
  };
  charts.lineAt = function (x1, y1, x2, y2, colour, width) {
    return {type: 'line', shape: {x1: x1, y1: y1, x2: x2, y2: y2}, style: {stroke: colour, lineWidth: width}};
  };
  charts.markAt = function (mark, x, y, size) {
    return {type: 'path', shape: {pathData: mark.outline, x: x - size / 2, y: y - size / 2, width: size, height: size},
            style: {fill: mark.colour}};
  };

  // The word 'failed' (or what it was) in the rows that have no time. `say` gives the words for a case.
  charts.failedRows = function (settings, rows, say) {
    return {
      type: 'custom', silent: true, clip: false, data: rows.map(function (row, index) { return [null, index]; }),
      renderItem: function (params, api) {
        var row = rows[params.dataIndex];
        if (row.best) return null;
        var left = params.coordSys.x + 8;
        var room = Math.max(Math.floor((settings.width - left - 12) / CHARACTER), 8);
        var absence = charts.absence(row, say);
        return charts.textAt(charts.shortened(absence.words, room), left, api.coord([1, params.dataIndex])[1],
                             charts.theme(settings)[absence.isBad ? 'bad' : 'dim'], 12);
      }
    };
  };

  // Dashed lines at a value of x, with words at the top, or of y: [{xAxis or yAxis, words}]. `top` is the end of an x
  // line that is up: 'end', or 'start' where the y axis is inverse.
  charts.landmarks = function (settings, top, lines) {
    var colours = charts.theme(settings);
    return {
      silent: true, symbol: 'none', animation: false, z: 1,
      lineStyle: {color: colours.faint, type: [4, 4], width: 1},
      data: lines.map(function (line) {
        return {xAxis: line.xAxis, yAxis: line.yAxis,
                label: {show: !!line.words, formatter: line.words || '', position: top, distance: 4,
                        color: colours.dim, fontSize: 11}};
      })
    };
  };

  // --- Tooltips. A tip is {name, tip: [[what, text], …]}.
  function escaped(text) { return echarts.format.encodeHTML(String(text)); }

  // Tooltips are HTML: every text from the data goes through encodeHTML.
  function html(tip) {
    return '<b>' + escaped(tip.name) + '</b><table class="tip">' + tip.tip.map(function (line) {
      return '<tr><td>' + escaped(line[0]) + '</td><td>' + escaped(line[1]) + '</td></tr>';
    }).join('') + '</table>';
  }

  // `tell` gives the tip of the item that is pointed at, or nothing; else the item is one itself.
  charts.tipOfItem = function (tell) {
    return {trigger: 'item', confine: true, formatter: function (params) {
      var tip = tell ? tell(params) : params.data;
      return tip && tip.tip ? html(tip) : '';
    }};
  };

  // `tell` gives the tip of a row of charts.namesAxis.
  charts.tipOfRow = function (rows, tell) {
    return {trigger: 'axis', axisPointer: {type: 'shadow', shadowStyle: {opacity: 0.06}}, confine: true,
            formatter: function (params) { return html(tell(rows[Number(params[0].axisValue)])); }};
  };

  function remarkLine(one, mark, remark) {
    return [mark + remark.samples + ' of ' + one.planned, charts.shortened(remark.text, 90)];
  }

  charts.disturbed = function (one) {
    return one.tainted > 0 ? [['disturbed', one.tainted + (one.tainted === 1 ? ' sample' : ' samples')]] : [];
  };

  // `row` is one of charts.rows, or as much of it as is known; `name` stands in place of its own.
  charts.caseTip = function (workload, row, name) {
    if (row.absent) return {name: row.name, tip: [[row.absent, '']]};
    if (!row.best) return {name: row.name, tip: (row.there || row.cases).map(function (one) {
      return ['at ' + one.concurrency, charts.shortened(charts.failure(one), 90)];
    })};
    // What the chart does not say; the table has all.
    var one = row.best;
    var time = one.time_ns;
    var lines = [['median', charts.duration(time.median) + ', middle half ' + charts.durationRange(time.lower_quartile, time.upper_quartile)]];
    if (row.words) lines.unshift(['verdict', row.words]);
    if (one.bound_ns !== null)
      lines.push(['lower bound', charts.duration(one.bound_ns) + ': ' + one.bound + (one.over_bound < 0.98 ? '; it does not hold here' : '')]);
    if (one.speedup !== null) lines.push(['speedup', charts.ratio(one.speedup)]);
    if (one.cpu_ns !== null) lines.push(['CPU time', charts.duration(one.cpu_ns)]);
    if (one.memory_bytes !== null) lines.push(['memory', charts.memory(one.memory_bytes)]);
    one.reasons.slice(0, 1).forEach(function (remark) { lines.push(remarkLine(one, '', remark)); });
    charts.taints(one).slice(0, 1).forEach(function (remark) { lines.push(remarkLine(one, '† ', remark)); });
    return {name: (name || row.name) + ' at ' + one.concurrency, tip: lines};
  };

  // Many boxes as one element: [x, y, width, height] each. Made known when it is first drawn: ECharts may be read later than this file.
  charts.BOXES = 'concbenchBoxes';
  charts.knowBoxes = function () {
    if (echarts.graphic.getShapeClass(charts.BOXES)) return;
    echarts.graphic.registerShape(charts.BOXES, echarts.graphic.extendShape({
      shape: {boxes: []},
      buildPath: function (path, shape) {
        shape.boxes.forEach(function (box) { path.rect(box[0], box[1], box[2], box[3]); });
      }
    }));
  };
})();
