// The page in a real browser: it needs no network, draws, sorts, filters, adapts, and runs nothing from the data.
'use strict';
const assert = require('node:assert');
const {test} = require('node:test');
const {chart, coloursIn, marksIn, open, readThrough, textOf} = require('./open.js');

const shownRows = (page) => page.locator('#case-table tbody tr:not([hidden])');
const contenders = (page) => page.evaluate(() =>
    JSON.parse(document.getElementById('data').textContent).workloads.flatMap(({runners}) => runners)
        .filter(({contender}) => contender).length);
const column = (page, number) => shownRows(page).locator('td:nth-child(' + number + ')').allTextContents();

test('opens from a file with no request and no message, and every chart has marks', async () => {
  const {page, seen} = await open('usual');
  await readThrough(page);
  const names = await page.locator('.chart').evaluateAll((charts) => charts.map((one) => one.dataset.chart));
  assert.strictEqual(names.length, 36);
  for (const name of names) {
    if (name.endsWith('-timeline')) assert.ok(await coloursIn(page, name) >= 8, name + ' has bars in several colours');
    else assert.ok(await marksIn(page, name) >= 15, name + ' has marks');
  }
  assert.strictEqual(await page.locator('h1').textContent(), 'made-up machine');
  assert.deepStrictEqual(seen, []);
});

test('odd files open without a message and say what is wrong with them', async () => {
  for (const kind of ['quick', 'failures', 'one_sample', 'incomplete', 'large', 'many_runners']) {
    const {page, seen} = await open(kind);
    await readThrough(page);
    assert.deepStrictEqual(seen, [], kind);
    const notices = await page.locator('#notices').textContent();
    if (kind === 'incomplete') assert.match(notices, /Incomplete: 137 of 2220 samples/);
    if (kind === 'failures') assert.match(notices, /370 failed/);
    await page.close();
  }
});

test('failures are seen in the notice, in the charts and in the table', async () => {
  const {page} = await open('plain');
  await readThrough(page);
  assert.match(await page.locator('#notices').textContent(),
               /brightness, process_pool at 1, 2, 4, 8: 48 samples, a worker died/);
  assert.match(await textOf(page, 'brightness-time'), /failed: a worker died/);
  assert.match(await textOf(page, 'slowdown'), /failed/);
  const failed = page.locator('tr[data-state="failed"]');
  assert.strictEqual(await failed.count(), 4);
  assert.match(await failed.first().textContent(), /a worker died: signal 11/);
});

test('every workload starts with its verdict, the table has one per runner, and contenders are marked', async () => {
  const {page} = await open('plain');
  await readThrough(page);
  const verdict = (workload) => page.locator('section[data-workload="' + workload + '"] .result').textContent();
  assert.match(await verdict('empty'), /sequential is the best.*differences under 2 % are not claimed/);
  assert.match(await verdict('sleep'), /one of these is the best: tbb, .*differences under 3 %/);
  const best = page.locator('#case-table tr', {hasText: 'empty'}).locator('td:nth-child(6)', {hasText: 'the best'});
  assert.strictEqual(await best.count(), 1);
  await page.fill('#case-table input', 'sleep equivalent');
  assert.ok(await shownRows(page).count() >= 1, 'the filter reads verdicts');
  for (const text of await column(page, 6)) assert.strictEqual(text, 'equivalent: within ±5 %');
  await page.fill('#case-table input', 'sleep');
  await page.locator('th button', {hasText: 'verdict'}).click();
  const sorted = await column(page, 6);
  assert.strictEqual(sorted[0], 'lowest time');
  assert.match(sorted[9], /^28\.\d× slower/, 'after those of lower ratios');
  assert.strictEqual(sorted[10], '–', 'what is not judged comes last');
  const bold = (name, word) => page.locator(chart(name) + ' svg text', {hasText: word}).first().evaluate(
      (text) => /bold/.test(text.getAttribute('font-weight') + text.getAttribute('style')));
  assert.ok(await bold('empty-time', /^sequential$/));
  assert.ok(!await bold('empty-time', /^threads$/));
  const outlined = page.locator(chart('slowdown') + ' svg path[stroke="#5b6470"]');
  assert.strictEqual(await outlined.count(), await contenders(page));
});

