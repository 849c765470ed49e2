// The page in a real browser: it needs no network, draws, sorts, filters, adapts, and runs nothing from the data.
'use strict';
const assert = require('node:assert');
const {test} = require('node:test');
const {chart, coloursIn, marksIn, open, readThrough, textOf} = require('./open.js');

const shownRows = (page) => page.locator('#case-table tbody tr:not([hidden])');
const captionOf = (page, name) => page.locator('figure').filter({has: page.locator(chart(name))}).locator('figcaption').textContent();
const column = (page, number) => shownRows(page).locator('td:nth-child(' + number + ')').allTextContents();

test('opens from a file with no request and no message, and every chart has marks', async () => {
  const {page, seen} = await open('usual');
  await readThrough(page);
  const names = await page.locator('.chart').evaluateAll((charts) => charts.map((one) => one.dataset.chart));
  assert.strictEqual(names.length, await page.evaluate(() => charts.list(JSON.parse(document.getElementById('data').textContent)).length));
  for (const name of names) {
    if (name.endsWith('-timeline')) assert.ok(await coloursIn(page, name) >= 8, name + ' has bars in several colours');
    else assert.ok(await marksIn(page, name) >= 15, name + ' has marks');
  }
  assert.strictEqual(await page.locator('h1').textContent(), 'Concurrency models on made-up machine');
  assert.deepStrictEqual(seen, []);
});

test('odd files open without a message and say what is wrong with them', async () => {
  for (const kind of ['quick', 'failures', 'one_sample', 'incomplete', 'large', 'many_runners']) {
    const {page, seen} = await open(kind);
    await readThrough(page);
    assert.deepStrictEqual(seen, [], kind);
    const quality = await page.locator('#quality').textContent();
    if (kind === 'incomplete') assert.match(quality, /^[^]*The run is incomplete[^]*Incomplete: 137 of 2220 samples/);
    if (kind === 'failures') assert.match(quality, /370 of 370 samples failed/);
    await page.close();
  }
});

