// Takes a picture of every page and state and lays them out as contact sheets, one a room:
//   node pictures.mjs [folder]
// 360 and 1440 px, light and dark, English, Arabic and the pseudo-locale.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { JONAS, MAREN, browser, signIn, start, visitor } from "./demo.mjs";
import { states } from "./states.mjs";

const folder = process.argv[2] ?? "pictures";
mkdirSync(folder, { recursive: true });
const demo = await start("axum-demo", 13217, { pseudo: true });
const chrome = await browser();
const staged = { origin: demo.origin, ...demo.stage() };

const looks = [
  { width: 360, scheme: "light", language: "en" },
  { width: 360, scheme: "dark", language: "en" },
  { width: 360, scheme: "light", language: "ar" },
  { width: 360, scheme: "light", language: "en-XA" },
  { width: 1440, scheme: "light", language: "en" },
  { width: 1440, scheme: "dark", language: "en" },
  { width: 1440, scheme: "light", language: "ar" },
  { width: 1440, scheme: "light", language: "en-XA" },
];

const taken = new Map();
try {
  for (const look of looks) {
    const options = {
      viewport: { width: look.width, height: look.width === 360 ? 740 : 860 },
      colorScheme: look.scheme,
      locale: look.language,
    };
    const people = new Map();
    for (const state of states) {
      const who = state.signedIn === "jonas" ? JONAS : state.signedIn ? MAREN : null;
      let context = who ? people.get(who) : undefined;
      if (!context) {
        context = await visitor(chrome, options);
        if (who) {
          await signIn(await context.newPage(), demo.origin, who);
          people.set(who, context);
        }
      }
      const page = await context.newPage();
      await state.open(page, staged);
      const name = `${state.room}-${state.name}-${look.width}-${look.scheme}-${look.language}.png`;
      await page.screenshot({ path: join(folder, name), fullPage: true });
      const key = `${state.room}-${look.width}`;
      taken.set(key, [...(taken.get(key) ?? []), { name, state, look }]);
      await page.close();
    }
  }
  const sheet = await (await chrome.newContext()).newPage();
  for (const [key, shots] of taken) {
    const width = key.endsWith("360") ? 360 : 720;
    const figures = shots.map(({ name, state, look }) => {
      const data = readFileSync(join(folder, name)).toString("base64");
      const caption = `${state.name}, ${look.scheme}, ${look.language}`;
      return `<figure><img width="${width}" src="data:image/png;base64,${data}"><figcaption>${caption}</figcaption></figure>`;
    });
    await sheet.setViewportSize({ width: width === 360 ? 2320 : 2980, height: 600 });
    await sheet.setContent(
      `<style>body{margin:16px;display:flex;flex-wrap:wrap;gap:16px;background:#888;font:14px sans-serif}
       figure{margin:0}img{display:block}</style>${figures.join("")}`,
    );
    await sheet.screenshot({ path: join(folder, `sheet-${key}.png`), fullPage: true });
  }
  writeFileSync(join(folder, "index.txt"), [...taken.keys()].map((key) => `sheet-${key}.png\n`).join(""));
  console.log(`${[...taken.values()].flat().length} pictures on ${taken.size} sheets in ${folder}`);
} finally {
  await chrome.close();
  demo.stop();
}
