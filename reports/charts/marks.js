// The colours of the two themes, and the mark by which a runner is known in every chart.
(function () {
  'use strict';

  // Okabe and Ito's palette ("Color Universal Design", 2008) gives the hues; runners of one kind share a hue and differ in
  // shade. Each also has a marker and a dash of its own. All stand out from the paper 3 : 1.
  var LIGHT = {
    paper: '#ffffff', ink: '#1c2024', dim: '#5b6470', faint: '#858d97', line: '#c9ced4', grid: '#e9ecef',
    bad: '#b3261e', bound: '#a3004f', empty: '#f1f3f5',
    hues: [['#4a4f55', '#7d838a', '#2b2f33'], ['#0072b2', '#3f97d3', '#00436e'], ['#d55e00', '#b97f00', '#873800'],
           ['#009e73', '#00573f', '#5a9c2f'], ['#c7689b', '#8b3567', '#5c1f45'], ['#8a7a00', '#574d00', '#a08e00'],
           ['#5e4fa2', '#8f82c9', '#362b68']]
  };
  var DARK = {
    paper: '#16191d', ink: '#e8eaed', dim: '#a4acb6', faint: '#7d8691', line: '#444b54', grid: '#282d33',
    bad: '#ff9a8d', bound: '#ff8fc0', empty: '#23282e',
    hues: [['#c9ced4', '#979ea6', '#eceff2'], ['#4aa8e0', '#9ad5f7', '#2b7fb8'], ['#f08138', '#f2bd4b', '#b9642a'],
           ['#2fc299', '#8ae0c6', '#93c95f'], ['#df98bf', '#b9679b', '#f3cfe1'], ['#cdbb2a', '#94861a', '#e8dc7d'],
           ['#a396e0', '#cdc5f2', '#776ab8']]
  };
  charts.theme = function (settings) { return settings.dark ? DARK : LIGHT; };

  // Ten outlines in a box of 10 × 10.
  var OUTLINES = [
    'M5,0.3A4.7,4.7,0,1,1,5,9.7A4.7,4.7,0,1,1,5,0.3Z',                              // disc
    'M0.8,0.8H9.2V9.2H0.8Z',                                                        // square
    'M5,0L10,9.2H0Z',                                                               // triangle
    'M5,-0.6L10.6,5L5,10.6L-0.6,5Z',                                                // diamond
    'M0,0.8H10L5,10Z',                                                              // triangle, point down
    'M3.4,0H6.6V3.4H10V6.6H6.6V10H3.4V6.6H0V3.4H3.4Z',                              // plus
    'M2.2,0L5,2.8L7.8,0L10,2.2L7.2,5L10,7.8L7.8,10L5,7.2L2.2,10L0,7.8L2.8,5L0,2.2Z',  // cross
    'M5,0L6.5,3.5L10,3.8L7.3,6.2L8.1,10L5,8L1.9,10L2.7,6.2L0,3.8L3.5,3.5Z',         // star
    'M2.5,0.6H7.5L10,5L7.5,9.4H2.5L0,5Z',                                           // hexagon
    'M0,0H10L6,5L10,10H0L4,5Z'                                                      // hourglass
  ];
  var DASHES = ['solid', [7, 4], [2, 3]];

  // The marks of machines side by side, by their number; null for one that is not drawn. They go by its place among those that
  // are: of many machines few are drawn, and all charts draw the same.
  charts.machineMarks = function (model, settings) {
    var hues = charts.theme(settings).hues;
    var drawn = 0;
    return model.machines.map(function (machine, index) {
      if (settings.machines ? !settings.machines[index] : !machine.shown) return null;
      var at = drawn++;
      return {name: machine.name, colour: hues[at % hues.length][Math.floor(at / hues.length) % 3],
              outline: OUTLINES[at % OUTLINES.length], dash: DASHES[at % DASHES.length]};
    });
  };

  // The models that the program has, by kind: a kind has a hue. A new one goes to the end of its kind; all others keep theirs.
  var KINDS = [['sequential'], ['thread_per_task', 'threads', 'thread_pool'], ['process_per_task', 'processes', 'process_pool'],
               ['tbb', 'openmp'], ['coroutines', 'coroutine_pool', 'lean_coroutines'], [], ['fibers']];
  var SLOTS = 7 * 3 * 10;  // hues, shades, outlines

  function markOf(slot, colours) {
    var shade = Math.floor(slot / 7) % 3;
    return {colour: colours.hues[slot % 7][shade], outline: OUTLINES[Math.floor(slot / 21)], dash: DASHES[shade]};
  }

  // FNV-1a.
  function hash(text) {
    var sum = 2166136261;
    for (var i = 0; i < text.length; i++) {
      sum ^= text.charCodeAt(i);
      sum = (sum + (sum << 1) + (sum << 4) + (sum << 7) + (sum << 8) + (sum << 24)) >>> 0;
    }
    return sum;
  }

  // The marks of runners by name: {colour, outline, dash}. A name has the same mark wherever it stands: known ones a fixed
  // one, others that of their hash, or the next one free where that is taken.
  charts.runnerMarks = function (names, settings) {
    var colours = charts.theme(settings), taken = {}, fixed = {}, result = {}, place = 0;
    KINDS.forEach(function (kind, hue) {
      kind.forEach(function (name, shade) {
        var slot = hue + 7 * shade + 21 * (place++ % OUTLINES.length);
        taken[slot] = true;
        fixed['=' + name] = slot;
      });
    });
    names.slice().sort().forEach(function (name) {
      var slot = fixed['=' + name];
      if (slot === undefined) {
        slot = hash(name) % SLOTS;
        for (var tried = 0; taken[slot] && tried < SLOTS; tried++) slot = (slot + 1) % SLOTS;
        taken[slot] = true;
      }
      result[name] = markOf(slot, colours);
    });
    return result;
  };

  charts.marks = function (model, settings) {
    if (model.machines) return charts.machineMarks(model, settings);
    return charts.runnerMarks(model.runners.map(function (runner) { return runner.name; }), settings);
  };
})();
