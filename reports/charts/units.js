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

  charts.duration = function (ns) { return withUnit(ns, TIMES); };
  charts.durationRange = function (from, to) {
    var unit = unitFor(to, TIMES);
    return digits(from / unit[0]) + ' – ' + digits(to / unit[0]) + ' ' + unit[1];
  };
  charts.rate = function (perSecond, name) {
    var unit = unitFor(perSecond, THOUSANDS);
    var space = name === 'B' || unit[1] === '' ? '' : ' ';
    return digits(perSecond / unit[0]) + ' ' + unit[1] + space + name + '/s';
  };
  charts.ratio = function (value) { return digits(value) + '×'; };
  charts.memory = function (bytes) { return withUnit(bytes, BINARY); };
  charts.energy = function (microjoules) { return withUnit(microjoules, [[1e6, 'J'], [1e3, 'mJ'], [1, 'µJ']]); };
  charts.amount = digits;
  charts.grouped = grouped;
  charts.counted = function (count, word) { return grouped(count) + ' ' + word + (count === 1 ? '' : 's'); };

  // A share: 0.025 is 2.5 %.
  charts.percent = function (share) {
    var tenths = Math.round(share * 1000);
    return (tenths >= 100 || tenths % 10 === 0 ? (share * 100).toFixed(0) : (share * 100).toFixed(1)) + ' %';
  };

  // Short forms for the ticks of an axis and for small cells: "20 ms", "0", "0.5×", "306k×".
  function trimmed(value, units, space, digits) {
    var unit = unitFor(value, units);
    return parseFloat((value / unit[0]).toPrecision(digits || 3)) + space + unit[1];
  }
  charts.durationTick = function (ns) { return ns === 0 ? '0' : trimmed(ns, TIMES, ' '); };
  charts.fineDurationTick = function (ns) { return ns === 0 ? '0' : trimmed(ns, TIMES, ' ', 7); };  // of an axis that is far from 0
  charts.ratioTick = function (value) { return parseFloat(value.toPrecision(3)) + '×'; };
  charts.shortRatio = function (value) { return value < 999.5 ? charts.ratio(value) : trimmed(value, THOUSANDS, '') + '×'; };
  charts.memoryTick = function (bytes) { return trimmed(bytes, BINARY, ' '); };
  charts.countTick = function (value) { return value === 0 ? '0' : trimmed(value, THOUSANDS, ''); };

  // The least distance of at most so many ticks that is round in bytes, KiB or larger.
  charts.memoryStep = function (most, ticks) {
    var unit = unitFor(most, BINARY)[0];
    var least = most / ticks / unit;
    var power = Math.pow(10, Math.floor(Math.log(least) / Math.LN10));
    var round = [1, 2, 5, 10].filter(function (step) { return step * power >= least; })[0];
    return round * power * unit;
  };
})();
