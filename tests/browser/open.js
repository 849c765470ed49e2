// What the tests in a browser share: a page of made-up results, and how a reader goes through it.
'use strict';
const {execFileSync} = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const {before, after} = require('node:test');
const {chromium} = require('playwright-core');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'concbench-browser-'));
let browser;

before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
           '--disable-component-update', '--disable-sync']});
});

after(async () => {
  if (browser) await browser.close();
  fs.rmSync(folder, {recursive: true, force: true});
});

// A page is made once and opened by as many tests as look at it.
const made = new Map();
function folderOf(kind, text) {
  const key = kind + '\n' + text;
  if (!made.has(key)) {
    const where = fs.mkdtempSync(path.join(folder, kind + '-'));
    execFileSync(process.env.MAKE_EXAMPLE, [kind, where, text]);
    made.set(key, where);
  }
  return made.get(key);
}

// Opens the page of made-up results. `seen` gathers what must not happen: messages, errors, dialogs, requests.
async function open(kind, {text = '', width = 1280, ...context} = {}) {
  const where = folderOf(kind, text);
  const page = await browser.newPage({viewport: {width, height: 900}, ...context});
  const seen = [];
  const url = 'file://' + path.join(where, 'index.html');
  page.on('console', (message) => seen.push('console: ' + message.text()));
  page.on('pageerror', (error) => seen.push('error: ' + error.message));
  page.on('dialog', (dialog) => { seen.push('dialog: ' + dialog.message()); dialog.dismiss(); });
  page.on('request', (request) => { if (request.url() !== url) seen.push('request: ' + request.url()); });
  await page.goto(url);
  return {page, seen};
}

// Scrolls through the page, as a reader does, until every visible chart is drawn.
async function readThrough(page) {
  const unread = () => {
    const figures = [...document.querySelectorAll('figure')];
    const next = figures.find((figure) => !figure.closest('[hidden]') && !figure.querySelector('.chart').dataset.drawn);
    if (next) next.scrollIntoView();
    return next !== undefined;
  };
  // What has just changed, a colour scheme say, reaches the page with its next frame.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  // The page grows as its charts are drawn: the next one that is not is where to go.
  const deadline = Date.now() + 30000;
  while (await page.evaluate(unread)) {
    if (Date.now() > deadline) throw new Error('a chart is not drawn where it is looked at');
    await page.waitForTimeout(20);
  }
}

const chart = (name) => '[data-chart="' + name + '"]';
const marksIn = (page, name) => page.locator(chart(name) + ' svg path').count();
// Of a chart on a canvas: how many colours cover at least 20 of its pixels.
const coloursIn = (page, name) => page.locator(chart(name) + ' canvas').first().evaluate((canvas) => {
  const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const pixels = new Map();
  for (let i = 0; i < data.length; i += 4)
    if (data[i + 3] === 255) {
      const colour = data[i] << 16 | data[i + 1] << 8 | data[i + 2];
      pixels.set(colour, (pixels.get(colour) || 0) + 1);
    }
  return [...pixels.values()].filter((count) => count >= 20).length;
});
const textOf = async (page, name) => (await page.locator(chart(name) + ' svg text').allTextContents()).join(' ');

module.exports = {chart, coloursIn, marksIn, open, readThrough, textOf};
