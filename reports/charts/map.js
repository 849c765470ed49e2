// The map of the answer: which model for which length of task and share of waiting. What was measured carries a mark and a
// name, and is hatched where it is undecided; what lies between is a tint, paler where it is close.
(function () {
  'use strict';
  var ROW = 23;

  function waitingText(share) { return share === 0 ? 'no waiting' : charts.percent(share) + ' waiting'; }
  function placeText(spot) { return charts.durationTick(spot.length_ns) + ', ' + waitingText(spot.waiting); }
  function isOpen(spot) { return spot.measured && spot.runner !== '' && spot.certainty === 'open'; }

  function named(spot, model) { return spot.runner === model.baseline ? 'one thread' : spot.runner; }
  function ratioText(spot, model) {
    return spot.speedup === null || spot.runner === model.baseline ? '' : ', ' + charts.ratio(spot.speedup) + ' as fast as one thread';
  }

  // What to use for such a task, in a sentence.
  charts.mapSentence = function (model, spot) {
    var task = 'Tasks of ' + charts.durationTick(spot.length_ns) + (spot.waiting === 0 ? ' that never wait' : ' that wait ' + charts.percent(spot.waiting) + ' of the time') + ': ';
    if (!spot.runner) return task + 'nothing was measured near there.';
    var others = spot.others.join(', ');
    var ratio = ratioText(spot, model);
    if (!spot.measured)
      return task + named(spot, model) + (ratio && ratio.replace(', ', ', about ')) + (others && '; about as fast: ' + others) +
             '. Interpolated between measured points.';
    var at = spot.concurrency > 1 ? ' with ' + charts.grouped(spot.concurrency) + ' at once' : '';
    if (isOpen(spot))
      return task + named(spot, model) + at + ratio + (others ? ', but not told apart from ' + others : ', but nothing is decided') + '. Measured.';
    return task + (spot.certainty === 'likely' ? 'likely ' : '') + named(spot, model) + at + ratio +
           (others && (spot.certainty === 'sure' ? '; as good: ' : '; perhaps as good: ') + others) + '. Measured.';
  };

  // Slanting lines across a box.
  function hatch(x, y, width, height, colour) {
    var lines = [];
    for (var from = 6 - height; from < width; from += 7) {
      var left = Math.max(from, 0);
      var right = Math.min(from + height, width);
      lines.push(charts.lineAt(x + left, y + height - (left - from), x + right, y + height - (right - from), colour, 1));
    }
    return lines;
  }

  function drawSpot(model, map, settings) {
    var colours = charts.theme(settings);
    var marks = charts.marks(model, settings);
    return function (params, api) {
      var spot = map.spots[params.dataIndex];
      var size = api.size([1, 1]);
      var middle = api.coord([api.value(0), api.value(1)]);
      // In whole pixels: else there are seams between the boxes.
      var left = Math.round(middle[0] - size[0] / 2), top = Math.round(middle[1] - size[1] / 2);
      var box = {x: left, y: top, width: Math.round(middle[0] + size[0] / 2) - left, height: Math.round(middle[1] + size[1] / 2) - top};
      var mark = marks[spot.runner];
      var other = marks[spot.others[0]];
      var isPale = !spot.measured && spot.others.length > 0;
      var children = [{type: 'rect', shape: box, style: {fill: mark ? mark.colour : colours.empty, opacity: !mark ? 1 : isPale ? 0.13 : 0.34}}];
      if (isOpen(spot)) children = children.concat(hatch(box.x, box.y, box.width, box.height, other ? other.colour : colours.dim));
      if (spot.length_ns === settings.length && spot.waiting === settings.waiting)
        children.push({type: 'rect', shape: box, style: {fill: null, stroke: colours.ink, lineWidth: 2}, z2: 3});
      return {type: 'group', children: children};
    };
  }

  function nameOf(spot) {
    if (!spot.runner) return 'no time';
    if (isOpen(spot) && spot.others.length > 0)
      return spot.others.length === 1 ? spot.runner + ' or ' + spot.others[0] : spot.runner + ' or ' + spot.others.length + ' others';
    return spot.runner;
  }

  function drawMark(model, places, settings) {
    var colours = charts.theme(settings);
    var marks = charts.marks(model, settings);
    var narrow = charts.isNarrow(settings);
    return function (params, api) {
      var place = places[params.dataIndex];
      var at = api.coord([api.value(0), api.value(1)]);
      var area = params.coordSys;
      var mark = marks[place.spot.runner];
      var children = mark ? [charts.markAt({outline: mark.outline, colour: colours.paper}, at[0], at[1], 15), charts.markAt(mark, at[0], at[1], 11)] : [];
      // The names of the first and last column stay inside, and those of the lowest row stand above it.
      var isFirst = at[0] - area.x < 40;
      var isLast = area.x + area.width - at[0] < 40;
      children.push({type: 'text', style: {
        text: narrow ? nameOf(place.spot).replace(/([_ ])/g, '$1\n') : charts.shortened(nameOf(place.spot), 30), x: isFirst ? area.x + 3 : isLast ? area.x + area.width - 3 : at[0], y: at[1] - 10,
        textAlign: isFirst ? 'left' : isLast ? 'right' : 'center', textVerticalAlign: 'bottom', fill: colours.ink, stroke: colours.paper, lineWidth: 3,
        fontSize: narrow ? 9 : 12, lineHeight: 13, fontWeight: isOpen(place.spot) ? 'normal' : 'bold'}});
      return {type: 'group', children: children};
    };
  }

  function option(model, map, settings) {
    var narrow = charts.isNarrow(settings);
    var colours = charts.theme(settings);
    var measured = map.spots.filter(function (spot) { return spot.measured; });
    function place(spot) { return {value: [map.lengths.indexOf(spot.length_ns), map.shares.indexOf(spot.waiting)], spot: spot}; }
    // A place for each value; those measured have labels.
    function axisOf(values, field, tick, name, gap) {
      return {type: 'category', data: values.map(String), name: name, nameLocation: 'middle', nameGap: gap, nameTextStyle: {color: colours.dim, fontSize: 11},
              axisTick: {show: false}, axisLine: {show: false}, splitLine: {show: false},
              axisLabel: {color: colours.dim, fontSize: 11, formatter: function (text, at) { return tick(values[at]); },
                          interval: function (at) { return measured.some(function (spot) { return spot[field] === values[at]; }); }}};
    }
    var tip = charts.tipOfItem(function (params) {
      var spot = params.data.spot;
      return {name: placeText(spot), tip: [
        [spot.measured ? 'measured' : 'interpolated', spot.runner ? nameOf(spot) + (spot.certainty === 'likely' && spot.measured ? ' (likely)' : '') : 'no time'],
        ['against one thread', spot.speedup === null ? '–' : charts.ratio(spot.speedup)]
      ].concat(spot.others.length > 0 ? [[isOpen(spot) ? 'not told apart' : spot.measured ? 'as good' : 'about as fast', charts.shortened(spot.others.join(', '), 60)]] : [])};
    });
    return {
      grid: {left: narrow ? 44 : 62, right: 10, top: charts.top(settings) + 8, bottom: 46},
      xAxis: axisOf(map.lengths, 'length_ns', charts.durationTick, 'time of a task on one thread', 26),
      yAxis: axisOf(map.shares, 'waiting', charts.percent, 'of it waiting', narrow ? 36 : 44),
      tooltip: tip,
      series: [{type: 'custom', data: map.spots.map(place), renderItem: drawSpot(model, map, settings), silent: settings.still},
               {type: 'custom', data: measured.map(place), renderItem: drawMark(model, measured.map(place), settings), silent: settings.still, z: 5, clip: false}]
    };
  }

  charts.add({
    id: 'map', title: 'The fastest model by length of task and waiting', section: 'map', option: option,
    subjects: function (model) { return model.map ? [model.map] : []; },
    subtitle: function () {
      return 'Marks: measured; hatched where they could not be told apart. Tints between them: interpolated; pale where others are within 5 %';
    },
    height: function (model, map, settings) { return charts.top(settings) + 54 + ROW * map.shares.length; },
    csv: function (model, map) {
      return charts.table([['length_ns'], ['waiting'], ['measured'], ['certainty'], ['runner'], ['others', function (spot) { return spot.others.join(' '); }],
                           ['concurrency'], ['speedup']], map.spots);
    },
    alternative: function (model, map) {
      return map.words + ' ' + map.spots.filter(function (spot) { return spot.measured; }).map(function (spot) {
        return placeText(spot) + ': ' + spot.words;
      }).join('; ');
    }
  });
})();