test('what is chosen changes no verdict', async () => {
  const {page} = await open('plain');
  await readThrough(page);
  const verdicts = async () => [await page.locator('.result').allTextContents(), (await column(page, 6)).sort()];
  const [conclusions, words] = await verdicts();
  await page.locator('[data-choose="runners"] button', {hasText: /^sequential$/}).click();
  await readThrough(page);
  const [later, fewer] = await verdicts();
  assert.deepStrictEqual(later, conclusions);
  assert.ok(fewer.every((text) => words.includes(text)));
  assert.match(await textOf(page, 'empty-time'), /2\.\d+× slower/);
  assert.doesNotMatch(await textOf(page, 'empty-time'), /the best/);
});

test('a box says what makes the numbers noisy, the first few at once, and how far the machine drifted', async () => {
  const {page} = await open('plain');
  const box = page.locator('.notice.warn');
  assert.strictEqual(await box.locator('> ul > li').count(), 3);
  assert.strictEqual(await box.locator('> ul > li > b').first().textContent(), 'governor: powersave.');
  assert.ok(!await box.locator('text=power: on battery.').isVisible());
  await box.locator('summary').click();
  assert.ok(await box.locator('text=power: on battery.').isVisible());
  assert.ok(await box.locator('text=A warning that an earlier version wrote').isVisible());
  assert.match(await box.textContent(),
               /Disturbed: 12 of 2,220 samples \(busy 8, no_steady_state 4, stolen 4\)\. Disturbed samples count all/);
  assert.match(await box.textContent(), /own speed varied by 6\.\d %.*µs in the 12 blocks/);
  const points = await box.locator('.sparkline polyline').getAttribute('points');
  assert.strictEqual(points.split(' ').length, 12);
});

test('the box says what the machine gave and what the run’s own control found, and a false claim stands out', async () => {
  const {page, seen} = await open('controlled');
  const box = page.locator('.notice.warn');
  assert.match(await box.textContent(), /The machine gave fewer than its 4 CPUs in 37 of 2,?\d+ samples, at worst 2\.1; these were taken again/);
  const strip = await box.locator('.sparkline polyline').nth(1).getAttribute('points');
  const heights = strip.split(' ').map((point) => Number(point.split(',')[1]));
  assert.strictEqual(Math.min(...heights), 2, 'all CPUs are the full height');
  assert.ok(Math.max(...heights) > 8 && Math.max(...heights) < 9, 'and half of them half');
  assert.match(await box.textContent(), /Control: the same work under another name: told apart 1 of 1 times/);
  assert.match(await page.locator('.notice.bad').textContent(), /made a false claim.*primes\/threads\/concurrency:4/);
  await readThrough(page);
  await page.fill('#case-table input', 'primes threads');
  assert.match(await shownRows(page).first().textContent(), /1 taken again: median .* without and .* with the disturbed attempts/);
  assert.deepStrictEqual(seen, []);
});

test('the table holds what a run costs beside its time', async () => {
  const {page} = await open('plain');
  await readThrough(page);
  const titles = await page.locator('#case-table th').allTextContents();
  assert.ok(titles.includes('faults') && titles.includes('migrations'));
  assert.ok(!titles.includes('instructions'), 'no column for what no case has a count of');
  await page.fill('#case-table input', 'primes threads');
  const cell = async (title) => (await column(page, titles.indexOf(title) + 1))[3];
  assert.strictEqual(await cell('at'), '8');
  assert.strictEqual(await cell('switches'), '96 + 8');
  assert.strictEqual(await cell('faults'), '24 + 0');
  assert.strictEqual(await cell('migrations'), '4');
});

test('disturbed samples are marked, and named on demand', async () => {
  const {page} = await open('plain');
  await readThrough(page);
  const marks = page.locator('#case-table .dagger');
  assert.strictEqual(await marks.count(), 8);  // tbb in primes and coroutines in sleep, at four concurrencies
  assert.match(await marks.first().getAttribute('title'),
               /^2 of 12 samples disturbed: 2 × busy: other processes .*, and alike; 1 × stolen: 3 %/);
  assert.match(await textOf(page, 'primes-time'), /at \d+†/);
  assert.match(await textOf(page, 'slowdown'), /×†/);
  assert.doesNotMatch(await textOf(page, 'empty-time'), /†/);
  await page.locator(chart('primes-time')).scrollIntoViewIfNeeded();
  const box = await page.locator(chart('primes-time')).boundingBox();
  await page.mouse.move(box.x + 200, box.y + 25);
  await page.locator(chart('primes-time') + ' .tip').waitFor({state: 'visible'});
  assert.match(await page.locator(chart('primes-time') + ' .tip').textContent(), /† 2 of 12busy: other processes/);
});

