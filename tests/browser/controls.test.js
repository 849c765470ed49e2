// What can be chosen, where the choices are kept, and how the page is gone through: in a real browser.
'use strict';
const assert = require('node:assert');
const {test} = require('node:test');
const {chart, open, readThrough, textOf} = require('./open.js');

const fragment = (page) => page.evaluate(() => location.hash);
const pressed = (page, kind) => page.locator('[data-choose="' + kind + '"] .chip[aria-pressed="true"]').allTextContents();
const linksOf = (page) => page.locator('#contents li:not([hidden]) a').allTextContents();
const captionOf = (page, name) => page.locator('figure').filter({has: page.locator(chart(name))}).locator('figcaption').textContent();

// As a link that is followed in this very page.
async function goTo(page, hash) {
  await page.evaluate((text) => { location.hash = text; }, hash);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await readThrough(page);
}

test('a bar of contents leads to every section that is shown', async () => {
  const {page, seen} = await open('plain');
  assert.deepStrictEqual(await linksOf(page), ['At a glance', 'primes', 'brightness', 'sleep', 'file_read', 'empty',
                                               'Quality', 'Machine', 'Every case', 'More to measure', 'Models', 'Method']);
  const shown = await page.locator('main section').evaluateAll((all) => all.filter((one) => !one.hidden).length);
  assert.strictEqual(shown, 12);
  await page.locator('#contents a', {hasText: 'sleep'}).click();
  const heading = page.locator('section[data-workload="sleep"] h2');
  await page.locator('#contents a[aria-current]', {hasText: 'sleep'}).waitFor();
  const [bar, title] = [await page.locator('#contents').boundingBox(), await heading.boundingBox()];
  assert.strictEqual(bar.y, 0, 'it stays in sight');
  assert.ok(title.y >= bar.height && title.y < 300, 'the section is below it, at ' + title.y);
  assert.strictEqual(await fragment(page), '#workload-2');
  assert.strictEqual(await page.evaluate(() => document.activeElement.textContent), 'sleepI/O-bound', 'the keyboard goes on from there');
  await page.locator('[data-choose="workloads"] button', {hasText: 'sleep'}).click();
  assert.ok(!(await linksOf(page)).includes('sleep'));
  for (const name of ['empty', 'primes', 'brightness', 'file_read'])
    await page.locator('[data-choose="workloads"] button', {hasText: name}).click();
  assert.deepStrictEqual(await linksOf(page), ['Quality', 'Machine', 'Every case', 'More to measure', 'Models', 'Method']);
  assert.ok(await page.locator('text=No workload is chosen.').isVisible());
  assert.deepStrictEqual(seen, []);
});

test('what is shown of each runner is chosen above the first chart and in the bar that stays in sight', async () => {
  const {page, seen} = await open('plain');
  await readThrough(page);
  await page.locator('section[data-workload="sleep"]').scrollIntoViewIfNeeded();
  const bar = page.locator('.bar [data-choose="metric"]');
  await page.waitForFunction(() => document.querySelector('.contents').getBoundingClientRect().top === 0);
  assert.ok((await bar.boundingBox()).y < 40);
  await bar.selectOption('CPU time');
  assert.strictEqual(await page.locator('#overview select').inputValue(), 'CPU time');
  await readThrough(page);
  assert.match(await captionOf(page, 'slowdown'), /^CPU time per runner/);
  assert.match(await captionOf(page, 'sleep-time'), /^CPU time per runner/);
  assert.deepStrictEqual(seen, []);
});

test('on a phone the contents are one line that scrolls by itself', async () => {
  const {page} = await open('plain', {width: 360});
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 360);
  assert.ok((await page.locator('#contents').boundingBox()).height < 48);
  await page.locator('#contents a', {hasText: 'Method'}).focus();
  assert.ok((await page.locator('#contents a', {hasText: 'Method'}).boundingBox()).x < 360);
});

