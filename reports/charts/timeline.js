// What happened inside one run of each runner: a row per worker, a bar per task, one time axis for all.
(function () {
  'use strict';
  var WINDOW = 4;        // times the shortest run: what takes longer leaves the chart, or the others would shrink to nothing
  var PANEL = 52;        // pixels, of a runner with many lanes
  var LANE = 14;         // at most
  var GAP = 10;          // between runners
  var MOST = 12;         // runners; more would be pages of bars
  var MOST_ITEMS = 4000; // bars that can be pointed at
  var NARROWEST = 5;     // pixels, of a bar that is drawn by itself: a row of thinner ones would be stripes
  var WORDS = 30;        // at least, beside two lines of words
  var LABEL = 178;
  var END = 92;          // right of the plot: room for the time of the run

  function withTrace(model, workload, settings, isDistorted) {
    return charts.rows(model, workload, settings).filter(function (row) {
      return row.best && row.best.trace && row.best.trace.reason === '' && row.best.trace.distorted === isDistorted;
    });
  }
  function traced(model, workload, settings) { return withTrace(model, workload, settings, false); }
  charts.traced = traced;

  // Whose traced run is not shown, and why; nothing where all are.
  charts.notTraced = function (model, workload, settings) {
    var rows = withTrace(model, workload, {concurrency: settings.concurrency}, true);
    if (rows.length === 0) return '';
    var first = rows[0].best;
    return 'Not drawn: ' + rows.map(function (row) { return row.name; }).join(', ') + '. Noting every task changed the time of ' +
           (rows.length === 1 ? 'this run' : 'these runs') + ' too much (' + rows[0].name + ': ' +
           charts.duration(first.trace.wall_ns) + ' traced, ' + charts.duration(first.time_ns.median) + ' timed)';
  };

  // Those that have a timeline, and of many the best.
  function drawn(model, workload, settings) {
    return traced(model, workload, settings).filter(function (row) { return row.best.trace.timeline.workers.length > 0; }).slice(0, MOST);
  }

  function lanesOf(trace) {
    return trace.timeline.workers.reduce(function (sum, worker) { return sum + worker.lanes.length; }, 0);
  }

  // Where the chart ends at first: where the last run ends; where three in four have, if the others take far longer; or
  // soon after half of them have, if those do: most of the width would else be empty.
  function fit(rows) {
    var walls = rows.map(function (row) { return row.best.trace.wall_ns; }).sort(function (a, b) { return a - b; });
    var half = walls[Math.ceil(0.5 * walls.length) - 1], most = walls[Math.ceil(0.75 * walls.length) - 1];
    var longest = walls[walls.length - 1];
    var end = longest <= 1.5 * most ? longest : 1.05 * most;
    return {end: Math.min(end <= 2 * half ? end : 1.25 * half, WINDOW * walls[0], longest), longest: longest};
  }

  // The part of the runs' time that is drawn, of how much there is, and what lies left and right of the plot.
  function span(model, workload, settings) {
    var rows = drawn(model, workload, settings);
    if (rows.length === 0) return null;
    var fitting = fit(rows);
    var window = settings.window || [0, fitting.end];
    return {from: window[0], to: window[1], longest: fitting.longest, left: charts.isNarrow(settings) ? 12 : LABEL, right: END};
  }

  // Where each runner lies, from the top: {row, top, lane (height of one), height}.
  function panels(rows, settings) {
    var narrow = charts.isNarrow(settings);
    var y = 0;
    return rows.map(function (row) {
      var lanes = lanesOf(row.best.trace);
      var lane = Math.min(PANEL / lanes, LANE);
      var slot = Math.max(lanes * lane, narrow ? 0 : WORDS);
      var panel = {row: row, top: y + (narrow ? 18 : (slot - lanes * lane) / 2), lane: lane, height: lanes * lane};
      y += (narrow ? 18 : 0) + slot + GAP;
      panel.bottom = y;
      return panel;
    });
  }

  // The bars of a lane as drawn: tasks too short to be seen apart become one band.
  function bands(lane, shown, perNanosecond) {
    var made = [];
    var last = null;
    for (var i = 0; i < lane.length; i += 4) {
      var bar = {begin: lane[i], end: lane[i] + lane[i + 1], tasks: lane[i + 2], first: lane[i + 3]};
      if (bar.end < shown.from) continue;
      if (bar.begin > shown.to) break;
      bar.joined = bar.tasks > 1 || (bar.end - bar.begin) * perNanosecond < NARROWEST;
      if (last && last.joined && bar.joined && (bar.begin - last.end) * perNanosecond < 1) {
        last.end = bar.end;
        last.tasks += bar.tasks;
      } else {
        made.push(last = bar);
      }
    }
    return made;
  }

  // Everything that is drawn, as data of one custom series: of each runner the idle backgrounds, the bars (joined ones in a flat
  // tint), and the words. A bar is an item of its own where it can be pointed at; a still picture draws those of one kind as
  // one shape.
  function itemsOf(places, shown, perNanosecond, isStill) {
    var items = [];
    function within(time) { return Math.min(Math.max(time, shown.from), shown.to); }
    places.forEach(function (panel) {
      var trace = panel.row.best.trace;
      var idle = {panel: panel, kind: 'idle', boxes: []};
      var kinds = [{panel: panel, kind: 'task', boxes: []}, {panel: panel, kind: 'joined', boxes: []}];
      var bars = [], end = trace.wall_ns;
      var y = panel.top;
      trace.timeline.workers.forEach(function (worker, number) {
        idle.boxes.push([shown.from, within(trace.wall_ns), y, worker.lanes.length * panel.lane]);
        worker.lanes.forEach(function (lane) {
          bands(lane, shown, perNanosecond).forEach(function (bar) {
            end = Math.max(end, bar.end);
            var box = [within(bar.begin), within(bar.end), y, panel.lane];
            var kind = kinds[bar.joined ? 1 : 0];
            kind.boxes.push(box);
            bars.push({panel: panel, kind: kind.kind, boxes: [box], bar: bar, worker: worker, number: number});
          });
          y += panel.lane;
        });
      });
      items = items.concat([idle], isStill || items.length + bars.length > MOST_ITEMS ? kinds : bars,
                           [{panel: panel, kind: 'words', boxes: [[shown.from, within(end), panel.top, y - panel.top]]}]);
    });
    return items;
  }

  function workersText(trace) {
    var workers = trace.timeline.workers.length, lanes = trace.timeline.lanes;
    var every = trace.timeline.every > 1 ? ', 1 lane of ' + trace.timeline.every : '';
    if (trace.threads > workers) return charts.counted(trace.threads, 'worker') + ', ' + lanes + ' at once' + every;
    return charts.counted(trace.threads, 'worker') + (lanes > workers ? ', ' + lanes + ' tasks at once' : '') + every;
  }

  function draw(items, settings, marks, shown) {
    var colours = charts.theme(settings);
    var narrow = charts.isNarrow(settings);
    return function (params, api) {
      var item = items[params.dataIndex];
      // A lane as thin as a hair needs no gap; others stand apart. So do tasks that follow each other.
      var gap = item.panel.lane >= 3 ? 1 : 0;
      var boxes = item.boxes.map(function (box) {
        var from = api.coord([box[0], box[2]]);
        var width = api.coord([box[1], 0])[0] - from[0];
        return [from[0], from[1], Math.max(item.kind === 'task' ? width - Math.min(1, width / 4) : width, 0.7), Math.max(box[3] - gap, 0.6)];
      });
      if (item.kind !== 'words')
        return {type: charts.BOXES, silent: item.kind === 'idle', shape: {boxes: boxes},
                style: {fill: item.kind === 'idle' ? colours.empty : marks[item.panel.row.name].colour, opacity: item.kind === 'joined' ? 0.6 : 1}};
      var top = boxes[0][1], to = boxes[0][0] + boxes[0][2], middle = top + boxes[0][3] / 2;
      var trace = item.panel.row.best.trace;
      var name = charts.shortened(item.panel.row.name, 17);
      var left = params.coordSys.x - LABEL + 10;
      var at = 'at ' + item.panel.row.best.concurrency, about = workersText(trace);
      var arrow = trace.wall_ns > shown.to ? '→ ' : trace.wall_ns < shown.from ? '← ' : '';
      var parts = narrow
          ? [charts.textAt(name, params.coordSys.x, top - 10, colours.ink, 12, 'bold'),
             charts.textAt(at + ', ' + about, params.coordSys.x + 8 + name.length * 7.7, top - 10, colours.dim, 11)]
          : [charts.textAt(name, left, middle - 7, colours.ink, 12, 'bold'),
             charts.textAt(at, left + 8 + name.length * 7.7, middle - 7, colours.faint, 11),
             charts.textAt(about, left, middle + 8, colours.dim, 11)];
      parts.push(charts.textAt(arrow + charts.duration(trace.wall_ns) + (trace.taints.length > 0 ? '†' : ''), to + 6, middle, colours.ink, 12));
      return {type: 'group', silent: true, children: parts};
    };
  }

  function tip(item) {
    var bar = item.bar;
    if (!bar) return null;
    var taints = item.panel.row.best.trace.taints.map(function (taint) { return ['† ' + taint.split(':')[0], charts.shortened(taint, 90)]; });
    return {name: item.panel.row.name + ' at ' + item.panel.row.best.concurrency, tip: [
      [bar.tasks === 1 ? 'task ' + charts.grouped(bar.first) : charts.counted(bar.tasks, 'task'), bar.tasks === 1 ? '' : 'one after another'],
      ['began', charts.duration(bar.begin) + ' after the start'], ['took', charts.duration(bar.end - bar.begin)],
      ['worker ' + (item.number + 1), charts.counted(item.worker.tasks, 'task') + ', busy for ' + charts.duration(item.worker.busy_ns)]].concat(taints)};
  }

  function option(model, workload, settings) {
    var rows = drawn(model, workload, settings);
    if (rows.length === 0) return {series: []};
    charts.knowBoxes();
    var places = panels(rows, settings);
    var shown = span(model, workload, settings);
    var room = settings.width - shown.left - shown.right;
    var items = itemsOf(places, shown, room / (shown.to - shown.from), settings.still);
    var x = charts.valueAxis(settings, {tick: charts.fineDurationTick, room: room, min: shown.from, max: shown.to, open: true});
    var height = places[places.length - 1].bottom;
    return {
      grid: {left: shown.left, right: shown.right, top: charts.top(settings), height: height},
      xAxis: x, yAxis: {type: 'value', inverse: true, min: 0, max: height, show: false},
      tooltip: charts.tipOfItem(function (params) { return tip(items[params.dataIndex]); }),
      series: [{type: 'custom', renderItem: draw(items, settings, charts.marks(model, settings), shown), clip: false,
                data: items.map(function () { return [0, 0]; }),  // ECharts copies them, with all that they hold
                encode: {x: 0, y: 1}, silent: settings.still, progressive: 0}]
    };
  }

  charts.add({
    id: 'timeline', title: 'What happened inside', rank: 2, wide: true, option: option, span: span,
    has: function (model, workload) { return drawn(model, workload, {}).length > 0; },
    canvas: function () { return true; },
    csv: function (model, workload, settings) {
      var bars = [['runner', 'concurrency', 'worker', 'lane', 'begin_ns', 'duration_ns', 'tasks', 'first_task']];
      drawn(model, workload, settings).forEach(function (row) {
        row.best.trace.timeline.workers.forEach(function (worker, number) {
          worker.lanes.forEach(function (lane, at) {
            for (var i = 0; i < lane.length; i += 4)
              bars.push([row.name, row.best.concurrency, number + 1, at + 1].concat(lane.slice(i, i + 4)));
          });
        });
      });
      return bars;
    },
    subtitle: function (model, workload, settings) {
      var rows = drawn(model, workload, {concurrency: settings.concurrency});
      if (rows.length === 0) return 'No timeline is kept at that concurrency';
      var fitting = fit(rows);
      return charts.joined(['One more run of each, traced: a row for each worker that got a task, a bar for each task; paler: several short tasks',
                            fitting.longest > fitting.end ? '→: goes on' : '',
                            traced(model, workload, {concurrency: settings.concurrency}).length > rows.length ? 'the best ' + rows.length : '',
                            charts.notTraced(model, workload, settings)]);
    },
    height: function (model, workload, settings) {
      var places = panels(drawn(model, workload, settings), settings);
      return charts.top(settings) + 30 + (places.length > 0 ? places[places.length - 1].bottom : 40);
    },
    alternative: function (model, workload, settings) {
      return drawn(model, workload, {concurrency: settings.concurrency}).map(function (row) {
        var trace = row.best.trace;
        return row.name + ': ' + workersText(trace) + ', busy ' + charts.percent(trace.busy) + ' of ' + charts.duration(trace.wall_ns);
      }).join('; ');
    }
  });
})();
