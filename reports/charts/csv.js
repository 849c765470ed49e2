// A chart's numbers as CSV (RFC 4180). Times in nanoseconds, sizes in bytes; unknown is empty.
(function () {
  'use strict';

  // [[name, field or value(case)], …]
  var CASE = [
    ['workload'], ['runner'], ['concurrency'], ['chunk'], ['placement'], ['cpus'], ['state'], ['planned'], ['ok'], ['failed'],
    ['timeout'], ['skipped'], ['tainted'],
    ['median_ns', ofTime('median')], ['lower_quartile_ns', ofTime('lower_quartile')], ['upper_quartile_ns', ofTime('upper_quartile')],
    ['minimum_ns', ofTime('minimum')], ['maximum_ns', ofTime('maximum')],
    ['speedup'], ['slowdown'], ['bound_ns'], ['bound'], ['over_bound'], ['tasks_per_second'], ['bytes_per_second'], ['setup_ns'], ['first_ns'], ['cpu_ns'], ['energy_uj'],
    ['memory_bytes'], ['memory_method'], ['voluntary_switches'], ['involuntary_switches'],
    ['reasons', function (one) { return one.reasons.map(function (remark) { return remark.text; }).join('; '); }]
  ];

  function ofTime(field) { return function (one) { return one.time_ns && one.time_ns[field]; }; }

  // The rows of a table, headings first. columns: [[name, field of its element, or what makes the cell of it]].
  charts.table = function (columns, elements) {
    return [columns.map(function (column) { return column[0]; })].concat(elements.map(function (one) {
      return columns.map(function (column) {
        var cell = column[1] === undefined ? column[0] : column[1];
        return typeof cell === 'function' ? cell(one) : one[cell];
      });
    }));
  };

  charts.caseTable = function (cases) { return charts.table(CASE, cases); };

  // The cases that charts.rows shows, with the verdicts on them; a row that shows none has its name and no numbers.
  charts.rowTable = function (rows) {
    var verdict = [['verdict', function (row) { return row.words; }], ['ratio', function (row) { return row.ratio; }]];
    var columns = [['runner', 'name']].concat(CASE.filter(function (column) { return column[0] !== 'runner'; }).map(function (column) {
      return [column[0], function (row) {
        var one = row.best || (row.there || row.cases)[0];
        if (!one) return column[0] === 'state' ? row.absent : column[0] === 'workload' ? row.cases[0].workload : null;
        return typeof column[1] === 'function' ? column[1](one) : one[column[0]];
      }];
    }));
    return charts.table(columns.concat(verdict), rows);
  };

  // Of a chart that has no rows of its own: the chosen cases of its workload, or of all.
  charts.casesOf = function (model, workload, settings) {
    return charts.caseTable(model.cases.filter(function (one) {
      var isHere = workload ? one.workload === workload.title : !settings.workloads || settings.workloads[one.workload] !== false;
      return isHere && (!settings.runners || settings.runners[one.runner] !== false);
    }));
  };

  // A text that a spreadsheet would take for a formula gets a quote before it, as in export_csv.cpp.
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