test('each metric is drawn, and none but the time claims anything', async () => {
  const {page, seen} = await open('plain');
  const choice = page.locator('[data-choose="metric"]').first();
  const seenOf = {speedup: /3\.\d+×/, throughput: /k ranges\/s/, 'CPU time': /ms/, memory: /KiB/, 'context switches': /\d+/};
  for (const [name, number] of Object.entries(seenOf)) {
    await choice.selectOption(name);
    await readThrough(page);
    const text = await textOf(page, 'primes-time');
    assert.match(text, number, name);
    assert.doesNotMatch(text, /slower|lowest time|the best/, name);
    const caption = await captionOf(page, 'primes-time');
    assert.match(caption, new RegExp('^' + name + ' per runner', 'i'));
    assert.doesNotMatch(caption, /bold/);
    assert.match(await page.locator(chart('primes-time')).getAttribute('aria-label'), new RegExp('^' + name + ' per runner: tbb ', 'i'));
  }
  assert.deepStrictEqual(seen, []);
});

test('at a chosen concurrency nothing is judged, and who has no case there says so', async () => {
  const {page, seen} = await open('plain');
  await page.locator('[data-choose="concurrency"]').selectOption('2');
  await readThrough(page);
  const text = await textOf(page, 'primes-time');
  assert.match(text, /at 2 .*no case at 2/);
  assert.doesNotMatch(text, /at 8|slower|lowest time|the best|equivalent/);
  assert.match(await textOf(page, 'sleep-time'), /no case at 2.*no case at 2/, 'was planned at 1, 4, 16 and 64');
  assert.match(await textOf(page, 'brightness-time'), /failed: a worker died/, 'a case that failed there is told from none');
  assert.match(await captionOf(page, 'primes-time'), /at concurrency 2, where nothing is judged/);
  assert.match(await page.locator('section[data-workload="primes"] .result').textContent(), /One of these is the best: /, 'the verdict stands');
  await page.locator(chart('primes-time')).scrollIntoViewIfNeeded();
  const box = await page.locator(chart('primes-time')).boundingBox();
  await page.mouse.move(box.x + 200, box.y + 25);
  const tip = page.locator(chart('primes-time') + ' .tip');
  await tip.waitFor({state: 'visible'});
  assert.doesNotMatch(await tip.textContent(), /verdict/);
  assert.deepStrictEqual(seen, []);
});

test('bars from zero on a linear scale, dots on a logarithmic one', async () => {
  const {page, seen} = await open('plain');
  const ticks = async () => (await textOf(page, 'primes-time')).split(' ');
  const choice = page.locator('[data-choose="scale"]');
  const bars = page.locator(chart('primes-time') + ' svg path[fill="#0072b2"]');
  await readThrough(page);
  const width = () => bars.evaluateAll((paths) => Math.max(...paths.map((path) => path.getBoundingClientRect().width)));
  assert.ok(await width() > 25, 'a bar, as primes are of one size');
  assert.ok((await ticks()).includes('0'));
  await choice.selectOption('logarithmic');
  await readThrough(page);
  assert.ok(await width() < 20, 'a dot');
  assert.ok(!(await ticks()).includes('0'));
  assert.match(await textOf(page, 'primes-time'), /10 ms 20 ms 50 ms/, 'more than one tick within a power of ten');
  assert.match(await captionOf(page, 'primes-time'), /log scale/);
  await choice.selectOption('linear, from zero');
  await readThrough(page);
  assert.ok((await ticks()).includes('0'));
  assert.doesNotMatch(await captionOf(page, 'empty-time'), /log scale/, 'even where sizes differ by far');
  assert.deepStrictEqual(seen, []);
});

