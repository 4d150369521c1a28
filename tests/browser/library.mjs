// The library of examples/harbour-library in a real browser: a host on Rocket with templates and a
// style sheet of its own (Tailwind 3 with its reset), its own sign-in by user names, its own
// catchers, its own frame around the account pages, and a widget in its own page.
//   node library.mjs PORT          walks it
//   node library.mjs PORT FOLDER   writes pictures
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { browser } from "./demo.mjs";

const target = process.env.CARGO_TARGET_DIR ?? new URL("../../target", import.meta.url).pathname;

/** The library on `port`, over an empty database. */
export async function startLibrary(port) {
  const folder = mkdtempSync(join(tmpdir(), "widgets-library-"));
  const origin = `http://127.0.0.1:${port}`;
  const own = { ROCKET_PORT: String(port), ROCKET_LOG_LEVEL: "off", LIBRARY_DB: join(folder, "library.db") };
  const env = { ...process.env, ...own };
  const child = spawn(join(target, "debug", "harbour-library"), { env, stdio: ["ignore", "ignore", "inherit"] });
  const stop = () => {
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  for (let tries = 0; tries < 300; tries++) {
    const up = await fetch(origin).catch(() => null);
    if (up?.ok) return { origin, stop };
    await new Promise((later) => setTimeout(later, 100));
  }
  stop();
  throw new Error(`the library did not come up on ${origin}`);
}

const expect = (holds, what) => {
  if (!holds) throw new Error(what);
};

const at = async (page, path) => {
  await page.waitForURL((url) => url.pathname === path).catch(() => {
    throw new Error(`not at ${path} but at ${page.url()}`);
  });
};

async function enter(page, name = "nele", password = "salt on the jetty") {
  await page.getByLabel("User name").fill(name);
  await page.getByLabel("Password").fill(password);
  await page.locator("main button").click();
}

/** What must hold of every page. */
async function judge(page, what) {
  for (const width of [360, 1440]) {
    await page.setViewportSize({ width, height: 800 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide <= 0, `${what}: ${wide} px wider than ${width}`);
  }
  // The reset of the library's style sheet leaves the look of what is ours alone.
  const bare = await page.evaluate(() => {
    const bordered = [...document.querySelectorAll(".wg input[type=text], .wg .wg-button-main")];
    const plain = ({ borderTopWidth, backgroundColor }) =>
      borderTopWidth === "0px" && backgroundColor === "rgba(0, 0, 0, 0)";
    return bordered.filter((own) => plain(getComputedStyle(own))).map((own) => own.id || own.textContent);
  });
  expect(bare.length === 0, `${what}: without a border or a ground: ${bare.join(", ")}`);
}

export const library = {
  async "readers come in, and are brought back"({ page, origin }) {
    await page.goto(`${origin}/card`);
    await at(page, "/login");
    await judge(page, "the library's sign-in");
    await enter(page, "nele", "wrong");
    await page.getByRole("alert").waitFor();
    await enter(page);
    await at(page, "/card");
    await judge(page, "the card");
  },

  async "a widget in the card saves without leaving it"({ page, origin, script }) {
    await page.goto(`${origin}/card`);
    await enter(page);
    await at(page, "/card");
    await page.evaluate(() => void (window.stayed = true));
    await page.getByLabel("Display name").fill("Nele Brandt");
    await page.locator("[data-wg-widget] button[type=submit]").click();
    await page.locator("[data-wg-notice]").waitFor();
    await at(page, "/card");
    expect((await page.evaluate(() => window.stayed === true)) === script, "the page was loaded anew");
    await page.goto(origin);
    expect(await page.locator("header bdi", { hasText: "Nele Brandt" }).isVisible(), "the header has the old name");
    await page.goto(`${origin}/card`);
    await page.getByLabel("Display name").fill("");
    await page.locator("[data-wg-widget] button[type=submit]").click();
    await page.locator("[data-wg-notice]").waitFor();
  },

  async "the account pages are in the library's frame"({ page, origin }) {
    await page.goto(`${origin}/account/profile`);
    await at(page, "/login");
    await enter(page);
    await at(page, "/account/profile");
    await judge(page, "the profile");
    const main = page.locator("#content");
    await main.getByText("nele", { exact: true }).first().waitFor();
    expect(!(await main.innerText()).includes("@"), "an address was made up");
    expect(await page.locator("header", { hasText: "Harbour Library" }).isVisible(), "there is no header");
    await page.getByRole("button", { name: "Sign out" }).click();
    await at(page, "/");
    await page.goto(`${origin}/account/profile`);
    await at(page, "/login");
  },

  async "what is nowhere is the library's own page"({ page, origin }) {
    const answer = await page.goto(`${origin}/nowhere`);
    expect(answer.status() === 404, `the status is ${answer.status()}`);
    await page.getByText("on no shelf of ours").waitFor();
    await judge(page, "the library's own page for what is nowhere");
    // A form of a reader who is signed out leads to the sign-in, past the default catcher.
    await page.goto(origin);
    await page.locator("main button").first().click();
    await at(page, "/login");
  },
};

/** Every scenario in a browser of its own, with script and without. */
export async function walkLibrary(chrome, port) {
  const { origin, stop } = await startLibrary(port);
  const failures = [];
  let passed = 0;
  try {
    for (const script of [true, false]) {
      for (const [name, walk] of Object.entries(library)) {
        const context = await chrome.newContext({ javaScriptEnabled: script });
        const page = await context.newPage();
        page.setDefaultTimeout(10000);
        const label = `the library: ${name}${script ? "" : ", without script"}`;
        page.on("console", (message) => {
          const expected = /status of 4(04|22)/.test(message.text());
          if (message.type() === "error" && !expected) failures.push(`${label}: ${page.url()}: ${message.text()}`);
        });
        try {
          await walk({ page, origin, script });
          passed += 1;
        } catch (error) {
          failures.push(`${label}: ${error.stack}\n  at ${page.url()}`);
        }
        await context.close();
      }
    }
  } finally {
    stop();
  }
  return { passed, failures };
}

async function pictures(chrome, port, folder) {
  mkdirSync(folder, { recursive: true });
  const { origin, stop } = await startLibrary(port);
  for (const colorScheme of ["light", "dark"]) {
    const context = await chrome.newContext({ colorScheme });
    const page = await context.newPage();
    await page.goto(`${origin}/login`);
    const take = async (name) => {
      for (const width of [360, 1440]) {
        await page.setViewportSize({ width, height: 800 });
        await page.screenshot({ path: join(folder, `${name}-${colorScheme}-${width}.png`), fullPage: width === 360 });
      }
    };
    await take("login");
    await enter(page);
    await page.goto(origin);
    await take("shelf");
    await page.goto(`${origin}/card`);
    await take("card");
    await page.goto(`${origin}/account/profile`);
    await take("profile");
    await page.goto(`${origin}/nowhere`);
    await take("nowhere");
    await context.close();
  }
  stop();
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const [port = "15210", folder] = process.argv.slice(2);
  const chrome = await browser();
  if (folder) await pictures(chrome, Number(port), folder);
  else {
    const { passed, failures } = await walkLibrary(chrome, Number(port));
    for (const failure of failures) console.error(failure);
    console.log(`${passed} passed, ${failures.length} failed`);
    process.exitCode = failures.length === 0 ? 0 : 1;
  }
  await chrome.close();
}
