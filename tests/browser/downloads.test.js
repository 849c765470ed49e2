// What a chart saves: SVG, PNG and CSV, from a file, in a real browser.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const {test} = require('node:test');
const {chart, open, readThrough} = require('./open.js');

const figureOf = (page, name) => page.locator('figure').filter({has: page.locator(chart(name))});

// {name, bytes} of what a button of a figure saves.
async function saved(page, name, kind) {
  const button = figureOf(page, name).getByRole('button', {name: kind + ': save'});
  await button.focus();
  await page.waitForTimeout(120);  // of more than ten downloads within a second Chromium drops the rest
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  return {name: download.suggestedFilename(), bytes: fs.readFileSync(await download.path())};
}

// Read as a browser reads a file of XML: {root, texts, width, scripts, events}.
const parsed = (page, text) => page.evaluate((xml) => {
  const read = new DOMParser().parseFromString(xml, 'image/svg+xml');
  const all = [...read.querySelectorAll('*')];
  return {root: read.documentElement.nodeName, width: Number(read.documentElement.getAttribute('width')),
          error: read.querySelector('parsererror') !== null, texts: [...read.querySelectorAll('text')].map((one) => one.textContent),
          fill: read.querySelector('rect').getAttribute('fill'), style: read.querySelector('style').textContent, names: [...new Set(all.map((one) => one.nodeName))],
          events: all.flatMap((one) => [...one.attributes]).filter(({name}) => /^on|href$/i.test(name)).length};
}, text);

// RFC 4180: rows of cells.
function rowsOf(csv) {
  const rows = [[]];
  const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/gy;
  let end = 0;
  for (let match; end < csv.length && (match = cell.exec(csv)); end = cell.lastIndex) {
    rows.at(-1).push(match[1].startsWith('"') ? match[1].slice(1, -1).replaceAll('""', '"') : match[1]);
    if (match[2] !== ',') rows.push([]);
  }
  assert.strictEqual(end, csv.length, 'all of it is CSV');
  assert.deepStrictEqual(rows.pop(), []);
  assert.ok(rows.every((row) => row.length === rows[0].length), 'rows are of one length');
  return rows;
}

const column = (rows, name) => rows.slice(1).map((row) => row[rows[0].indexOf(name)]);

async function checkAll(page, name) {
  const svg = await saved(page, name, 'SVG');
  assert.strictEqual(svg.name, name + '.svg');
  const read = await parsed(page, svg.bytes.toString());
  assert.strictEqual(read.root, 'svg', name);
  assert.ok(!read.error, name + ' is well-formed');
  assert.strictEqual(read.width, 860);
  assert.deepStrictEqual(read.names.filter((one) => !/^(svg|rect|path|text|g|tspan|defs|clipPath|style|linearGradient|stop|polyline|polygon|circle|line)$/.test(one)), []);
  assert.strictEqual(read.events, 0);
  const png = await saved(page, name, 'PNG');
  assert.strictEqual(png.name, name + '.png');
  assert.strictEqual(png.bytes.subarray(0, 8).toString('latin1'), '\x89PNG\r\n\x1a\n');
  assert.strictEqual(png.bytes.readUInt32BE(16), 2 * 860, 'twice as sharp');
  assert.ok(png.bytes.length > 5000, name + ' has ' + png.bytes.length + ' bytes');
  const csv = await saved(page, name, 'CSV');
  assert.strictEqual(csv.name, name + '.csv');
  const rows = rowsOf(csv.bytes.toString());
  assert.ok(rows.length > 2, name + ' has rows');
  return {read, rows};
}