test('the fragment holds what differs, a link brings it back, and choosing leaves no steps to go back through', async () => {
  const {page, seen} = await open('plain');
  const steps = await page.evaluate(() => history.length);
  assert.strictEqual(await fragment(page), '');
  await page.locator('[data-choose="workloads"] button', {hasText: 'empty'}).click();
  for (const name of ['brightness', 'file_read']) await page.locator('[data-choose="workloads"] button', {hasText: name}).click();
  await page.locator('[data-choose="metric"]').first().selectOption('memory');
  await page.locator('[data-choose="concurrency"]').selectOption('4');
  await page.locator('[data-choose="scale"]').selectOption('logarithmic');
  const kept = '#workloads=primes,sleep&metric=memory&concurrency=4&scale=log';
  assert.strictEqual(await fragment(page), kept);
  assert.strictEqual(await page.evaluate(() => history.length), steps);
  await page.locator('#contents a', {hasText: 'sleep'}).click();
  assert.strictEqual(await fragment(page), '#workload-2&' + kept.slice(1), 'a section and the choices, together');
  await page.reload();
  assert.deepStrictEqual(await pressed(page, 'workloads'), ['primes', 'sleep']);
  assert.strictEqual(await page.locator('[data-choose="metric"]').first().inputValue(), 'memory');
  assert.strictEqual(await page.locator('[data-choose="concurrency"]').inputValue(), '4');
  assert.strictEqual(await page.locator('[data-choose="scale"]').inputValue(), 'logarithmic');
  await readThrough(page);
  assert.match(await textOf(page, 'primes-time'), /KiB/);
  await page.locator('button', {hasText: 'Reset all choices'}).click();
  assert.strictEqual(await fragment(page), '#workload-2');
  assert.strictEqual((await pressed(page, 'workloads')).length, 5);
  assert.ok(await page.locator('button', {hasText: 'Reset all choices'}).isHidden());
  assert.deepStrictEqual(seen, []);
});

test('back and forward bring back what was chosen', async () => {
  const {page, seen} = await open('plain');
  await goTo(page, '#runners=tbb,threads&metric=speedup');
  assert.deepStrictEqual(await pressed(page, 'runners'), ['threads', 'tbb']);
  assert.doesNotMatch(await textOf(page, 'primes-time'), /coroutines/);
  await goTo(page, '#workload-0');
  assert.strictEqual((await pressed(page, 'runners')).length, 10);
  await page.goBack();
  assert.deepStrictEqual(await pressed(page, 'runners'), ['threads', 'tbb']);
  assert.strictEqual(await page.locator('[data-choose="metric"]').first().inputValue(), 'speedup');
  await page.evaluate(() => { location.hash = '#runners='; });
  assert.ok(await page.locator('text=No runner is chosen.').first().isVisible());
  await goTo(page, '#runners=tbb');
  assert.match(await textOf(page, 'primes-time'), /tbb/, 'and is drawn again');
  assert.deepStrictEqual(seen, []);
});

test('what is hostile or unknown in the fragment is passed over', async () => {
  const {page, seen} = await open('plain');
  const attack = encodeURIComponent('"><img src=x onerror=window.pwned=1>');
  for (const hash of ['#metric=' + attack + '&concurrency=3&scale=' + attack + '&workloads=' + attack + '&runners=%E0%A4,%',
                      '#' + attack, '#__proto__=1&constructor=x&metric&runners', '#&&==&=&#', '#metric=__proto__&concurrency=1e1&scale=',
                      '#javascript:window.pwned=1', '#case-table&metric=energy']) {
    await goTo(page, hash);
    assert.strictEqual((await pressed(page, 'workloads')).length, 5, hash);
    assert.strictEqual((await pressed(page, 'runners')).length, 10, hash);
    assert.strictEqual(await page.locator('[data-choose="metric"]').first().inputValue(), 'time', hash);
    assert.strictEqual(await page.locator('[data-choose="concurrency"]').inputValue(), 'the best of each', hash);
    assert.strictEqual(await page.locator('[data-choose="scale"]').inputValue(), 'automatic', hash);
  }
  await goTo(page, '#runners=tbb,nobody,' + attack);
  assert.deepStrictEqual(await pressed(page, 'runners'), ['tbb'], 'what is known of a list is taken');
  assert.strictEqual(await page.evaluate(() => window.pwned), undefined);
  assert.strictEqual(await page.locator('img').count(), 0);
  assert.deepStrictEqual(seen, []);
});