test('a quiet run of one block has no warnings and no claims', async () => {
  const {page, seen} = await open('quiet');
  await readThrough(page);
  assert.strictEqual(await page.locator('.notice.warn').count(), 0);
  assert.match(await page.locator('#notices').textContent(), /No sample was disturbed.*own speed varied by 0 %/);
  assert.match(await page.locator('.result').first().textContent(), /nothing is claimed: 1 block, 8 are needed$/);
  assert.strictEqual(await page.locator('.dagger').count(), 0);
  assert.deepStrictEqual(seen, []);
});

test('the table filters by words and by result', async () => {
  const {page} = await open('plain');
  await page.fill('#case-table input', 'Primes pool');
  assert.strictEqual(await shownRows(page).count(), 12);
  for (const row of await shownRows(page).allTextContents()) assert.match(row, /primes.*pool/);
  assert.strictEqual(await page.locator('#case-table output').textContent(), '12 of 185 cases');
  await page.selectOption('#case-table select', 'bad');
  assert.strictEqual(await shownRows(page).count(), 1);
  assert.match(await shownRows(page).first().textContent(), /11 of 12 ok/);
  await page.fill('#case-table input', 'wrong TALLY');
  assert.strictEqual(await shownRows(page).count(), 1, 'remarks count too');
  await page.fill('#case-table input', 'no such thing');
  assert.ok(await page.locator('text=No case matches.').isVisible());
});

test('the table sorts by numbers, both ways, and what is unknown stays last', async () => {
  const {page} = await open('plain');
  const heading = page.locator('th', {hasText: 'median'});
  const units = {ns: 1, 'µs': 1e3, ms: 1e6, s: 1e9};
  const toNs = (text) => parseFloat(text.replace(',', '')) * units[text.split(' ')[1].replace('†', '')];
  for (const [order, sign] of [['ascending', 1], ['descending', -1]]) {
    await heading.locator('button').click();
    assert.strictEqual(await heading.getAttribute('aria-sort'), order);
    const texts = await column(page, 5);
    const times = texts.filter((text) => /^[\d.,]+ (ns|µs|ms|s)†?$/.test(text)).map(toNs);
    assert.ok(times.length > 170);
    assert.ok(times.every((time, i) => i === 0 || sign * (time - times[i - 1]) >= 0), order);
    assert.match(texts[texts.length - 1], /[a-z]{4}/, 'a reason stands last');
  }
});

test('what is chosen is shown, by mouse and by keyboard', async () => {
  const {page, seen} = await open('plain');
  await readThrough(page);
  await page.locator('[data-choose="runners"] button', {hasText: /^tbb$/}).click();
  assert.strictEqual(await page.locator('[data-choose="runners"] [aria-pressed="false"]').count(), 1);
  await readThrough(page);
  for (const name of ['slowdown', 'primes-time', 'primes-speedup', 'primes-cost'])
    assert.doesNotMatch(await textOf(page, name), /tbb/);
  assert.ok(!(await column(page, 2)).includes('tbb'));
  await page.locator('[data-choose="workloads"] button', {hasText: 'sleep'}).focus();
  await page.keyboard.press('Space');
  await readThrough(page);
  assert.ok(await page.locator('section[data-workload="sleep"]').isHidden());
  assert.doesNotMatch(await textOf(page, 'slowdown'), /sleep/);
  assert.ok(!(await column(page, 1)).includes('sleep'));
  const pressed = page.locator('[data-choose="runners"] [aria-pressed="true"]');
  while (await pressed.count() > 0) await pressed.first().click();
  assert.ok(await page.locator('text=No runner is chosen.').first().isVisible());
  assert.deepStrictEqual(seen, []);
});

test('at most eight lines and the baseline are drawn at first; the others can be added', async () => {
  const {page} = await open('plain');
  await readThrough(page);
  const figure = page.locator('figure', {has: page.locator(chart('primes-speedup'))});
  assert.strictEqual(await figure.locator('.chip').count(), 10);
  assert.strictEqual(await figure.locator('.chip[aria-pressed="true"]').count(), 9);
  assert.doesNotMatch(await textOf(page, 'primes-speedup'), /process_per_task/);
  await figure.locator('.chip[aria-pressed="false"]').click();
  assert.match(await textOf(page, 'primes-speedup'), /process_per_task/);
});

