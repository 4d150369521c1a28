// Every page and state on a few large pictures, to look at all of them at once:
//   node sheets.mjs [FOLDER [WIDGETS [PORT [LOOKS]]]]
// Eight states a sheet, each in light and in dark, one sheet for phones (360 px) and one for desks (1440 px).
// LOOKS are languages and `plain`, which is English without script: `en,de,ar,plain` if left out. A state is opened
// once a look. It needs the Debian packages fonts-inter and fonts-noto-core.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { atOnce, opener } from "./demo.mjs";
import { onStage } from "./stage.mjs";
import { states } from "./states.mjs";

const [folder = "pictures", only = "", port = "13225", looks = "en,de,ar,plain"] = process.argv.slice(2);
const EACH = 8;
/** How wide and high a window is, how wide it is shown, how much of a long page, and how many in a row. */
const WIDTHS = [
  { width: 360, height: 740, shown: 240, most: 1200, columns: 4 },
  { width: 1440, height: 860, shown: 480, most: 1400, columns: 2 },
];
const SCHEMES = ["light", "dark"];

const chosen = states.filter(({ widget }) => !only || new RegExp(`^(${only})$`).test(widget));
mkdirSync(folder, { recursive: true });

/** The pictures of one state, by width and scheme. */
async function shots(session, state, look) {
  const { page, close } = await session.open(state);
  const taken = new Map();
  for (const { width, height, most } of WIDTHS) {
    await page.setViewportSize({ width, height });
    const whole = await page.evaluate(() => document.documentElement.scrollHeight);
    const floats = await page.locator("dialog[open]").count();
    const clip = { x: 0, y: 0, width, height: floats ? height : Math.max(height, Math.min(whole, most)) };
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const picture = await page.screenshot({ type: "jpeg", quality: 85, fullPage: !floats, clip });
      taken.set(`${width} ${colorScheme}`, picture.toString("base64"));
    }
  }
  await close();
  return { name: `${state.widget}: ${state.name}, ${look}`, taken };
}

/** Lays out the pictures of some states at one width. */
async function sheet(chrome, all, { width, shown, columns }, path) {
  const figures = all.map(({ name, taken }) => {
    const pictures = SCHEMES.map((scheme) => `<img width="${shown}" src="data:image/jpeg;base64,${taken.get(`${width} ${scheme}`)}">`);
    return `<figure><figcaption>${name}</figcaption>${pictures.join("")}</figure>`;
  });
  const page = await chrome.newPage();
  await page.setViewportSize({ width: columns * (shown * 2 + 20) + 16, height: 600 });
  await page.setContent(
    `<style>body{margin:8px;display:grid;grid-template-columns:repeat(${columns},max-content);gap:12px 16px;background:#999;font:13px sans-serif}
     figure{margin:0;display:grid;grid-template-columns:auto auto;gap:2px 4px;align-content:start}figcaption{grid-column:1/-1}img{display:block}</style>${figures.join("")}`,
  );
  await page.screenshot({ path, fullPage: true });
  await page.close();
  console.log(path);
}

await onStage(Number(port), {}, async (chrome, staged) => {
  for (const look of looks.split(",")) {
    const javaScriptEnabled = look !== "plain";
    const locale = javaScriptEnabled ? look : "en";
    const session = opener(chrome, staged, { locale, javaScriptEnabled, viewport: { width: 360, height: 740 } });
    const wanted = chosen.filter(({ script }) => script === undefined || script === javaScriptEnabled);
    const all = new Map();
    await atOnce(2, wanted, async (state) => all.set(state, await shots(session, state, look)));
    await session.close();
    const taken = wanted.map((state) => all.get(state));
    for (let at = 0; at < taken.length; at += EACH) {
      for (const width of WIDTHS) {
        const path = join(folder, `sheet-${look}-${width.width}-${String(at / EACH + 1).padStart(2, "0")}.png`);
        await sheet(chrome, taken.slice(at, at + EACH), width, path);
      }
    }
  }
});
