// What the charts say in words about verdicts and disturbed samples.
(function () {
  'use strict';

  // The mark of a case some of whose samples were disturbed.
  charts.dagger = function (one) { return one.tainted > 0 ? '†' : ''; };

  // The taints of a case by kind, which is what stands before the colon: {kind, text, samples}.
  charts.taints = function (one) {
    var kinds = [];
    one.taints.forEach(function (remark) {
      var name = remark.text.split(':')[0];
      var kind = kinds.filter(function (known) { return known.name === name; })[0];
      if (!kind) kinds.push(kind = {name: name, texts: [], samples: 0});
      kind.texts.push(remark.text);
      kind.samples += remark.samples;
    });
    return kinds.map(function (kind) {
      return {kind: kind.name, samples: kind.samples,
              text: kind.texts[0] + (kind.texts.length > 1 ? ', and alike' : '')};
    });
  };

  // A verdict in the room beside a bar, where anything is judged.
  charts.shortVerdict = function (row) {
    switch (row.verdict) {
      case 'slower': return charts.shortRatio(row.ratio) + ' slower';
      case 'faster': return charts.shortRatio(1 / row.ratio) + ' faster';
      case 'best': return 'the best';
      case 'one of the best': return 'lowest time';
      case 'not judged': return '';
    }
    return row.verdict;
  };

  // The parts of a subtitle that are not empty.
  charts.joined = function (parts) { return parts.filter(function (part) { return part; }).join('; '); };

  charts.contenderNote = function (how, workloads) {
    var judged = workloads.filter(charts.isJudged);
    if (judged.length === 0) return '';
    var isTie = judged.some(function (workload) {
      return workload.runners.filter(function (result) { return result.contender; }).length > 1;
    });
    return how + ': the best' + (isTie ? ', or not told apart from it' : '');
  };

  charts.taintNote = function (how, cases) {
    return cases.some(function (one) { return one && one.tainted > 0; }) ? how + ': disturbed samples' : '';
  };
})();
