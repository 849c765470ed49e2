// On paper: everything within A4, and nothing that only works on a screen.
'use strict';
const assert = require('node:assert');
const {test} = require('node:test');
const {open, readThrough} = require('./open.js');
const WIDTH = 703;  // pixels: A4 within margins of 12 mm, 186 mm at 96 dpi

// Runs in the page: what reaches beyond the paper, or is cut off by what it stands in.
function outside(width) {
  const name = (one) => one.nodeName + '.' + one.getAttribute('class') + ' ' + one.textContent.slice(0, 40);
  const found = [];
  for (const one of document.body.querySelectorAll('*')) {
    const {left, right, height} = one.getBoundingClientRect();
    if (right - left === 0 || height === 0 || one.closest('.skip, defs, clipPath')) continue;
    if (left < -1 || right > width + 1) found.push(name(one) + ' from ' + left + ' to ' + right);
    const isCut = one.closest('svg') === null && getComputedStyle(one).overflowX !== 'visible' && one.scrollWidth > one.clientWidth + 1;
    if (isCut && one.clientWidth > 0) found.push(name(one) + ' is cut at ' + one.clientWidth + ' of ' + one.scrollWidth);
  }
  return found.slice(0, 8);
}

for (const kind of ['usual', 'studies', 'failures', 'machines', 'many_runners']) {
  test('nothing is clipped on A4, and no control is printed: ' + kind, async () => {
    const {page, seen} = await open(kind, {colorScheme: 'dark'});
    await page.setViewportSize({width: WIDTH, height: 1000});
    await page.emulateMedia({media: 'print'});
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    assert.ok(await page.locator('.chart').evaluateAll((charts) => charts.every((one) => one.dataset.drawn || one.closest('[hidden]'))), 'all charts');
    assert.deepStrictEqual(await page.evaluate(outside, WIDTH), []);
    const controls = page.locator('.contents, #choose, .show, .save, .tools, #copy, figure .chips, footer');
    for (const one of await controls.all()) assert.ok(!await one.isVisible());
    assert.deepStrictEqual(seen, []);
  });
}

test('five workloads take at most 12 pages, their answers on the first', async () => {
  for (const kind of ['plain', 'usual', 'quick']) {
    const {page} = await open(kind);
    const margin = {top: '12mm', bottom: '12mm', left: '12mm', right: '12mm'};
    const pdf = await page.pdf({format: 'A4', printBackground: true, margin});
    const pages = pdf.toString('latin1').match(/\/Type \/Page\b/g).length;
    assert.ok(pages <= 12, kind + ' takes ' + pages);
    await page.close();
  }
});

test('what is chosen is what is printed, and the screen is as before', async () => {
  const {page, seen} = await open('plain');
  await page.evaluate(() => { location.hash = '#workloads=primes&metric=memory&concurrency=2'; });
  await readThrough(page);
  const text = () => page.locator('[data-chart="primes-time"] svg text').allTextContents();
  const before = await text();
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  assert.match((await text()).join(' '), /KiB.*no case at 2/);
  assert.deepStrictEqual(await page.locator('main section:visible').evaluateAll((all) => all.filter((one) => one.dataset.workload).length), 1);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await readThrough(page);
  assert.deepStrictEqual(await text(), before);
  assert.deepStrictEqual(seen, []);
});
