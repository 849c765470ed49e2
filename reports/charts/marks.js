// The colours of the two themes, and the mark by which a runner is known in every chart.
(function () {
  'use strict';

  // Okabe and Ito's palette ("Color Universal Design", 2008) gives the hues; runners whose names begin
  // alike (thread_pool, threads) share a hue and differ in shade. Each also has a marker and a dash of its own.
  var LIGHT = {
    paper: '#ffffff', ink: '#1c2024', dim: '#5b6470', faint: '#8a929c', line: '#c9ced4', grid: '#e9ecef',
    bad: '#b3261e', bound: '#8b3567', empty: '#f1f3f5',
    hues: [['#4a4f55', '#7d838a', '#a7acb2'], ['#0072b2', '#4aa8e0', '#00436e'], ['#d55e00', '#e69f00', '#873800'],
           ['#009e73', '#5cc8a6', '#00573f'], ['#cc79a7', '#8b3567', '#e3b0cb'], ['#8a7a00', '#c4b000', '#574d00'],
           ['#5e4fa2', '#978bcc', '#362b68']]
  };
  var DARK = {
    paper: '#16191d', ink: '#e8eaed', dim: '#a4acb6', faint: '#7d8691', line: '#444b54', grid: '#282d33',
    bad: '#ff9a8d', bound: '#f3cfe1', empty: '#23282e',
    hues: [['#c9ced4', '#979ea6', '#6d747c'], ['#4aa8e0', '#9ad5f7', '#2b7fb8'], ['#f08138', '#f2bd4b', '#b9642a'],
           ['#2fc299', '#8ae0c6', '#1d8d6e'], ['#df98bf', '#b9679b', '#f3cfe1'], ['#cdbb2a', '#e8dc7d', '#94861a'],
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

  function firstWord(name) { return name.split('_')[0]; }
  function alike(a, b) { return a !== '' && b !== '' && (a.indexOf(b) === 0 || b.indexOf(a) === 0); }

  // The marks of all runners, by name: {colour, outline, dash}. They follow the order of the table, so a runner looks
  // the same in every chart, whatever is shown. No two have the same colour and outline, up to 70.
  charts.marks = function (model, settings) {
    if (model.machines) return charts.machineMarks(model, settings);
    var colours = charts.theme(settings);
    var families = [];
    var result = {};
    var taken = {};
    model.runners.forEach(function (runner, index) {
      var word = firstWord(runner.name);
      var family = 0;
      while (family < families.length && !alike(families[family].word, word)) family++;
      if (family === families.length) families.push({word: word, members: 0});
      var member = families[family].members++;
      var colour = colours.hues[family % colours.hues.length][member % 3];
      var outline = index;
      while (taken[colour + outline % OUTLINES.length] && outline < index + OUTLINES.length) outline++;
      taken[colour + outline % OUTLINES.length] = true;
      result[runner.name] = {
        colour: colour,
        outline: OUTLINES[outline % OUTLINES.length],
        dash: DASHES[member % 3]
      };
    });
    return result;
  };
})();
