// Machines side by side, in a real browser.
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
               /One core of desktop is worth 1\.4\d \(.*\) of laptop\..*laptop needs 3 cores for what desktop does with 2/);
  assert.match(await page.locator('#overview').textContent(), /primes: by the medians the fastest is desktop/);
  assert.match(await page.locator('#verdicts .result').textContent(), /^Of 2 files against laptop: something is slower in 1/);
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