test('every chart of a run saves itself as SVG, PNG and CSV', async () => {
  const {page, seen} = await open('usual', {colorScheme: 'dark'});
  await readThrough(page);
  for (const name of ['slowdown', 'primes-time', 'primes-speedup', 'primes-cost']) {
    const {read, rows} = await checkAll(page, name);
    assert.strictEqual(read.fill, 'rgb(255,255,255)', 'light, whatever the page is');
    assert.match(read.style, /prefers-color-scheme:dark.*fill:#16191d/, 'and dark where its reader wishes');
    assert.ok(rows[0].includes('runner') && rows[0].includes('median_ns'), name);
  }
  const {read, rows} = await checkAll(page, 'empty-time');
  assert.ok(read.texts.includes('empty: time per runner'), 'the title is inside');
  assert.deepStrictEqual(column(rows, 'runner').slice(0, 2), ['sequential', 'threads']);
  assert.ok(column(rows, 'median_ns').every((ns) => Number(ns) > 1000));
  assert.deepStrictEqual(column(rows, 'verdict').slice(0, 1), ['the best']);
  assert.deepStrictEqual(seen.filter((one) => !one.startsWith('request: blob:')), []);
});

test('what is chosen is what is saved', async () => {
  const {page} = await open('usual');
  await page.evaluate(() => { location.hash = '#runners=tbb,threads,sequential&metric=memory&concurrency=4'; });
  await readThrough(page);
  const svg = await saved(page, 'primes-time', 'SVG');
  assert.strictEqual(svg.name, 'primes-time-memory-at-4.svg');
  const {texts} = await parsed(page, svg.bytes.toString());
  assert.ok(texts.includes('primes: memory per runner'));
  assert.match(texts.join(' '), /KiB.*no case at 4/);
  const rows = rowsOf((await saved(page, 'primes-time', 'CSV')).bytes.toString());
  assert.deepStrictEqual(column(rows, 'runner').sort(), ['sequential', 'tbb', 'threads']);
  assert.deepStrictEqual(column(rows, 'concurrency').sort(), ['', '4', '4']);
  assert.deepStrictEqual([...new Set(column(rows, 'verdict'))], [''], 'nothing is claimed there');
  assert.ok(column(rows, 'state').includes('no case at 4'));
});

test('the charts of the studies and of machines save themselves too', async () => {
  for (const [kind, names] of [['studies', ['map', 'granularity', 'cores-primes', 'core-to-core', 'memory']],
                               ['machines', ['machines', 'machines-scaling-primes', 'machines-models-primes']]]) {
    const {page, seen} = await open(kind);
    await readThrough(page);
    for (const name of names) await checkAll(page, name);
    assert.deepStrictEqual(seen.filter((one) => !one.startsWith('request: blob:')), []);
    await page.close();
  }
});

test('hostile names stay text in what is saved, and are no formula', async () => {
  const attack = '=cmd|"/c calc"!A1</text><script>window.pwned=1</script>,\u0001\r\n]]>&amp;';
  const {page, seen} = await open('hostile', {text: attack});
  await readThrough(page);
  const names = await page.locator('.chart').evaluateAll((charts) => charts.map((one) => one.dataset.chart));
  for (const name of [names[0], names[1], names[2], names[3]]) {
    const {rows} = await checkAll(page, name);
    for (const cell of rows.flat()) assert.doesNotMatch(cell, /^[=+@\t\r\n]|^-[^\d]/);
    assert.ok(rows.flat().some((cell) => cell.startsWith("'=cmd|\"/c calc\"!A1</text><script>")), 'as it was, behind a quote');
  }
  assert.strictEqual(await page.evaluate(() => window.pwned), undefined);
  assert.deepStrictEqual(seen.filter((one) => !one.startsWith('request: blob:')), []);
});

test('the buttons are there on hover, by keyboard and on a phone, and not on paper', async () => {
  const {page} = await open('usual');
  await readThrough(page);
  const shown = (name) => figureOf(page, name).locator('.save').evaluate((one) => getComputedStyle(one).opacity);
  await page.mouse.move(0, 0);
  assert.strictEqual(await shown('primes-time'), '0');
  await figureOf(page, 'primes-time').hover({position: {x: 5, y: 5}});
  assert.strictEqual(await shown('primes-time'), '1');
  await page.mouse.move(0, 0);
  await figureOf(page, 'primes-time').getByRole('button').first().focus();
  assert.strictEqual(await shown('primes-time'), '1');
  const group = page.getByRole('group', {name: 'Save primes: time per runner'});
  assert.strictEqual(await group.getByRole('button').count(), 3);
  await page.emulateMedia({media: 'print'});
  assert.ok(await group.isHidden());
  const phone = (await open('usual', {width: 360})).page;
  await readThrough(phone);
  assert.strictEqual(await figureOf(phone, 'primes-time').locator('.save').evaluate((one) => getComputedStyle(one).opacity), '1');
});
