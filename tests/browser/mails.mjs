// Takes a picture of every mail, as HTML and as text in the mailbox's own pages, on contact sheets:
//   node mails.mjs [folder]
// 360 and 600 px, light and dark, English, German and Arabic.
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { browser, start } from "./demo.mjs";
import { fonts } from "./fonts.mjs";

const folder = process.argv[2] ?? "pictures";
mkdirSync(folder, { recursive: true });

const looks = [360, 600].flatMap((width) =>
  ["light", "dark"].flatMap((scheme) => ["en", "de", "ar"].map((language) => ({ width, scheme, language }))),
);

const demo = await start("axum-demo", 13223);
const own = fonts();
const chrome = await browser(own.env);
try {
  const mails = {};
  const page = await chrome.newPage();
  for (const language of ["en", "de", "ar"]) mails[language] = await demo.letters(language);
  const shots = [];
  for (const look of looks) {
    const viewport = { width: look.width, height: 600 };
    const context = await chrome.newContext({ viewport, colorScheme: look.scheme });
    const reader = await context.newPage();
    for (const [at, address] of mails[look.language].entries()) {
      await reader.goto(`${demo.origin}${address}/html`);
      const wide = await reader.evaluate(() => document.documentElement.scrollWidth);
      if (wide > look.width) throw new Error(`mail ${at} is ${wide} px wide at ${look.width} px`);
      const name = `mail-${at}-${look.width}-${look.scheme}-${look.language}.png`;
      await reader.screenshot({ path: join(folder, name), fullPage: true });
      shots.push({ name, look });
    }
    const texts = mails[look.language].map((path, at) => [`text-${at}`, path]);
    for (const [name, path] of [["list", "/mailbox"], ...texts]) {
      await reader.goto(`${demo.origin}${path}`);
      const file = `mailbox-${name}-${look.width}-${look.scheme}-${look.language}.png`;
      await reader.screenshot({ path: join(folder, file), fullPage: true });
      shots.push({ name: file, look });
    }
  }
  for (const look of looks) {
    const own = shots.filter((shot) => shot.look === look);
    const figures = own.map(({ name }) => {
      const data = readFileSync(join(folder, name)).toString("base64");
      return `<img width="${look.width}" src="data:image/png;base64,${data}">`;
    });
    const width = Math.min(own.length, 6) * (look.width + 16) + 16;
    await page.setViewportSize({ width, height: 600 });
    await page.setContent(
      `<style>body{margin:16px;display:flex;flex-wrap:wrap;align-items:start;gap:16px;background:#888}</style>${figures.join("")}`,
    );
    const sheet = `sheet-mails-${look.width}-${look.scheme}-${look.language}.png`;
    await page.screenshot({ path: join(folder, sheet), fullPage: true });
  }
  console.log(`${shots.length} pictures on ${looks.length} sheets in ${folder}`);
} finally {
  await chrome.close();
  demo.stop();
  own.remove();
}
