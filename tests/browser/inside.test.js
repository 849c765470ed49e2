// What happened inside the runs, on the page: timelines, times of single tasks, and bounds.
'use strict';
const assert = require('node:assert');
const {test} = require('node:test');
const {chart, open, readThrough, textOf} = require('./open.js');

const section = (page, workload) => page.locator('section[data-workload="' + workload + '"]');

test('every workload that was traced has its timeline and its numbers, and those whose tasks wait their distribution', async () => {
  const {page, seen} = await open('quick');
  await readThrough(page);
  for (const workload of ['empty', 'primes', 'brightness', 'sleep', 'file_read']) {
    assert.ok(await page.locator(chart(workload + '-timeline')).isVisible(), workload);
    assert.strictEqual(await section(page, workload).locator('details.latency tbody tr').count(), 10);
  }
  for (const workload of ['sleep', 'file_read']) assert.ok(await page.locator(chart(workload + '-latency')).isVisible(), workload);
  assert.strictEqual(await page.locator(chart('empty-latency')).count(), 0);
  assert.match(await page.locator(chart('sleep-timeline')).getAttribute('aria-label'), /threads: 64 workers, busy \d+/);
  assert.match(await page.locator(chart('sleep-latency')).getAttribute('aria-label'), /coroutines least .*, p50 .*, p90 .*, most /);
  assert.match(await page.locator('#note-cost').textContent(), /notes of a task cost 180/);
  assert.deepStrictEqual(seen, []);
});

test('traced runs that tracing distorted are said and not drawn', async () => {
  const {page, seen} = await open('distorted');
  await readThrough(page);
  assert.strictEqual(await page.locator(chart('empty-timeline')).count(), 0);
  assert.match(await section(page, 'empty').textContent(), /Not drawn: .*sequential.* \(\w+: .* traced, .* timed\)/);
  const figure = page.locator('figure', {has: page.locator(chart('primes-timeline'))});
  assert.match(await figure.locator('figcaption').textContent(), /Not drawn: threads\. /);
  assert.doesNotMatch(await page.locator(chart('primes-timeline')).getAttribute('aria-label'), /threads: /);
  assert.deepStrictEqual(seen, []);
});

test('a run without traces has no such charts and says nothing of them', async () => {
  const {page, seen} = await open('quiet');
  await readThrough(page);
  assert.strictEqual(await page.locator('[data-chart$="-timeline"], [data-chart$="-latency"], details.latency').count(), 0);
  assert.strictEqual(await page.locator('#note-cost').textContent(), '');
  assert.deepStrictEqual(seen, []);
});

test('a timeline shows its start at first, and any part or the whole by keys, by the wheel once it has the focus, and by buttons', async () => {
  const {page, seen} = await open('quick');
  await readThrough(page);
  const box = page.locator(chart('sleep-timeline'));
  const picture = () => box.locator('canvas').first().evaluate((canvas) => canvas.toDataURL());
  await box.scrollIntoViewIfNeeded();
  const first = await picture(), top = await page.evaluate(() => scrollY);
  const press = async (key) => {
    await page.keyboard.press(key);
    return picture();
  };
  await box.focus();
  const closer = await press('+');
  assert.notStrictEqual(closer, first);
  assert.notStrictEqual(await press('ArrowRight'), closer);
  const whole = await press('End');
  assert.strictEqual(new Set([first, closer, whole]).size, 3);
  assert.strictEqual(await press('Home'), first);
  await box.hover({position: {x: 400, y: 60}});
  await page.mouse.wheel(0, -100);
  await page.waitForTimeout(100);
  assert.notStrictEqual(await picture(), first);
  assert.strictEqual(await page.evaluate(() => scrollY), top, 'the page stays');
  const button = (name) => page.locator('figure', {has: box}).getByRole('button', {name});
  await button('The whole of every run').click();
  assert.strictEqual(await picture(), whole);
  await button('The start of the runs').click();
  assert.strictEqual(await picture(), first);
  await page.mouse.move(600, 300);
  await page.evaluate(() => document.activeElement.blur());
  await box.hover({position: {x: 400, y: 60}});
  await page.mouse.wheel(0, 200);
  await page.waitForTimeout(200);
  assert.notStrictEqual(await page.evaluate(() => scrollY), top, 'without the focus the page scrolls');
  assert.deepStrictEqual(seen, []);
});

