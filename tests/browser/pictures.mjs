// Takes a picture of every page and state and lays them out as contact sheets, one a widget and width:
//   node pictures.mjs [FOLDER [WIDGETS]]
// 360 and 1440 px; light and dark, English, Arabic and the pseudo-locale. A row of a sheet is a
// state, a column a look. It needs the Debian packages fonts-inter and fonts-noto-core.
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { atOnce, opener } from "./demo.mjs";
import { onStage } from "./stage.mjs";
import { states } from "./states.mjs";

const [folder = "pictures", only] = process.argv.slice(2);
const looks = [
  { scheme: "light", language: "en" },
  { scheme: "dark", language: "en" },
  { scheme: "light", language: "ar" },
  { scheme: "light", language: "en-XA" },
];
const WIDTHS = [
  { width: 360, height: 740, shown: 360, most: 1500 },
  { width: 1440, height: 860, shown: 720, most: 1720 },
];

const wanted = states.filter((state) => !only || new RegExp(`^(${only})$`).test(state.widget));
const shots = new Map();
mkdirSync(folder, { recursive: true });

async function take(chrome, staged, look, { width, height, most }) {
  const viewport = { width, height };
  const options = { viewport, colorScheme: look.scheme, locale: look.language };
  const session = opener(chrome, staged, options);
  await atOnce(2, wanted, async (state) => {
    const { page, close } = await session.open(state);
    const whole = await page.evaluate(() => document.documentElement.scrollHeight);
    const floats = await page.locator("dialog[open]").count();
    const clip = { x: 0, y: 0, width, height: Math.min(floats ? height : whole, most) };
    clip.height = Math.max(clip.height, height);
    const name = `${state.widget}-${state.name}-${width}-${look.scheme}-${look.language}.png`;
    await page.screenshot({ path: join(folder, name), fullPage: !floats, clip });
    shots.set(name, `${state.name}, ${look.scheme}, ${look.language}`);
    await close();
  });
  await session.close();
}

/** Lays out the pictures of one widget at one width. */
async function sheet(chrome, widget, { width, shown }) {
  const page = await (await chrome.newContext()).newPage();
  const rows = wanted.filter((state) => state.widget === widget).map((state) => {
    const figures = looks.map(({ scheme, language }) => {
      const name = `${widget}-${state.name}-${width}-${scheme}-${language}.png`;
      const data = readFileSync(join(folder, name)).toString("base64");
      const picture = `<img width="${shown}" src="data:image/png;base64,${data}">`;
      return `<figure>${picture}<figcaption>${shots.get(name)}</figcaption></figure>`;
    });
    return `<div>${figures.join("")}</div>`;
  });
  await page.setViewportSize({ width: (shown + 16) * looks.length + 16, height: 600 });
  await page.setContent(
    `<style>body{margin:16px;background:#888;font:14px sans-serif}img{display:block}
     div{display:flex;gap:16px;margin-block-end:16px;align-items:start}figure{margin:0}</style>${rows.join("")}`,
  );
  const path = join(folder, `sheet-${widget}-${width}.png`);
  await page.screenshot({ path, fullPage: true });
  await page.close();
  return path;
}

await onStage(13206, { pseudo: true }, async (chrome, staged) => {
  for (const look of looks) {
    for (const width of WIDTHS) await take(chrome, staged, look, width);
  }
  for (const widget of new Set(wanted.map((state) => state.widget))) {
    for (const width of WIDTHS) console.log(await sheet(chrome, widget, width));
  }
  console.log(`${shots.size} pictures in ${folder}`);
});
