// No two texts of a chart lie over each other, whatever the width, the colours and the data.
'use strict';
const assert = require('node:assert');
const {test} = require('node:test');
const {open, readThrough} = require('./open.js');
const SLACK = 2;  // pixels by which two boxes may meet: a letter does not fill its own

// Runs in the page: the pairs of texts of each chart whose boxes intersect, and the texts that leave the drawing. A box is
// as turned as its text: two lie apart if a line along a side of either separates them.
function overlaps(slack) {
  const cornersOf = (text) => {
    const {x, y, width, height} = text.getBBox();
    return [[x, y], [x + width, y], [x + width, y + height], [x, y + height]].map(([left, top]) => new DOMPoint(left, top).matrixTransform(text.getScreenCTM()));
  };
  const shadow = (corners, dx, dy) => {
    const at = corners.map((corner) => corner.x * dx + corner.y * dy);
    return [Math.min(...at), Math.max(...at)];
  };
  const isApart = (a, b) => [a, b].some((box) => [1, 3].some((next) => {
    const length = Math.hypot(box[next].x - box[0].x, box[next].y - box[0].y);
    const [dx, dy] = [(box[next].x - box[0].x) / length, (box[next].y - box[0].y) / length];
    const [[from, to], [otherFrom, otherTo]] = [shadow(a, dx, dy), shadow(b, dx, dy)];
    return Math.min(to, otherTo) - Math.max(from, otherFrom) <= slack;
  }));
  const found = [];
  for (const svg of document.querySelectorAll('.chart svg')) {
    const name = svg.closest('.chart').dataset.chart;
    const edge = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll('text')].filter((text) => text.textContent.trim() !== '')
        .map((text) => ({words: text.textContent, corners: cornersOf(text)}));
    texts.forEach(({words, corners}, at) => {
      const [left, right] = shadow(corners, 1, 0);
      if (left < edge.left - slack || right > edge.right + slack) found.push(name + ': "' + words + '" leaves the drawing');
      for (const other of texts.slice(at + 1))
        if (!isApart(corners, other.corners)) found.push(name + ': "' + words + '" over "' + other.words + '"');
    });
  }
  return found;
}

for (const kind of ['usual', 'quick', 'studies', 'failures', 'many_runners', 'machines']) {
  test('no text lies over another: ' + kind, async () => {
    const {page} = await open(kind);
    const found = new Set();
    for (const width of [1280, 768, 360])
      for (const colorScheme of ['light', 'dark']) {
        await page.setViewportSize({width, height: 900});
        await page.emulateMedia({colorScheme});
        await readThrough(page);
        for (const one of await page.evaluate(overlaps, SLACK)) found.add('at ' + width + ', ' + one);
      }
    assert.deepStrictEqual([...found], []);
  });
}
