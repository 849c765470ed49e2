// The table of charts and what they say in words. ES5 and free of browser features, because the same files draw in the
// page and, through Duktape, in the program. `model` is the JSON of summary.h's Summary.
var charts = (function () {
  'use strict';

  var table = [];

  // A chart is {id, title, perWorkload, subtitle(model, workload, settings), height(model, workload, settings),
  // option(model, workload, settings), alternative(model, workload, settings)}. Settings: width in pixels; dark; still: no
  // interaction, and the title inside; runners: null for all or {name: true}; workloads: the same for titles; metric: the
  // id of one of charts.metrics; concurrency: null for the best of each runner; scale: auto, linear or log.
  // heading(settings): a title that follows what is chosen. csv(model, workload, settings): its numbers, rows of cells with
  // the headings first; else the cases of its workload are given.
  // has(model, workload): whether there is anything to draw; wide: takes the room of two; views(model, workload, settings):
  // {id, title} of the ways to draw it, the first unless settings.view names another.
  // In place of perWorkload a chart may have section and subjects(model): it is drawn for each of them, in the section of
  // that name, and gets a subject where others get a workload. canvas(model, subject): too many marks for SVG in a page.
  // A chart with machines: true is drawn of machines side by side, when model is the JSON of side_by_side.h's SideBySide.
  // To add a chart: write its file, which calls charts.add; add it to the scripts in CMakeLists.txt and assets.
  function add(chart) { table.push(chart); }

  function find(id) {
    for (var i = 0; i < table.length; i++) if (table[i].id === id) return table[i];
    throw new Error('no chart named ' + id);
  }

  // --- Words and rows
  var KINDS = {cpu: 'CPU-bound', io: 'I/O-bound', overhead: 'overhead'};
  function kindName(kind) { return KINDS.hasOwnProperty(kind) ? KINDS[kind] : kind; }

  function shortened(text, length) { return text.length > length ? text.slice(0, length - 1) + '…' : text; }

  // Text inside rich labels, whose syntax is {style|text}.
  function rich(text) { return text.replace(/[{}|]/g, '·'); }

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
    var best = workload.runners.filter(function (result) {
      return !settings.runners || settings.runners[result.runner];
    }).map(function (result) { return row(model, workload, result); });
    return settings.concurrency ? charts.rowsAt(best, settings.concurrency) : best;
  }

  // All charts of a report: {chart, workload (null: over all), of (what the chart's functions get), section, name (of a
  // file), title, heading (less the workload), about (less the subject)}.
  function list(model) {
    var taken = {};
    function fileName(text) {
      var safe = text.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60) || 'chart';
      var name = safe;
      for (var i = 2; taken.hasOwnProperty(name.toLowerCase()); i++) name = safe + '-' + i;
      taken[name.toLowerCase()] = true;
      return name;
    }
    var items = [];
    var here = table.filter(function (chart) { return !!chart.machines === !!model.machines; });
    here.forEach(function (chart) {
      if (!chart.perWorkload && !chart.subjects && model.workloads.length > 0)
        items.push({chart: chart.id, workload: null, of: null, name: fileName(chart.id), title: chart.title,
                    heading: chart.title});
    });
    model.workloads.forEach(function (workload) {
      here.forEach(function (chart) {
        if (chart.perWorkload && (!chart.has || chart.has(model, workload)))
          items.push({chart: chart.id, workload: workload, of: workload, name: fileName(workload.title + '-' + chart.id),
                      title: workload.title + ': ' + chart.title.toLowerCase(), heading: chart.title});
      });
    });
    here.forEach(function (chart) {
      if (!chart.subjects) return;
      chart.subjects(model).forEach(function (subject) {
        var title = chart.title + (subject.title ? ': ' + subject.title : '');
        items.push({chart: chart.id, workload: null, of: subject, section: chart.section, about: chart.title,
                    name: fileName(chart.id + (subject.title ? '-' + subject.title : '')), title: title, heading: title});
      });
    });
    return items;
  }

  function heading(item, settings) {
    var chart = find(item.chart);
    return chart.heading ? chart.heading(settings) : item.heading;
  }

  // That of a chart that stands alone.
  function title(item, settings) {
    if (!item.workload || !find(item.chart).heading) return item.title;
    var words = heading(item, settings);
    return item.workload.title + ': ' + (/^[A-Z]{2}/.test(words) ? words : words.charAt(0).toLowerCase() + words.slice(1));
  }

  function subtitle(model, item, settings) { return find(item.chart).subtitle(model, item.of, settings || {}); }

  function height(model, item, settings) { return find(item.chart).height(model, item.of, settings); }

  function option(model, item, settings) {
    var chart = find(item.chart);
    var colours = charts.theme(settings);
    var result = chart.option(model, item.of, settings);
    result.animation = false;
    result.textStyle = {fontFamily: settings.still ? 'Helvetica, Arial, DejaVu Sans, sans-serif' : settings.font};
    if (settings.still) {
      result.backgroundColor = colours.paper;
      result.tooltip = {show: false};
      result.title = {text: shortened(title(item, settings), 70), left: 16, top: 14,
                      subtext: shortened(subtitle(model, item, settings), 142), itemGap: 6,
                      textStyle: {fontSize: 16, lineHeight: 18, fontWeight: 'bold', color: colours.ink},
                      subtextStyle: {fontSize: 12, lineHeight: 14, color: colours.dim}};
    }
    return result;
  }

  // The numbers of a chart as a file.
  function csv(model, item, settings) {
    var chart = find(item.chart);
    return charts.csvText(chart.csv ? chart.csv(model, item.of, settings) : charts.casesOf(model, item.workload, settings));
  }

  // A file's name, with what is chosen of a chart that follows it.
  function savedName(item, settings) {
    if (!find(item.chart).heading) return item.name;
    return item.name + (settings.metric && settings.metric !== 'time' ? '-' + settings.metric : '') +
           (settings.concurrency ? '-at-' + settings.concurrency : '');
  }

  // Room above the plot: for the title that is drawn inside a still chart.
  function top(settings) { return settings.still ? 66 : 8; }

  return {
    add: add, list: list, height: height, option: option, row: row, rows: rows, top: top, throughput: throughput,
    isJudged: isJudged, heading: heading, title: title, subtitle: subtitle, csv: csv,
    savedName: savedName,
    lines: function (model, item, settings) {
      var chart = find(item.chart);
      return chart.lines ? chart.lines(model, item.of, settings) : [];
    },
    views: function (model, item, settings) {
      var chart = find(item.chart);
      return chart.views ? chart.views(model, item.of, settings) : [];
    },
    isWide: function (item) { return !!find(item.chart).wide; },
    alternative: function (model, item, settings) { return find(item.chart).alternative(model, item.of, settings || {}); },
    onCanvas: function (model, item) {
      var chart = find(item.chart);
      return !!chart.canvas && chart.canvas(model, item.of);
    },
    failure: failure, kindName: kindName, shortened: shortened, rich: rich
  };
})();
