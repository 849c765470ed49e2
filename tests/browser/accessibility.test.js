// The rules of axe-core that can be told from a page, on every kind of page.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const {test} = require('node:test');
const {open, readThrough} = require('./open.js');

const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

// A chart is one image with one label (role img): what it is drawn of is not told to anyone. What is seriously wrong, with the elements: the page's own policy keeps axe out of its document, but not out of here.
async function violations(page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Runtime.evaluate', {expression: axe});
  const found = await page.evaluate(async () => (await window.axe.run({exclude: [['.chart > *']]}, {resultTypes: ['violations']})).violations);
  return found.filter(({impact}) => impact === 'serious' || impact === 'critical')
      .map(({id, nodes}) => id + ': ' + nodes.slice(0, 5).map((node) => node.target.join(' ') + ' ' + node.failureSummary).join(' | '));
}

for (const [kind, how] of [['usual', {}], ['usual', {colorScheme: 'dark'}], ['plain', {width: 360}], ['plain', {width: 360, colorScheme: 'dark', hasTouch: true}],
                           ['failures', {}], ['quiet', {}], ['studies', {}], ['machines', {}], ['machines', {colorScheme: 'dark', width: 360}]]) {
  test('no serious or critical violation: ' + [kind, ...Object.values(how)].join(', '), async () => {
    const {page} = await open(kind, how);
    await readThrough(page);
    for (const details of await page.locator('details').all()) await details.locator('summary').click();
    await page.evaluate(() => { location.hash = '#metric=memory'; });
    await readThrough(page);
    assert.deepStrictEqual(await violations(page), []);
  });
}
