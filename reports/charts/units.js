// Numbers with units, for people. units.cpp writes them alike; a test holds the two together.
(function () {
  'use strict';
  var TIMES = [[1e9, 's'], [1e6, 'ms'], [1e3, 'µs'], [1, 'ns']];
  var THOUSANDS = [[1e12, 'T'], [1e9, 'G'], [1e6, 'M'], [1e3, 'k'], [1, '']];
  var BINARY = [[1073741824, 'GiB'], [1048576, 'MiB'], [1024, 'KiB'], [1, 'B']];

  function grouped(value) { return value.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ','); }

  function digits(value) {
    var size = Math.abs(value);
    if (size >= 999.5) return grouped(Number(value.toPrecision(3)));
    if (size >= 99.95) return value.toFixed(0);
    if (size >= 9.995) return value.toFixed(1);
    if (size >= 0.9995 || size < 1e-9) return value.toFixed(2);
    if (size >= 0.0995) return value.toFixed(3);
    return value.toFixed(Math.ceil(-Math.log(size) / Math.LN10) + 1);
  }

  function unitFor(value, units) {
    for (var i = 0; i < units.length; i++) if (Math.abs(value) >= units[i][0] * 0.9995) return units[i];
    return units[units.length - 1];
  }

  function withUnit(value, units) {
    var unit = unitFor(value, units);
    return digits(value / unit[0]) + ' ' + unit[1];
  }

  function duration(ns) { return withUnit(ns, TIMES); }

  function durationRange(from, to) {
    var unit = unitFor(to, TIMES);
    return digits(from / unit[0]) + ' – ' + digits(to / unit[0]) + ' ' + unit[1];
  }

  function rate(perSecond, name) {
    var unit = unitFor(perSecond, THOUSANDS);
    var space = name === 'B' || unit[1] === '' ? '' : ' ';
    return digits(perSecond / unit[0]) + ' ' + unit[1] + space + name + '/s';
  }

  function ratio(value) { return digits(value) + '×'; }

  // A share: 0.025 is 2.5 %.
  function percent(share) {
    var tenths = Math.round(share * 1000);
    return (tenths >= 100 || tenths % 10 === 0 ? (share * 100).toFixed(0) : (share * 100).toFixed(1)) + ' %';
  }

  // Short forms for the ticks of an axis: "20 ms", "0", "0.5×".
  function trimmed(value) { return String(parseFloat(value.toPrecision(3))); }
  function durationTick(ns) {
    var unit = unitFor(ns, TIMES);
    return ns === 0 ? '0' : trimmed(ns / unit[0]) + ' ' + unit[1];
  }
  function ratioTick(value) { return trimmed(value) + '×'; }

  charts.duration = duration;
  charts.durationRange = durationRange;
  charts.rate = rate;
  charts.ratio = ratio;
  charts.percent = percent;
  charts.amount = digits;
  // For small cells: "306k×".
  charts.shortRatio = function (value) {
    var unit = unitFor(value, THOUSANDS);
    return value < 999.5 ? ratio(value) : trimmed(value / unit[0]) + unit[1] + '×';
  };
  charts.memory = function (bytes) { return withUnit(bytes, BINARY); };
  charts.memoryTick = function (bytes) {
    var unit = unitFor(bytes, BINARY);
    return trimmed(bytes / unit[0]) + ' ' + unit[1];
  };
  // The least distance of at most so many ticks that is round in bytes, KiB or larger.
  charts.memoryStep = function (most, ticks) {
    var unit = unitFor(most, BINARY)[0];
    var least = most / ticks / unit;
    var power = Math.pow(10, Math.floor(Math.log(least) / Math.LN10));
    var round = [1, 2, 5, 10].filter(function (step) { return step * power >= least; })[0];
    return round * power * unit;
  };
  charts.energy = function (microjoules) { return withUnit(microjoules, [[1e6, 'J'], [1e3, 'mJ'], [1, 'µJ']]); };
  charts.grouped = grouped;
  charts.counted = function (count, word) { return grouped(count) + ' ' + word + (count === 1 ? '' : 's'); };
  charts.countTick = function (value) {
    var unit = unitFor(value, THOUSANDS);
    return value === 0 ? '0' : trimmed(value / unit[0]) + unit[1];
  };
  charts.durationTick = durationTick;
  charts.ratioTick = ratioTick;
})();
