// What speed costs: the CPU time, or the memory, of a run against its time, one mark per runner. Who is left of and below all
// others is on the frontier, which the summary tells.
(function () {
  'use strict';
  var VIEWS = [{id: 'cpu', title: 'CPU time', field: 'cpu_ns', frontier: 'cpu_frontier', text: charts.duration, tick: charts.durationTick},
               {id: 'memory', title: 'Memory', field: 'memory_bytes', frontier: 'memory_frontier', text: charts.memory, tick: charts.memoryTick}];
  var NAMED = 14;  // runners; more names find no room

  function viewsOf(model, workload) {
    return VIEWS.filter(function (view) {
      return workload.runners.filter(function (result) { return result.best !== null && model.cases[result.best][view.field] > 0; }).length > 1;
    });
  }

  function viewOf(model, workload, settings) {
    var views = viewsOf(model, workload);
    return views.filter(function (view) { return view.id === settings.view; })[0] || views[0];
  }

  // Those that have both numbers, those on the frontier first, each by time: {row, name, x, y, isFirst: on the frontier}.
  function pointsOf(model, workload, settings) {
    var view = viewOf(model, workload, settings);
    var points = charts.rows(model, workload, {runners: settings.runners}).filter(function (row) {
      return row.best && row.best[view.field] > 0;
    }).map(function (row) {
      return {row: row, name: charts.shortened(row.name, 17), x: row.best.time_ns.median, y: row.best[view.field],
              isFirst: workload[view.frontier].indexOf(row.name) >= 0};
    });
    return points.filter(function (point) { return point.isFirst; }).concat(points.filter(function (point) { return !point.isFirst; }));
  }

  function overlap(a, b) { return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height; }

  // A place for the name of each near its mark, where it covers no mark, no other name and no line: {x, y} of its left middle,
  // how far `away` it is, and where a line to it ends; or nothing. `at` are all marks' places; `taken` is covered already.
  function placeNames(points, at, area, taken) {
    var covered = taken.concat(at.map(function (mark) { return {x: mark[0] - 7, y: mark[1] - 7, width: 14, height: 14}; }));
    return points.map(function (point, index) {
      var width = point.name.length * (point.isFirst ? 7.4 : 6.8), found = null;
      [11, 22, 34, 48, 64, 84].some(function (away) {
        return [[1, 0], [-1, 0], [0, -1], [0, 1], [1, -1], [1, 1], [-1, -1], [-1, 1]].some(function (side) {
          var box = {x: at[index][0] + side[0] * away - (side[0] < 0 ? width : side[0] > 0 ? 0 : width / 2),
                     y: at[index][1] + side[1] * (away + 3) - 7, width: width, height: 14};
          var isInside = box.x >= area.x && box.x + width <= area.x + area.width + area.right && box.y >= area.y - 6 && box.y + 14 <= area.y + area.height;
          if (!isInside || covered.some(function (other) { return overlap(box, other); })) return false;
          covered.push(box);
          found = {x: box.x, y: box.y + 7, away: away, end: [Math.min(Math.max(at[index][0], box.x), box.x + width), box.y + 7 - side[1] * 6]};
          return true;
        });
      });
      return found;
    });
  }

  function step(points) {
    var line = [];
    points.forEach(function (point, index) {
      if (index > 0) line.push([point[0], line[line.length - 1][1]]);
      line.push(point);
    });
    return line;
  }

  function drawAll(points, marks, settings) {
    var colours = charts.theme(settings);
    return function (params, api) {
      if (params.dataIndex > 0) return null;
      var area = {x: params.coordSys.x, y: params.coordSys.y, width: params.coordSys.width, height: params.coordSys.height, right: 12};
      var at = points.map(function (point) { return api.coord([point.x, point.y]); });
      var frontier = step(at.filter(function (place, index) { return points[index].isFirst; }));
      var lines = frontier.slice(1).map(function (to, index) {
        var from = frontier[index];
        return {x: Math.min(from[0], to[0]), y: Math.min(from[1], to[1]) - 1, width: Math.abs(to[0] - from[0]) + 1, height: Math.abs(to[1] - from[1]) + 2};
      });
      var parts = [{type: 'polyline', shape: {points: frontier}, style: {fill: 'none', stroke: colours.faint, lineWidth: 1.5}}];
      placeNames(points.slice(0, NAMED), at, area, lines).forEach(function (place, index) {
        if (!place) return;
        var point = points[index];
        if (place.away > 11) parts.push(charts.lineAt(at[index][0], at[index][1], place.end[0], place.end[1], colours.faint, 0.7));
        parts.push(charts.textAt(point.name, place.x, place.y, point.isFirst ? colours.ink : colours.dim, 11, point.isFirst ? 'bold' : 'normal'));
      });
      return {type: 'group', silent: true, children: parts};
    };
  }

  function option(model, workload, settings) {
    var view = viewOf(model, workload, settings), points = pointsOf(model, workload, settings);
    var marks = charts.marks(model, settings);
    var left = 66, right = 26;
    // Equal distances are equal ratios.
    function axis(of, how) {
      how.values = points.map(function (point) { return point[of]; });
      how.log = true;
      return charts.valueAxis(settings, how);
    }
    var x = axis('x', {tick: charts.durationTick, room: settings.width - left - right, name: 'time of a run'});
    var y = axis('y', {tick: view.tick, room: 290, apart: 24, binary: view.id === 'memory'});
    x.axisLine = {show: true, lineStyle: {color: charts.theme(settings).line}};
    return {
      grid: {left: left, right: right, top: charts.top(settings) + 10, bottom: 46}, xAxis: x, yAxis: y,
      tooltip: charts.tipOfItem(),
      series: [{type: 'scatter', symbolSize: 12, symbolKeepAspect: true, silent: settings.still, emphasis: {disabled: true}, z: 4,
                data: points.map(function (point) {
                  var tip = charts.caseTip(workload, point.row);
                  return {value: [point.x, point.y], symbol: 'path://' + marks[point.row.name].outline, name: tip.name, tip: tip.tip,
                          itemStyle: {color: marks[point.row.name].colour, opacity: 1}};
                })},
               {type: 'custom', renderItem: drawAll(points, marks, settings), silent: true, clip: false, z: 3,
                data: points.map(function (point) { return [point.x, point.y]; })}]
    };
  }

  charts.add({
    id: 'cost', title: 'What the time costs', rank: 4, option: option,
    has: function (model, workload) { return viewsOf(model, workload).length > 0; },
    views: function (model, workload) { return viewsOf(model, workload); },
    suffix: function (settings) { return settings.view ? '-' + settings.view : ''; },
    subtitle: function (model, workload, settings) {
      return charts.joined([viewOf(model, workload, settings).title + ' of a run against its time: left is faster, lower is cheaper, log scales',
                            'bold, joined by the line: none is both faster and cheaper']);
    },
    height: function (model, workload, settings) { return charts.top(settings) + 356; },
    csv: function (model, workload, settings) { return charts.rowTable(charts.rows(model, workload, {runners: settings.runners})); },
    alternative: function (model, workload, settings) {
      var view = viewOf(model, workload, settings);
      return pointsOf(model, workload, {view: settings.view}).map(function (point) {
        return point.row.name + ' ' + charts.duration(point.x) + ' for ' + view.text(point.y) + (point.isFirst ? ' (on the frontier)' : '');
      }).join(', ');
    }
  });
})();
