// pictures.js PAGE FOLDER: a report from its answers to the end of its heat map, as answers-light.png and answers-dark.png.
'use strict';
const path = require('node:path');
const {chromium} = require('playwright-core');

const [source, folder] = process.argv.slice(2);
const width = 960, margin = 16;  // pixels; a git host shows some 900

async function draw(browser, colorScheme) {
  // A chart is drawn when it is looked at: so high that all of them are.
  const page = await browser.newPage({viewport: {width, height: 4000}, colorScheme});
  await page.goto('file://' + path.resolve(source));
  const map = page.locator('#overview figure').first();
  await map.locator('svg text').first().waitFor();
  // Without what asks to be pressed, and what else may stand between the two.
  await page.addStyleTag({content: 'button, select, input, nav, #choose, #notices, #facts { display: none !important; }'});
  const first = await page.getByRole('heading', {name: 'What to use here'}).boundingBox(), last = await map.boundingBox();
  const top = first.y - margin, bottom = last.y + last.height + margin;
  await page.screenshot({path: path.join(folder, 'answers-' + colorScheme + '.png'),
                         clip: {x: 0, y: top, width, height: bottom - top}});
}

(async () => {
  const browser = await chromium.launch({executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu', '--disable-quic']});
  for (const scheme of ['light', 'dark']) await draw(browser, scheme);
  await browser.close();
})();
