// The table of charts and what they say in words. ES5 and free of browser features, because the same files draw in the
// page and, through Duktape, in the program. `model` is the JSON of summary.h's Summary.
var charts = (function () {
  'use strict';

  var table = [];

  // A chart is {id, title} and functions of (model, subject, settings): subtitle, height, option, alternative, and csv: its
  // numbers, rows of cells with the headings first. Settings: width in pixels; dark; still: no interaction, and the title
  // inside; runners: null for all or {name: true}; workloads: the same for titles; metric: the id of one of charts.metrics;
  // concurrency: null for the best of each runner; scale: auto, linear or log.
  // Its subjects are the workloads, or those that subjects(model) gives: it is then drawn in the section of that name.
  // Where it says nothing else it is as USUAL: has(model, workload): whether there is anything to draw; heading(settings): a
  // title that follows what is chosen; suffix(settings): the same in a file's name; lines: the names of all lines and which
  // are drawn at first; views: {id, title} of the ways to draw it, the first unless settings.view names another;
  // canvas(model, subject): too many marks for SVG in a page. wide: takes the room of two. span: {from, to, longest, left,
  // right} of an x axis that can be zoomed, which settings.window sets. rank: how early it is drawn where not all are.
  // A chart with machines: true is drawn of machines side by side, when model is the JSON of side_by_side.h's SideBySide.
  // To add a chart: write its file, which calls charts.add; add it to the scripts in CMakeLists.txt.
  var USUAL = {
    has: function () { return true; },
    heading: function () { return this.title; },
    suffix: function () { return ''; },
    lines: function () { return []; },
    views: function () { return []; },
    canvas: function () { return false; },
    span: function () { return null; },
    rank: 0
  };

  function add(chart) {
    for (var name in USUAL) if (!(name in chart)) chart[name] = USUAL[name];
    table.push(chart);
  }

  // --- Words and rows
  var KINDS = {cpu: 'CPU-bound', io: 'I/O-bound', overhead: 'overhead'};
  function kindName(kind) { return KINDS.hasOwnProperty(kind) ? KINDS[kind] : kind; }

  function shortened(text, length) { return text.length > length ? text.slice(0, length - 1) + '…' : text; }

  // Text inside rich labels, whose syntax is {style|text}.
  function rich(text) { return text.replace(/[{}|]/g, '·'); }

  // What `of` makes of each element, a list, in one list.
  function flat(elements, of) { return Array.prototype.concat.apply([], elements.map(of)); }

  // Those whose name is chosen; `chosen` is null for all.
  function chosenOf(elements, field, chosen) {
    return elements.filter(function (one) { return !chosen || chosen[one[field]]; });
  }

  // The different numbers among these, ascending.
  function distinct(numbers) {
    return numbers.filter(function (number, at) { return numbers.indexOf(number) === at; }).sort(function (a, b) { return a - b; });
  }

  // Whether the verdicts set anyone apart. With too few blocks every runner is a contender: marking all says nothing.
  function isJudged(workload) {
    return workload.runners.some(function (result) { return result.ratio !== null; });
  }

  function throughput(workload, one) {
    if (one.bytes_per_second !== null) return charts.rate(one.bytes_per_second, 'B');
    return one.tasks_per_second === null ? '' : charts.rate(one.tasks_per_second, workload.task || 'tasks');
  }

  // Why a case has no time, or lacks some of its samples.
  function failure(one) {
    if (one.state === 'missing') return 'not run';
    var reasons = one.reasons.map(function (remark) { return remark.text + ' (' + remark.samples + '×)'; });
    return (one.state === 'partly' ? (one.failed + one.timeout > 0 ? 'partly failed' : 'partly skipped') : one.state) + ': ' + reasons.join('; ');
  }

  // What is known of one runner of a workload: {name, best: case or null, cases, verdict, words, ratio,
  // contender}. At a chosen concurrency: see charts.rowsAt.
  function row(model, workload, result) {
    return {name: result.runner, cases: result.cases.map(function (index) { return model.cases[index]; }),
            best: result.best === null ? null : model.cases[result.best],
            verdict: result.verdict, words: result.words, ratio: result.ratio,
            usl: result.usl, contender: result.contender && isJudged(workload)};
  }

  // The runners of a workload that are chosen, best first. Their verdicts are those on all, whatever is chosen.
  function rows(model, workload, settings) {
    var best = chosenOf(workload.runners, 'runner', settings.runners).map(function (result) { return row(model, workload, result); });
    return settings.concurrency ? charts.rowsAt(best, settings.concurrency) : best;
  }

  // --- All charts of a report: {chart, of: its subject, workload: that, or null where it is none, name: of a file}.
  function list(model) {
    var taken = {};
    function fileName(text) {
      var safe = text.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60) || 'chart';
      var name = safe;
      for (var i = 2; taken.hasOwnProperty(name.toLowerCase()); i++) name = safe + '-' + i;
      taken[name.toLowerCase()] = true;
      return name;
    }
    var here = table.filter(function (chart) { return !!chart.machines === !!model.machines; });
    return flat(here, function (chart) {
      if (chart.subjects) return chart.subjects(model).map(function (subject) {
        return {chart: chart, of: subject, workload: null, name: fileName(chart.id + (subject.title ? '-' + subject.title : ''))};
      });
      return model.workloads.filter(function (workload) { return chart.has(model, workload); }).map(function (workload) {
        return {chart: chart, of: workload, workload: workload, name: fileName(workload.title + '-' + chart.id)};
      });
    });
  }

  // Of all charts those that matter most, in the same order: as many kinds as fit whole.
  var MOST = 12;
  function few(model) {
    var all = list(model), left = MOST;
    var ranks = distinct(all.map(function (item) { return item.chart.rank; })).filter(function (rank) {
      var count = all.filter(function (item) { return item.chart.rank === rank; }).length;
      if (count > left) return false;
      left -= count;
      return true;
    });
    return all.filter(function (item) { return ranks.indexOf(item.chart.rank) >= 0; });
  }

  // That of a chart that stands alone.
  function title(item, settings) {
    var heading = item.chart.heading(settings);
    if (!item.workload) return heading + (item.of.title ? ': ' + item.of.title : '');
    return item.workload.title + ': ' + (/^[A-Z]{2}/.test(heading) ? heading : heading.charAt(0).toLowerCase() + heading.slice(1));
  }

  function option(model, item, settings) {
    var colours = charts.theme(settings);
    var result = item.chart.option(model, item.of, settings);
    result.animation = false;
    result.textStyle = {fontFamily: settings.still ? 'Helvetica, Arial, DejaVu Sans, sans-serif' : settings.font};
    if (settings.still) {
      result.backgroundColor = colours.paper;
      result.tooltip = {show: false};
      result.title = {text: shortened(title(item, settings), 70), left: 16, top: 14,
                      subtext: settings.about.join('\n'), itemGap: 6,
                      textStyle: {fontSize: 16, lineHeight: 18, fontWeight: 'bold', color: colours.ink},
                      subtextStyle: {fontSize: 12, lineHeight: 14, color: colours.dim}};
    }
    return result;
  }

  // Room above the plot: for the title and what it says below that are drawn inside a still chart.
  function top(settings) { return settings.still ? 52 + 14 * settings.about.length : 8; }

  return {
    add: add, list: list, few: few, option: option, title: title, row: row, rows: rows, top: top, throughput: throughput, isJudged: isJudged,
    failure: failure, kindName: kindName, shortened: shortened, rich: rich, flat: flat, chosenOf: chosenOf, distinct: distinct
  };
})();