test('failures are seen in the quality of the data, in the charts and in the table', async () => {
  const {page} = await open('plain');
  await readThrough(page);
  assert.match(await page.locator('#quality').textContent(),
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
  assert.match(await verdict('empty'), /^sequential is the best[.] Differences under 2 % are not claimed[.]$/);
  assert.match(await verdict('sleep'), /^One of these is the best: tbb, .*Differences under 3 %/);
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
});

test('the heat map outlines the best and what is shown as good, hatches what is open, and follows the metric', async () => {
  const {page, seen} = await open('quick');
  await readThrough(page);
  const paths = (what) => page.locator(chart('slowdown') + ' svg path' + what).count();
  const [good, unsettled] = await page.evaluate(() => {
    const results = JSON.parse(document.getElementById('data').textContent).workloads.flatMap(({runners}) => runners);
    const isBest = (one) => one.as_good || one.verdict === 'best';
    return [results.filter(isBest).length, results.filter((one) => one.contender && !isBest(one)).length];
  });
  assert.ok(good > 0 && unsettled > 0);
  assert.strictEqual(await paths('[stroke="#1c2024"]'), good, 'outlined');
  assert.strictEqual(await paths('[fill="none"]'), unsettled, 'hatched');
  assert.match(await captionOf(page, 'slowdown'), /outlined: the best, or shown as good; hatched: undecided/);
  await page.locator('[data-choose="metric"]').first().selectOption('memory');
  await readThrough(page);
  assert.match(await textOf(page, 'slowdown'), /KiB/);
  assert.strictEqual(await paths('[stroke="#1c2024"]') + await paths('[fill="none"]'), 0, 'nothing is judged of memory');
  assert.match(await captionOf(page, 'slowdown'), /^Memory per runner/);
  assert.deepStrictEqual(seen, []);
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
  assert.doesNotMatch(await textOf(page, 'empty-time'), /the best/);
});

test('the answers come first: what to use, by how much, how sure, why, who else, at what cost', async () => {
  const {page, seen} = await open('plain');
  const cards = page.locator('.answers article');
  assert.deepStrictEqual(await cards.locator('.of b').allTextContents(), ['primes', 'brightness', 'sleep', 'file_read', 'empty']);
  const words = await cards.allTextContents();
  assert.match(words[0], /^primesCPU-bound(sure|likely|open).* at 4.*as fast as one thread [(]\d[.]\d+–\d[.]\d+[)].*All 4 CPUs were 9\d\s% busy[.].*Costs .* CPU time .*of memory/);
  assert.match(words[2], /^sleepI\/O-bound.*64 tasks wait at once, and the CPUs were \d\s% busy/);
  assert.match(words[4], /^emptyoverhead[^]*\sns a task, the least of all models/);
  assert.strictEqual(await cards.nth(4).locator('.badge').count(), 0, 'a cost is no choice');
  assert.strictEqual(await cards.locator('.mark').count(), 5);
  assert.match(await page.locator('#lede').textContent(), /^Example CPU @ 3.00 GHz · 4 CPUs · 7 June 2025 at 08:00 UTC · standard plan, 185 cases in 12 rounds · /);
  assert.deepStrictEqual(seen, []);
});

test('where nothing is decided a card says what is clear, and the command that would decide', async () => {
  const {page} = await open('quiet');
  const card = page.locator('.answers article').first();
  assert.match(await card.textContent(), /open.*as fast as one thread, and faster in 1 of 1 rounds.*At least \d+ rounds would let it claim anything, here were 1: [.]\/run[.]sh --workload primes --blocks \d+/);
  for (const text of await card.locator('.unbroken').all()) assert.strictEqual(await text.evaluate((one) => one.getClientRects().length), 1);
});

test('the answers are copied as Markdown', async () => {
  const {page, seen} = await open('plain', {permissions: ['clipboard-read', 'clipboard-write']});
  await page.locator('#copy').click();
  await page.locator('#copy', {hasText: 'Copied'}).waitFor();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(text, /^[*][*]Concurrency models on made-up machine[*][*] [(]Example CPU/);
  assert.strictEqual(text.match(/^- [*][*]/gm).length, 5);
  assert.match(text, /^- [*][*]primes[*][*]: .* at 4.*CPUs were.*Costs /m);
  assert.deepStrictEqual(seen, []);
});

test('the answers are in the first screen and the first chart follows soon, on a screen and on a phone', async () => {
  for (const [kind, width, most] of [['plain', 1280, 1000], ['quick', 1280, 1000], ['quiet', 1280, 1000], ['plain', 360, 1800], ['quick', 360, 1800]]) {
    const {page} = await open(kind, {width});
    const bottom = (all) => Math.max(...all.map((one) => one.getBoundingClientRect().bottom));
    if (width === 1280) assert.ok(await page.locator('.answers article').evaluateAll(bottom) < 900, kind + ': answers');
    const {y} = await page.locator('.chart').first().boundingBox();
    assert.ok(y < most, kind + ': the first chart begins at ' + y + ' at ' + width);
    assert.strictEqual(await page.locator('.chart').first().getAttribute('data-chart'), 'slowdown');
    await page.close();
  }
});

test('one line says how good the data are, and opens: what makes the numbers noisy, and how far the machine drifted', async () => {
  const {page} = await open('plain');
  assert.match(await page.locator('#lede a').textContent(), /^61 of 2,220 samples failed, 12 skipped, 12 disturbed, 5 warnings$/);
  await page.locator('#lede a').click();
  const box = page.locator('#quality');
  assert.match(await box.locator('summary').textContent(), /^\d+ of 2,220 samples failed/);
  assert.ok(await box.locator('text=governor: powersave.').isVisible(), 'open, since samples failed');
  assert.ok(await box.locator('text=A warning that an earlier version wrote').isVisible());
  const words = await box.textContent();
  assert.match(words, /governor: powersave[.] Short runs are timed at a lower clock than long ones[.] Remedy: sudo/);
  assert.match(words, /12 of 2,220 samples were disturbed [(]busy 8, no_steady_state 4, stolen 4[)]/);
  assert.match(words, /own speed varied by 6\.\d %.*µs in the 12 rounds/);
  const points = await box.locator('.sparkline polyline').getAttribute('points');
  assert.strictEqual(points.split(' ').length, 12);
});

test('it says what the machine gave and what the run’s own control found, and a false claim stands out', async () => {
  const {page, seen} = await open('controlled');
  const box = page.locator('#quality');
  assert.match(await box.textContent(), /The machine gave fewer than its 4 CPUs in 37 of 2,?\d+ samples, at worst 2\.1; these were taken again[.] At the median it gave 4.00 of 4/);
  const strip = await box.locator('.sparkline polyline').nth(1).getAttribute('points');
  const heights = strip.split(' ').map((point) => Number(point.split(',')[1]));
  assert.strictEqual(Math.min(...heights), 2, 'all CPUs are the full height');
  assert.ok(Math.max(...heights) > 8 && Math.max(...heights) < 9, 'and half of them half');
  assert.match(await box.textContent(), /Control: the same work, measured under two names, was told apart in 1 of 1 comparisons/);
  assert.match(await box.textContent(), /made a false claim.*primes\/threads\/concurrency:4/);
  assert.match(await page.locator('#lede a.bad').textContent(), /its control found a false claim/);
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
  assert.strictEqual(await page.locator('#lede a').textContent(), 'no sample was disturbed');
  assert.ok(!await page.locator('#quality ul').first().isVisible(), 'closed, as all is well');
  assert.match(await page.locator('#quality').textContent(), /No sample was disturbed.*own speed varied by 0 %/);
  assert.match(await page.locator('.result').first().textContent(), /nothing is claimed: 1 block, 8 are needed[.]/);
  assert.strictEqual(await page.locator('.dagger').count(), 0);
  assert.deepStrictEqual(seen, []);
});

test('the seed is whole, though no number of JavaScript can hold it', async () => {
  const {page} = await open('plain');
  assert.match(await page.locator('#build').textContent(), /Seed18446744073709551615/);
});

test('no table loses columns without a sign: on a wide screen they fit, and where they go on there is a shadow', async () => {
  const {page} = await open('usual');
  await readThrough(page);
  const tooWide = () => page.locator('#case-table .scroll, #models .scroll').evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).length);
  assert.strictEqual(await tooWide(), 0);
  await page.locator('button', {hasText: /^All \d+ columns$/}).click();
  assert.strictEqual(await tooWide(), 1);
  assert.ok(await page.locator('th', {hasText: 'least to most'}).isVisible());
  assert.match(await page.locator('#case-table .scroll').evaluate((one) => getComputedStyle(one).backgroundAttachment), /local, local, scroll, scroll/);
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
  assert.match(await tip.textContent(), /verdict.*lowest time.*median.*ms.*middle half/);
});