test('hovering shows numbers', async () => {
  const {page} = await open('plain');
  await readThrough(page);
  await page.locator(chart('primes-time')).scrollIntoViewIfNeeded();
  const box = await page.locator(chart('primes-time')).boundingBox();
  await page.mouse.move(box.x + 200, box.y + 25);
  const tip = page.locator(chart('primes-time') + ' .tip');
  await tip.waitFor({state: 'visible'});
  assert.match(await tip.textContent(), /median.*ms.*verdict.*lowest time.*middle half.*12 of 12 ok/);
});

test('nothing in a hostile file is executed or becomes markup', async () => {
  const attack = '</script><script>window.pwned=1</script><img src=x onerror="window.pwned=1">' +
                 '<b onclick=x>{{x}}\u2028\'"&amp;';
  const {page, seen} = await open('hostile', {text: attack});
  await readThrough(page);
  await page.evaluate(() => scrollTo(0, 0));
  await page.locator(chart('slowdown')).hover();
  await page.locator('.tip').first().waitFor();
  await page.locator('.notice.warn summary').click();
  const box = await page.locator('.notice.warn').textContent();
  assert.ok(box.includes(attack + ' What it does: ' + attack), 'warnings are shown as text');
  assert.ok(box.includes('(' + attack), 'and so are taints');
  assert.ok((await page.locator('.dagger').first().getAttribute('title')).includes(attack));
  assert.strictEqual(await page.evaluate(() => window.pwned), undefined);
  assert.strictEqual(await page.locator('script').count(), 4);
  assert.strictEqual(await page.locator('img').count(), 0);
  assert.strictEqual(await page.locator('[onclick], [onerror]').count(), 0);
  assert.ok((await page.locator('h1').textContent()).includes(attack), 'the text is shown as text');
  assert.deepStrictEqual(seen, []);
});

test('its own policy stops a script that is not its own', async () => {
  const {page} = await open('one_sample');
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.pwned = 1';
    document.body.append(script);
  });
  assert.strictEqual(await page.evaluate(() => window.pwned), undefined);
});

test('light and dark follow the wish of the reader, charts included', async () => {
  const {page, seen} = await open('plain', {colorScheme: 'dark'});
  const colours = () => page.evaluate(() => [getComputedStyle(document.body).backgroundColor,
      document.querySelector('[data-chart="slowdown"] svg text').getAttribute('fill')]);
  await readThrough(page);
  assert.deepStrictEqual(await colours(), ['rgb(22, 25, 29)', '#e8eaed']);
  await page.emulateMedia({colorScheme: 'light'});
  await readThrough(page);
  assert.deepStrictEqual(await colours(), ['rgb(255, 255, 255)', '#1c2024']);
  assert.deepStrictEqual(seen, []);
});

test('a phone needs no sideways scrolling', async () => {
  for (const kind of ['usual', 'quick', 'failures', 'hostile']) {
    const {page} = await open(kind, {width: 360, text: 'https://long.example/' + 'x'.repeat(200)});
    await readThrough(page);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 360, kind);
    await page.close();
  }
});

test('prints every chart, light, within the paper', async () => {
  const {page, seen} = await open('usual', {colorScheme: 'dark'});
  await page.evaluate(() => {
    window.printed = [];
    addEventListener('beforeprint', () => {
      for (const box of document.querySelectorAll('.chart'))
        window.printed.push([box.dataset.drawn, box.querySelector('svg, canvas').getBoundingClientRect().width,
                             box.querySelector('canvas') ? '#1c2024' : box.querySelector('svg text').getAttribute('fill')]);
    });
  });
  const margin = {top: '12mm', bottom: '12mm', left: '12mm', right: '12mm'};
  const pdf = await page.pdf({format: 'A4', printBackground: true, margin});
  assert.ok(pdf.length > 50000);
  const printed = await page.evaluate(() => window.printed);
  assert.strictEqual(printed.length, 36);
  for (const [drawn, width, fill] of printed) {
    assert.strictEqual(drawn, 'yes');
    assert.ok(width <= 703, 'fits A4 within its margins');  // 186 mm at 96 dpi
    assert.match(fill, /#(1c2024|5b6470|8a929c|12181f|b3261e)/i);
  }
  await page.emulateMedia({media: 'print'});
  await page.setViewportSize({width: 703, height: 900});
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 703, 'the table fits too');
  assert.deepStrictEqual(seen, []);
});
