// Where a logarithmic axis begins, ends and has its ticks: at 1, 2 and 5 of every power of ten, in bytes of every binary unit.
(function () {
  'use strict';
  var APART = 46;  // pixels between the ticks of an axis along the width, at least

  // The round numbers around `least` and `most`, ascending: [number, how many powers of ten it is; null where it is none].
  function roundNumbers(least, most, binary) {
    var found = [];
    for (var power = binary ? 0 : Math.floor(Math.log(least) / Math.LN10) - 1, done = false; !done; power++)
      [1, 2, 5].forEach(function (digit) {
        var number = binary ? digit * Math.pow(10, power % 3) * Math.pow(1024, Math.floor(power / 3))
                            : Number(digit + 'e' + power);  // by multiplying 0.3 would be 0.30000000000000004
        found.push([number, digit === 1 ? power : null]);
        done = number > most * 1.001;
      });
    return found;
  }

  function position(number, axis) { return Math.log(number / axis.min) / Math.log(axis.max / axis.min); }

  // Of ascending numbers those that lie far enough from the one before, in the share of the axis.
  charts.thinned = function (numbers, axis, share) {
    var last = -Infinity;
    return numbers.filter(function (number) {
      if (position(number, axis) - last < share) return false;
      last = position(number, axis);
      return true;
    });
  };

  // {min, max, ticks} of a log axis on which all of `values` lie. how: {room: its length in pixels, apart: pixels between
  // two ticks at least, binary: for bytes, tight: it begins and ends at the values, not at the next round number}
  charts.logAxis = function (values, how) {
    var positive = values.filter(function (value) { return value > 0 && isFinite(value); });
    var least = Math.min.apply(null, positive.length ? positive : [1]), most = Math.max.apply(null, positive.length ? positive : [10]);
    var round = roundNumbers(least, most, how.binary), numbers = round.map(function (one) { return one[0]; });
    var below = numbers.filter(function (number) { return number <= least * 1.001; });
    var axis = how.tight && most > least ? {min: least, max: most}
        : {min: below[below.length - 1] || numbers[0],
           max: numbers.filter(function (number) { return number >= most * 0.999; })[0]};
    if (axis.max <= axis.min) axis.max = numbers[numbers.indexOf(axis.min) + 1];
    var within = round.filter(function (one) { return one[0] >= axis.min * 0.999 && one[0] <= axis.max * 1.001; });
    var share = (how.apart || APART) / how.room;
    // All of them, or every power of ten, every second, …: what has room, and at least two.
    for (var every = 0; every <= within.length; every++) {
      axis.ticks = within.filter(function (one) { return every === 0 || (one[1] !== null && one[1] % every === 0); })
          .map(function (one) { return one[0]; });
      if (charts.thinned(axis.ticks, axis, share).length === axis.ticks.length) break;
    }
    if (axis.ticks.length < 2) axis.ticks = [within[0], within[within.length - 1]].map(function (one) { return one[0]; });
    return axis;
  };
})();
