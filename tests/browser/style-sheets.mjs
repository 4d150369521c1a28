// Style sheets of others beside ours: pages and fragments look the same with and without them.
//
// Tailwind 4 keeps its rules in cascade layers; Tailwind 3, Bootstrap and Pico have theirs in none, so the
// host beside them serves our sheet in none either. To add a sheet, see `sheets`.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { enterHost, resident } from "./hosts.mjs";

const require = createRequire(import.meta.url);
const file = (name) => readFileSync(require.resolve(name), "utf8");

/** Every sheet: what makes its text, and the host that it is for. */
const sheets = {
  "Tailwind 4": { host: "closed", make: tailwind4 },
  "Tailwind 3": { host: "unlayered", make: tailwind3 },
  "Bootstrap 5": { host: "unlayered", make: () => file("bootstrap/dist/css/bootstrap.min.css") },
  // What is measured in `rem` follows the root, whose letters Pico makes larger on wide screens.
  Pico: {
    host: "unlayered",
    make: () => `${file("@picocss/pico/css/pico.min.css")} :root { font-size: 100% !important }`,
  },
};

/** Markup of a host with a few classes, which Tailwind makes rules for. */
const MARKUP = '<main class="mt-4 rounded border p-2 text-lg font-bold underline hidden bg-red-500">';

/** The sheet of Tailwind's command, as a host builds it. */
function tailwind(command, input, more) {
  const folder = mkdtempSync(join(tmpdir(), "widgets-tailwind-"));
  try {
    writeFileSync(join(folder, "page.html"), MARKUP);
    writeFileSync(join(folder, "in.css"), input);
    const own = [...command, "-i", join(folder, "in.css"), "-o", join(folder, "out.css"), ...more(folder)];
    execFileSync("node", own, { stdio: "pipe" });
    return readFileSync(join(folder, "out.css"), "utf8");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function tailwind4() {
  const input = `@import ${JSON.stringify(require.resolve("tailwindcss/index.css"))} source(none); @source "./page.html";`;
  const command = new URL("node_modules/@tailwindcss/cli/dist/index.mjs", import.meta.url).pathname;
  return tailwind([command], input, () => []);
}

function tailwind3() {
  const input = "@tailwind base; @tailwind components; @tailwind utilities;";
  const command = require.resolve("tailwindcss-3/lib/cli.js");
  return tailwind([command], input, (folder) => ["--content", join(folder, "page.html")]);
}

/** What a page takes over from the page around it, or what only says where and how large it is. */
const TAKEN =
  /^(width|height|animation.*|grid-template-(columns|rows)|text-underline-offset|background-repeat|(min-|max-)?(inline|block)-size|perspective-origin|transform-origin|inset.*|top|left|right|bottom|tab-size|text-rendering|-webkit-tap-highlight-color|accent-color|caret-color|scrollbar-color|color-scheme|-webkit-locale|font-feature-settings|font-variation-settings|text-size-adjust|interpolate-size)$/;

/** The computed style of everything of ours on a page, by where it stands. */
export function looks(page) {
  return page.evaluate((taken) => {
    const skip = new RegExp(taken);
    const found = {};
    const all = [...document.querySelectorAll(".wg, .wg *, dialog, dialog *")];
    for (const [at, own] of all.entries()) {
      if ((own.closest("svg") && own.tagName !== "svg") || own.matches("[type=hidden], .wg-hidden")) continue;
      for (const pseudo of ["", "::before", "::after", "::placeholder"]) {
        const style = getComputedStyle(own, pseudo || undefined);
        if (["::before", "::after"].includes(pseudo) && style.content === "none") continue;
        if (pseudo === "::placeholder" && !own.placeholder) continue;
        const name = `${at} ${own.tagName.toLowerCase()}.${own.className?.baseVal ?? own.className}${pseudo}`;
        const shown = [...style].filter((key) => {
          const side = key.match(/^border-(.*)-(style|color)$/);
          return !skip.test(key) && !(side && style.getPropertyValue(`border-${side[1]}-width`) === "0px");
        });
        found[name] = Object.fromEntries(shown.map((key) => [key, style.getPropertyValue(key)]));
      }
    }
    return found;
  }, TAKEN.source);
}

/** The pages that are looked at, each with what is opened on it. */
const pages = {
  "a page with forms": (page, host) => page.goto(`${host}/account/profile`),
  "a page with a password": (page, host) => page.goto(`${host}/account/security/password`),
  async "a dialog"(page, host) {
    await page.goto(`${host}/account/sessions`);
    await page.locator("a[data-wg-confirm]").first().click();
    await page.locator("dialog[open]").waitFor();
  },
  "a fragment": (page, host) => page.goto(`${host}/vault/show`),
};

/** What differs, the first few of it. */
export function differing(plain, dressed) {
  const found = [];
  for (const [name, style] of Object.entries(plain)) {
    if (!(name in dressed)) found.push(`${name} is not there`);
    for (const [key, value] of Object.entries(style)) {
      const other = dressed[name]?.[key];
      if (other !== undefined && other !== value) found.push(`${name}: ${key} is ${other} instead of ${value}`);
    }
  }
  return found;
}

/** Has every page of ours load the host's sheet, before or behind our own. */
async function dress(page, host, text, place) {
  await page.route(`${host}/host.css`, (route) => route.fulfill({ contentType: "text/css", body: text }));
  await page.route(
    (url) => url.pathname.startsWith("/account") || url.pathname.startsWith("/vault/"),
    async (route) => {
      if (route.request().resourceType() !== "document") return route.fallback();
      const response = await route.fetch();
      const link = '<link rel="stylesheet" href="/host.css">';
      const html = (await response.text()).replace(/(<link rel="stylesheet".*<\/script>)/s, (own) =>
        place === "before" ? link + own : own + link,
      );
      return route.fulfill({ response, body: html });
    },
  );
}

/** Every sheet, before and behind ours. */
export const styleSheets = Object.fromEntries(
  Object.entries(sheets).map(([name, { host: kind, make }]) => [
    `beside ${name}`,
    async ({ here, hosts }) => {
      const [host, text] = [hosts[kind], make()];
      // Two sessions, so that there is one to end.
      const email = await resident(await here(), host);
      const page = await here({ reducedMotion: "reduce" });
      await enterHost(page, host, email, "/account/profile");
      const plain = {};
      for (const [what, open] of Object.entries(pages)) {
        await open(page, host);
        plain[what] = await looks(page);
      }
      const found = [];
      for (const place of ["before", "behind"]) {
        await dress(page, host, text, place);
        // One page tells which sheet comes first.
        const looked = Object.entries(pages).slice(0, place === "before" ? 1 : undefined);
        for (const [what, open] of looked) {
          await open(page, host);
          if ((await page.locator("link[href='/host.css']").count()) !== 1) throw new Error(`${what}: no sheet`);
          const different = differing(plain[what], await looks(page));
          found.push(...different.map((one) => `${place} ours, ${what}: ${one}`));
        }
        await page.unrouteAll();
      }
      if (found.length > 0) throw new Error(`${found.length} differ:\n${found.join("\n")}`);
    },
  ]),
);