test('names of any characters survive the way through the fragment', async () => {
  const text = 'a,b&c=d#%"<é ';
  const {page, seen} = await open('hostile', {text});
  await page.locator('[data-choose="runners"] .chip').first().click();
  const [names, hash] = [await pressed(page, 'runners'), await fragment(page)];
  assert.match(hash, /^#runners=a%2Cb%26c%3Dd%23%25%22%3C%C3%A9%20/);
  assert.strictEqual(names.length, await page.locator('[data-choose="runners"] [aria-pressed]').count() - 1);
  await page.reload();
  assert.deepStrictEqual(await pressed(page, 'runners'), names);
  assert.strictEqual(await fragment(page), hash);
  assert.deepStrictEqual(seen, []);
});

test('every control works by keyboard', async () => {
  const {page, seen} = await open('plain');
  const reached = new Set();
  await page.locator('#overview select').focus();
  for (let i = 0; i < 40; ++i) {
    reached.add(await page.evaluate(() => {
      const at = document.activeElement;
      return at.getAttribute('data-choose') || at.textContent;
    }));
    await page.keyboard.press('Tab');
  }
  for (const name of ['Method', 'primes', 'tbb', 'metric', 'concurrency', 'scale']) assert.ok(reached.has(name), name);
  await page.locator('[data-choose="metric"]').first().focus();
  await page.keyboard.press('ArrowDown');
  assert.strictEqual(await page.locator('.bar [data-choose="metric"]').inputValue(), 'speedup', 'the one in the bar follows');
  await page.locator('[data-choose="concurrency"]').focus();
  await page.keyboard.press('ArrowDown');
  await page.locator('[data-choose="scale"]').focus();
  await page.keyboard.press('End');
  assert.strictEqual(await fragment(page), '#metric=speedup&concurrency=1&scale=log');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.strictEqual(await fragment(page), '', 'reset');
  assert.strictEqual(await page.evaluate(() => document.activeElement.textContent), 'primes', 'the focus is not lost with the button');
  await page.locator('#contents a', {hasText: 'Every case'}).focus();
  await page.keyboard.press('Enter');
  assert.strictEqual(await fragment(page), '#cases');
  assert.deepStrictEqual(seen, []);
});

test('machines that are chosen are kept in the fragment, and their page has contents too', async () => {
  const {page, seen} = await open('machines');
  assert.deepStrictEqual((await linksOf(page)).slice(0, 3), ['In short', 'Machines', 'primes']);
  await page.getByLabel('Draw desktop').uncheck();
  assert.strictEqual(await fragment(page), '#machines=1,3');
  await goTo(page, '#workload-1&machines=2');
  assert.ok(await page.getByLabel('Draw desktop').isChecked());
  assert.ok(!await page.getByLabel('Draw laptop').isChecked());
  await goTo(page, '#machines=7,x');
  assert.strictEqual(await page.locator('#machines input:checked').count(), 3);
  assert.deepStrictEqual(seen, []);
});

test('with 64 runners every mark is its own, a few lines are drawn, and all can be put away at once', async () => {
  const {page, seen} = await open('many_runners');
  await readThrough(page);
  const marks = await page.locator('#choose .mark path').evaluateAll((paths) =>
      paths.map((path) => path.getAttribute('d') + path.getAttribute('fill')));
  assert.strictEqual(marks.length, 64);
  assert.strictEqual(new Set(marks).size, 64);
  const lines = page.locator('figure').filter({has: page.locator(chart('primes-speedup'))}).locator('.chips');
  assert.strictEqual(await lines.locator('[aria-pressed="true"]').count(), 9);
  await page.getByRole('button', {name: 'None of the runners'}).click();
  assert.strictEqual((await pressed(page, 'runners')).length, 0);
  for (const name of ['tbb_2', 'threads_7']) await page.locator('[data-choose="runners"] .chip', {hasText: new RegExp('^' + name + '$')}).click();
  assert.strictEqual(await fragment(page), '#runners=tbb_2,threads_7');
  await readThrough(page);
  assert.match(await textOf(page, 'primes-time'), /tbb_2.*threads_7/);
  await page.getByRole('button', {name: 'All of the runners'}).click();
  assert.strictEqual(await fragment(page), '');
  assert.deepStrictEqual(seen, []);
});
