// Sides compared, machines or builds, in a real browser.
'use strict';
const assert = require('node:assert');
const {test} = require('node:test');
const {chart, marksIn, open, readThrough, textOf} = require('./open.js');

test('opens from a file with no request and no message, and every chart has marks', async () => {
  const {page, seen} = await open('machines');
  await readThrough(page);
  const names = await page.locator('.chart').evaluateAll((charts) => charts.map((one) => one.dataset.chart));
  assert.strictEqual(names.length, 1 + 2 * 5);
  for (const name of names) assert.ok(await marksIn(page, name) >= 6, name + ' has marks');
  assert.match(await textOf(page, 'machines-models-primes'), /laptop.*desktop.*cloud/);
  assert.match(await page.locator('section[data-workload="primes"]').textContent(),
               /One core of desktop comes out at 1\.4\d \(.* seen\) of laptop, which is no claim\..*laptop needs 3 cores for what desktop does with 2/);
  const short = await page.locator('#overview').textContent();
  assert.match(short, /desktop against laptop: its times are .*; described, not judged: 1 run a side, and judging \d+ cases takes \d+ runs a side\./);
  assert.match(short, /primes: the shortest time is that of desktop/);
  assert.doesNotMatch(short + await page.locator('#verdicts').textContent(), /slower|faster/);  // single files are described
  assert.deepStrictEqual(seen, []);
});

// The number that stands in the sentence is that of the column.
test('what a core is worth has one direction', async () => {
  const {page} = await open('machines');
  const primes = page.locator('section[data-workload="primes"]');
  const words = (await primes.locator('.findings').textContent()).match(/One core of desktop comes out at ([0-9.]+)/)[1];
  const row = primes.locator('table tr', {hasText: 'desktop'});
  assert.strictEqual(await row.locator('td').nth(2).textContent(), words);
});

test('sides of several runs are judged', async () => {
  const {page, seen} = await open('sides');
  await readThrough(page);
  assert.match(await page.locator('#overview .findings').textContent(), /new against old, 7 runs a side: slower in \d+ of \d+ \(.*; \d+ equivalent/);
  assert.match(await page.locator('#verdicts .table').textContent(), /new7 against 7/);
  await page.locator('details').first().locator('summary').click();
  assert.match(await page.locator('details').first().textContent(), /primes\/tbb\/concurrency:2.*slower/);
  assert.deepStrictEqual(seen, []);
});

test('the two sides of ab stand in a table, each case with its verdict and its control', async () => {
  const {page, seen} = await open('ab');
  await readThrough(page);
  assert.deepStrictEqual(await page.locator('#ab th').allTextContents(), ['case', 'old', 'new', 'new over old', 'interval', 'verdict', 'old against itself']);
  const cells = await page.locator('#ab tr', {hasText: 'primes/tbb/concurrency:4'}).locator('td').allTextContents();
  assert.match(cells[3], /^1\.5\d?$|^1\.50$/);
  assert.strictEqual(cells[5], 'slower');
  assert.match(cells[6], /equivalent|undecided/);
  assert.match(await page.locator('#ab .about').textContent(), /Old is \/old\/concbench; New is \/new\/concbench, primes\.extra=50/);
  assert.deepStrictEqual(seen, []);
});

test('machines are chosen in their table, and keep no mark where they are not drawn', async () => {
  const {page, seen} = await open('machines');
  await readThrough(page);
  await page.getByLabel('Draw desktop').uncheck();
  await readThrough(page);
  assert.doesNotMatch(await textOf(page, 'machines-scaling-primes'), /desktop/);
  assert.match(await textOf(page, 'machines-scaling-primes'), /laptop.*cloud|cloud.*laptop/);
  const marks = await page.locator('#machines .mark path').evaluateAll((paths) => paths.map((path) => path.getAttribute('d')));
  assert.deepStrictEqual(marks.map(Boolean), [true, false, true]);
  for (const name of ['laptop', 'cloud']) await page.getByLabel('Draw ' + name).uncheck();
  assert.ok(await page.locator('text=No machine is chosen.').first().isVisible());
  assert.deepStrictEqual(seen, []);
});

test('of many machines a few are drawn, and all are in the tables', async () => {
  const {page, seen} = await open('many_machines');
  await readThrough(page);
  assert.strictEqual(await page.locator('#machines input:checked').count(), 8);
  assert.strictEqual(await page.locator('#machines tbody tr').count(), 50);
  await page.locator('#machines button').click();
  assert.strictEqual(await page.locator('#machines tbody tr').count(), 60);
  assert.deepStrictEqual(seen, []);
});

test('files with nothing in common draw nothing and say so', async () => {
  const {page, seen} = await open('other_work');
  assert.strictEqual(await page.locator('.chart').count(), 0);
  assert.ok(!await page.locator('#overview').isVisible());
  assert.match(await page.locator('#notices').textContent(), /no work in common/);
  assert.deepStrictEqual(seen, []);
});

test('hovering shows numbers', async () => {
  const {page} = await open('machines');
  await readThrough(page);
  await page.locator(chart('machines')).scrollIntoViewIfNeeded();
  const mark = page.locator(chart('machines') + ' svg path[fill="#0072b2"]').nth(1);
  await mark.hover({force: true});
  const tip = page.locator(chart('machines') + ' .tip');
  await tip.waitFor({state: 'visible'});
  assert.match(await tip.textContent(), /against laptop.*best model.*its time/);
});

test('nothing in a hostile file is executed or becomes markup', async () => {
  const attack = '</script><script>window.pwned=1</script><img src=x onerror="window.pwned=1">' +
                 '<b onclick=x>{{x}}\u2028\'"&amp;';
  const {page, seen} = await open('hostile_machines', {text: attack});
  await readThrough(page);
  for (const details of await page.locator('details').all()) await details.locator('summary').click();
  assert.strictEqual(await page.evaluate(() => window.pwned), undefined);
  assert.strictEqual(await page.locator('script').count(), 4);
  assert.strictEqual(await page.locator('img, [onclick], [onerror]').count(), 0);
  assert.ok((await page.locator('h1').textContent()).includes(attack), 'the text is shown as text');
  assert.deepStrictEqual(seen, []);
});

test('a phone needs no sideways scrolling, and dark follows the wish of the reader', async () => {
  const {page, seen} = await open('machines', {width: 360, colorScheme: 'dark'});
  await readThrough(page);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 360);
  assert.strictEqual(await page.locator(chart('machines') + ' svg text').first().getAttribute('fill'), '#e8eaed');
  assert.deepStrictEqual(seen, []);
});
