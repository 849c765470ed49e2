// What the commands that answer one question have found, on the page: drawn, told in words, and hinted at where missing.
'use strict';
const assert = require('node:assert');
const {test} = require('node:test');
const {chart, marksIn, open, readThrough} = require('./open.js');

test('every chart of the studies has marks, and the page says what was found', async () => {
  const {page, seen} = await open('studies');
  await readThrough(page);
  for (const [name, least] of [['granularity', 60], ['map', 200], ['cores-primes', 64], ['memory', 30]])
    assert.ok(await marksIn(page, name) >= least, name + ' has ' + await marksIn(page, name) + ' marks');
  // Two thousand pairs are drawn on a canvas: it is not of one colour.
  const colours = await page.locator(chart('core-to-core') + ' canvas').evaluateAll((layers) => {
    const seen = new Set();
    for (const layer of layers) {
      const {data} = layer.getContext('2d').getImageData(0, 0, layer.width, layer.height);
      for (let i = 0; i < data.length; i += 4) seen.add(data[i] + ',' + data[i + 1] + ',' + data[i + 2]);
    }
    return seen.size;
  });
  assert.ok(colours > 20, colours + ' colours');
  assert.match(await page.locator('#granularity .result').textContent(), /less than 18.0 ns of work per task, stay sequential/);
  assert.match(await page.locator('#cores .result').textContent(), /2 kinds of CPU by speed/);
  assert.match(await page.locator('#memory .result').textContent(), /coroutines carries the most/);
  assert.match(await page.locator('#memory table').textContent(), /before 10,000 tasks: more threads than pids.max allows/);
  assert.ok(await page.locator('#more').isHidden());
  assert.deepStrictEqual(seen, []);
});

test('the machine is drawn with every CPU, those that may not be used struck out', async () => {
  const {page} = await open('studies');
  assert.strictEqual(await page.locator('#machine .cpu').count(), 64);
  assert.strictEqual(await page.locator('#machine .cpu.forbidden').count(), 2);
  assert.strictEqual(await page.locator('#machine .cache').count(), 8);
});

test('a page without studies draws none of them and says what to run', async () => {
  const {page, seen} = await open('usual');
  for (const id of ['map', 'granularity', 'cores', 'memory', 'topology']) assert.ok(await page.locator('#' + id).isHidden(), id);
  assert.match(await page.locator('#more').textContent(), /run.sh map.*run.sh granularity.*run.sh cores.*run.sh memory/);
  assert.deepStrictEqual(seen, []);
});

test('the speedup chart marks the limits of the topology and draws what was fitted', async () => {
  const {page} = await open('studies');
  await readThrough(page);
  const figure = page.locator('figure').filter({has: page.locator(chart('primes-speedup'))});
  assert.match(await figure.textContent(), /16: last core of a node, 24: last performance core, 31: last core, 62: all CPUs/);
  assert.ok(await page.locator('table.scaling').count() > 0);
});

test('the page of one study alone is whole: its charts, its cases, and no empty section', async () => {
  for (const id of ['map', 'granularity', 'cores', 'memory']) {
    const {page, seen} = await open(id);
    await readThrough(page);
    assert.deepStrictEqual(seen, [], id);
    assert.strictEqual(await page.locator('h1').textContent(), 'Concurrency models on made-up server', id);
    assert.ok(await page.locator('#' + id).isVisible(), id);
    assert.ok(await page.locator('#case-table tbody tr').count() > 10, id);
    for (const empty of ['overview', 'answers']) assert.ok(await page.locator('#' + empty).isHidden(), id + ': ' + empty);
    await page.close();
  }
});

test('a page of two sides says first what was claimed of the new one', async () => {
  const {page, seen} = await open('ab');
  await readThrough(page);
  const said = await page.locator('#notices .notice').first().textContent();
  assert.match(said, /^New against old: new is slower in [0-9]+ of [0-9]+ cases: .*tbb/);
  assert.match(said, /control: the old program against itself: no difference claimed in/);
  assert.deepStrictEqual(seen, []);
});

test('the map says what to use for a task of your own, by keyboard, in the link, and in a table', async () => {
  const {page, seen} = await open('map');
  const answer = page.locator('#map output');
  const length = page.getByLabel('Your task takes');
  const waiting = page.getByLabel('of which it waits');
  await length.press('Home');
  await waiting.press('End');
  assert.match(await answer.textContent(), /^Tasks of 1 µs that wait 90 % of the time: coroutine_pool with 64 at once, .*× as fast as one thread.*Measured[.]$/);
  await length.press('ArrowRight');
  assert.strictEqual(await length.getAttribute('aria-valuetext'), '1.5 µs');
  assert.match(await answer.textContent(), /about .*× as fast as one thread.*Interpolated between measured points[.]$/);
  const [kept, told] = [await page.evaluate(() => location.hash), await answer.textContent()];
  assert.strictEqual(kept, '#length=1500&waiting=0.9');
  await length.press('End');
  assert.match(await answer.textContent(), /^Tasks of 1 ms/);
  await page.evaluate((hash) => { location.hash = hash; }, kept);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  assert.strictEqual(await answer.textContent(), told);
  assert.deepStrictEqual(await page.locator('#map thead th').allTextContents(), ['a task takes', 'no waiting', '50 % of it waiting', '90 % of it waiting']);
  assert.strictEqual(await page.locator('#map tbody tr').count(), 4);
  assert.match(await page.locator('#map tbody tr').first().textContent(), /^1 µsthreads, .*×coroutine_pool/);
  assert.deepStrictEqual(seen, []);
});