test('nothing in a hostile file is executed or becomes markup', async () => {
  const attack = '</script><script>window.pwned=1</script><img src=x onerror="window.pwned=1">' +
                 '<b onclick=x>{{x}}\u2028\'"&amp;';
  const {page, seen} = await open('hostile', {text: attack});
  await readThrough(page);
  await page.evaluate(() => scrollTo(0, 0));
  await page.locator(chart('slowdown')).hover({position: {x: 200, y: 60}});
  await page.locator('.tip').first().waitFor();
  const box = await page.locator('#quality').textContent();
  assert.ok(box.includes(attack + ' ' + attack + ' Remedy: ' + attack), 'warnings are shown as text');
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

test('prints charts light, within the paper', async () => {
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
  assert.strictEqual(printed.length, await page.locator('.chart').count());
  for (const [drawn, width, fill] of printed) {
    assert.strictEqual(drawn, 'yes');
    assert.ok(width <= 703, 'fits A4 within its margins');  // 186 mm at 96 dpi
    assert.match(fill, /#(1c2024|5b6470|8a929c|12181f|b3261e)/i);
  }
  await page.emulateMedia({media: 'print'});
  await page.setViewportSize({width: 703, height: 900});
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const wide = await page.evaluate(() => [...document.body.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > 704).map((one) => one.nodeName + '.' + one.getAttribute('class')).slice(0, 5));
  assert.deepStrictEqual(wide, [], 'the table fits too');
  assert.deepStrictEqual(seen, []);
});