test('pointing at a bar tells its task, its times and its worker', async () => {
  const {page} = await open('quick');
  await readThrough(page);
  const box = page.locator(chart('brightness-timeline'));
  await box.scrollIntoViewIfNeeded();
  const {width} = await box.boundingBox();
  await box.hover({position: {x: Math.min(200, width / 2), y: 16}});
  const tip = page.locator('.tip', {hasText: 'began'});
  await tip.waitFor();
  assert.match(await tip.textContent(), /task \d+.*after the start.*took.*worker 1/);
});

test('only chosen runners are drawn, at the concurrency that is chosen', async () => {
  const {page} = await open('usual');
  await readThrough(page);
  const colours = () => page.locator(chart('primes-timeline') + ' canvas').first().evaluate((canvas) => {
    const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    const isGreen = (i) => data[i + 1] > data[i] + 40 && data[i + 1] > data[i + 2] + 10;  // tbb's colour, pale or full
    return {height: canvas.height, green: [...data.keys()].filter((i) => i % 4 === 0 && isGreen(i)).length};
  });
  const before = await colours();
  assert.ok(before.green > 1000);
  await page.locator('[data-choose="runners"] button', {hasText: /^tbb$/}).click();
  await readThrough(page);
  const after = await colours();
  assert.ok(after.green === 0 && after.height < before.height, JSON.stringify([before, after]));
  const cell = section(page, 'primes').locator('details.latency tbody tr td:nth-child(2)');
  assert.strictEqual(await cell.count(), 9);
  await page.locator('select[data-choose="concurrency"]').selectOption('4');
  assert.deepStrictEqual(new Set(await cell.allTextContents()), new Set(['4']));
});

test('every bar of time carries its lower bound, in the tooltip and in the table too', async () => {
  const {page} = await open('quick');
  await readThrough(page);
  const bounds = page.locator(chart('primes-time') + ' svg path[stroke="#a3004f"][fill="none"]');
  assert.strictEqual(await bounds.count(), 10);
  assert.match(await textOf(page, 'empty-time'), /sequential/);
  const row = page.locator('#case-table tr', {hasText: 'primes'}).filter({hasText: 'threads'}).first();
  const heading = await page.locator('#case-table th').allTextContents();
  assert.match(await row.locator('td').nth(heading.findIndex((text) => text.startsWith('over bound'))).textContent(), /^\d+\.\d+×$/);
  await page.locator(chart('primes-time')).hover({position: {x: 200, y: 30}});
  assert.match(await page.locator('.tip', {hasText: 'lower bound'}).textContent(), /the time of one thread over 2 CPUs/);
});

test('who is both faster and cheaper than all others is named, for CPU time and for memory', async () => {
  const {page} = await open('quick');
  await readThrough(page);
  const box = page.locator(chart('primes-cost'));
  const names = await textOf(page, 'primes-cost');
  assert.match(names, /sequential/);
  assert.match(await box.getAttribute('aria-label'), /\(on the frontier\)/);
  await page.locator('figure', {has: box}).locator('.views button', {hasText: 'Memory'}).click();
  assert.match(await textOf(page, 'primes-cost'), /KiB|MiB/);
});

test('a runner has one colour, whoever is beside it', async () => {
  const fills = async (kind) => {
    const {page} = await open(kind);
    await readThrough(page);
    return page.locator('#model-table svg[data-mark] path, #choose svg[data-mark] path').evaluateAll((all) =>
        Object.fromEntries(all.map((one) => [one.parentNode.getAttribute('data-mark'), one.getAttribute('fill') + one.getAttribute('d')])));
  };
  const many = await fills('many_runners'), few = await fills('quick');
  assert.ok(Object.keys(few).length >= 10);
  for (const [name, mark] of Object.entries(few)) assert.strictEqual(many[name], mark, name);
});
