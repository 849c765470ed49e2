// A chart's numbers as CSV (RFC 4180). Times in nanoseconds, sizes in bytes; unknown is empty.
(function () {
  'use strict';

  // Columns as charts.table takes them.
  var CASE = [
    ['workload'], ['runner'], ['concurrency'], ['chunk'], ['placement'], ['cpus'], ['state'], ['planned'], ['ok'], ['failed'],
    ['timeout'], ['skipped'], ['tainted'], ['retaken'], ['counted_ns'], ['all_attempts_ns'],
    ['median_ns', 'time_ns.median'], ['lower_quartile_ns', 'time_ns.lower_quartile'], ['upper_quartile_ns', 'time_ns.upper_quartile'],
    ['minimum_ns', 'time_ns.minimum'], ['maximum_ns', 'time_ns.maximum'],
    ['speedup'], ['slowdown'], ['bound_ns'], ['bound'], ['over_bound'], ['reference_ns'], ['reference'], ['tasks_per_second'], ['bytes_per_second'], ['setup_ns'], ['first_ns'], ['cpu_ns'], ['energy_uj'],
    ['memory_bytes'], ['memory_method'], ['voluntary_switches'], ['involuntary_switches'],
    ['minor_faults', 'events.minor_faults'], ['major_faults', 'events.major_faults'], ['migrations', 'events.migrations'],
    ['instructions', 'events.instructions'], ['cycles', 'events.cycles'], ['cache_misses', 'events.cache_misses'],
    ['reasons', function (one) { return one.reasons.map(function (remark) { return remark.text; }).join('; '); }]
  ];

  // What a column says of an element; nothing of a part that is not known.
  function cellOf(column, one) {
    var cell = column[1] || column[0];
    if (typeof cell === 'function') return cell(one);
    return cell.split('.').reduce(function (part, field) { return part && part[field]; }, one);
  }

  // The rows of a table, headings first. columns: [[name, field of its element ('point.tasks': of its part), or what makes
  // the cell of it; the name, where none is given]].
  charts.table = function (columns, elements) {
    return [columns.map(function (column) { return column[0]; })].concat(elements.map(function (one) {
      return columns.map(function (column) { return cellOf(column, one); });
    }));
  };

  charts.caseTable = function (cases) { return charts.table(CASE, cases); };

  // The cases that charts.rows shows, with the verdicts on them; a row that shows none has its name and no numbers.
  charts.rowTable = function (rows) {
    var columns = CASE.filter(function (column) { return column[0] !== 'runner'; }).map(function (column) {
      return [column[0], function (row) {
        var one = row.best || (row.there || row.cases)[0];
        if (!one) return column[0] === 'state' ? row.absent : column[0] === 'workload' ? row.cases[0].workload : null;
        return cellOf(column, one);
      }];
    });
    return charts.table([['runner', 'name']].concat(columns, [['verdict', 'words'], ['ratio']]), rows);
  };

  // A text that a spreadsheet would take for a formula gets a quote before it, as in csv.cpp.
  function cellText(value) {
    if (value === null || value === undefined) return '';
    if (typeof value !== 'string') return String(value);
    var text = /^[=+\-@\t\r\n]/.test(value) ? "'" + value : value;
    return /[",\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  }

  charts.csvText = function (rows) {
    return rows.map(function (row) { return row.map(cellText).join(',') + '\r\n'; }).join('');
  };
})();
