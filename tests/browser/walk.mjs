// The browser walk: every page and state in real Chromium.
//   node walk.mjs DEMO PORT [DATABASE_URL [short | PART]]
// With JavaScript: no finding of axe-core in light and dark, English and Arabic, nothing wider than
// the screen, not on a small phone with letters twice the size either, and nothing too small for a
// finger. With and without it: no console error, no policy violation, the headers word for word,
// nothing inline. Every flow with the keyboard alone, also without JavaScript; and what is heard with a
// screen reader. The short walk leaves out the states.
//
// To add a page or state, see states.mjs; a flow by keyboard, keyboard.mjs; a flow that takes two
// browsers, write a function beside `endingASession` and call it at the end.
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import {
  JONAS, MAREN, POLICY, browser, signIn, start, startHosts, startGallery, submit, twoAtATime, visitor, opener,
} from "./demo.mjs";
import { waysIntoHosts } from "./hosts.mjs";
import { flows, galleryFlows, keyboard } from "./keyboard.mjs";
import { listening } from "./listening.mjs";
import { states } from "./states.mjs";
import { waysIn } from "./ways-in.mjs";

const [demoName = "axum-demo", port = "13218", database = "", length = "whole"] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const failures = [];
let passed = 0;
const check = (holds, what) => (holds ? (passed += 1) : failures.push(what));

const demo = await start(demoName, Number(port), { database });
const gallery = await startGallery(Number(port) + 100);
const framework = demoName.replace("-demo", "");
const { hosts, stop: closeHosts } = await startHosts(Number(port) + 110, framework, database ? "postgres" : "sqlite");
const chrome = await browser();
let staged = {};

/** The scenarios of working in place, in a process of their own. */
async function inPlace() {
  const script = new URL("in-place.mjs", import.meta.url).pathname;
  const person = [MAREN.email, MAREN.password];
  const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";
  try {
    await promisify(execFile)("node", [script, demo.origin, ...person, chromium]);
    passed += 1;
  } catch (error) {
    failures.push(`in place: ${error.stdout}${error.stderr}`);
  }
}

/** What every page of the widgets declares. */
const HEADERS = {
  "content-security-policy": POLICY,
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "cache-control": "no-store",
};

/** Watches a page's console and policy, and the headers of what it opens. */
function watch(page, label) {
  page.setDefaultTimeout(10000);
  page.on("console", (message) => {
    const expected = /status of 4(03|04|22|29)/.test(message.text());
    if (message.type() === "error" && !expected) failures.push(`${label}: ${message.text()}`);
  });
  page.on("pageerror", (error) => failures.push(`${label}: ${error}`));
  page.on("response", (response) => {
    const headers = response.headers();
    const path = new URL(response.url()).pathname;
    if (!path.startsWith("/account") || !/^text\/html/.test(headers["content-type"] ?? "")) return;
    for (const [name, value] of Object.entries(HEADERS)) {
      check(headers[name] === value, `${label}: ${path}: ${name} is ${headers[name]}`);
    }
  });
}

async function watched(context, label) {
  const page = await context.newPage();
  watch(page, label);
  return page;
}

/** What must hold of any page, with JavaScript or without. */
async function judge(page, state, label, language) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  check(!wide, `${label}: wider than the screen`);
  const inline = await page.evaluate(() => {
    const attributes = [...document.querySelectorAll("*")].flatMap((own) => [...own.attributes]);
    const handlers = attributes.filter(({ name }) => name === "style" || name.startsWith("on"));
    return handlers.length + document.querySelectorAll("style, script:not([src])").length;
  });
  check(inline === 0, `${label}: ${inline} inline styles, scripts or handlers`);
  const ids = await page.evaluate(() => [...document.querySelectorAll("[id]")].map((own) => own.id));
  check(new Set(ids).size === ids.length, `${label}: an id is there twice`);
  const widest = await page.evaluate(() => {
    const boxes = (form) =>
      [form, ...form.children].map((own) => own.getBoundingClientRect()).filter((own) => own.height);
    const gaps = [...document.querySelectorAll(".wg-form")].flatMap((form) => {
      const [whole, ...parts] = boxes(form);
      return parts.map((own, at) => own.top - (at ? parts[at - 1].bottom : whole.top));
    });
    return Math.max(0, ...gaps);
  });
  check(widest <= 48, `${label}: a form has a gap of ${widest} px`);
  if (state.widget === "host") return;
  const direction = await page.evaluate(() => document.documentElement.dir || "ltr");
  check(direction === (language === "ar" ? "rtl" : "ltr"), `${label}: direction ${direction}`);
}

async function accessible(page, label) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => axe.run(document));
  for (const violation of found.violations) {
    const where = violation.nodes.map((node) => node.target.join(" ")).join(" | ");
    failures.push(`${label}: ${violation.id}: ${where}`);
  }
  passed += found.passes.length;
}

/** Every state in one look. */
async function everyState({ scheme, language, script, judged }) {
  const viewport = { width: 360, height: 740 };
  const options = { colorScheme: scheme, locale: language, viewport, javaScriptEnabled: script };
  const session = opener(chrome, staged, options);
  const wanted = states.filter((state) => state.script === undefined || state.script === script);
  await twoAtATime(wanted, async (state) => {
    const label = `${state.widget}/${state.name} ${scheme} ${language}${script ? "" : " without script"}`;
    try {
      const { page, close } = await session.open(state, (page) => watch(page, label));
      for (const width of [360, 1440]) {
        await page.setViewportSize({ width, height: 740 });
        await judge(page, state, `${label} at ${width} px`, language);
        if (width === judged && !state.foreign) await accessible(page, `${label} at ${width} px`);
      }
      await close();
    } catch (error) {
      failures.push(`${label}: ${error.stack}`);
    }
  });
  await session.close();
}

/** Two browsers: one ends the other's session, which is out at its next request. */
async function endingASession(javaScriptEnabled) {
  const label = javaScriptEnabled ? "with JavaScript" : "without JavaScript";
  const desk = await watched(await visitor(chrome, { javaScriptEnabled }), label);
  const userAgent = "Mozilla/5.0 (X11; CrOS x86_64 16181.61.0) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36";
  const other = await watched(await visitor(chrome, { javaScriptEnabled, userAgent }), label);
  await signIn(desk, demo.origin, JONAS);
  await signIn(other, demo.origin, JONAS);
  await desk.goto(`${demo.origin}/account/sessions`);
  await desk.locator("li", { hasText: "ChromeOS" }).getByRole("link", { name: /Sign out/ }).click();
  await desk.getByRole("button", { name: "Sign out", exact: true }).last().click();
  await desk.getByText("That device is signed out.").first().waitFor();
  check(!(await desk.content()).includes("ChromeOS"), `${label}: the ended session is still listed`);
  await other.goto(`${demo.origin}/account/sessions`);
  check(other.url().includes("/sign-in?return_to="), `${label}: the ended browser is at ${other.url()}`);
  await desk.goto(`${demo.origin}/account/sign-out`);
  await submit(desk);
  await desk.goto(`${demo.origin}/account/sessions`);
  check(desk.url().includes("/sign-in"), `${label}: signing out left somebody signed in`);
}

/** A small phone, with letters twice the size: nothing is wider than it, and fingers find all. */
async function onAPhone() {
  const options = { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true };
  const session = opener(chrome, staged, options);
  const wanted = states.filter((state) => state.script !== false);
  await twoAtATime(wanted, async (state) => {
    const label = `${state.widget}/${state.name} on a phone`;
    try {
      const { page, close } = await session.open(state, (page) => watch(page, label));
      if (!state.foreign) {
        const small = await page.evaluate(tooSmall);
        check(small.length === 0, `${label}: too small for a finger: ${small.join(", ")}`);
      }
      const fonts = await page.context().newCDPSession(page);
      await fonts.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
      // A phone widens the page to what does not fit.
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      check(width <= 320, `${label}: with large letters ${width} px wide`);
      await close();
    } catch (error) {
      failures.push(`${label}: ${error.stack}`);
    }
  });
  await session.close();
}

/** What is to be pressed and is lower than 44 px, or than a line within a sentence or in the host's own page. */
function tooSmall() {
  const all = [...document.querySelectorAll("a[href], button, select, summary, input:not([type=hidden])")];
  const seen = all.filter((own) => own.checkVisibility() && !own.matches(".wg-skip"));
  const height = (own) => (own.matches("[type=checkbox]") ? own.labels[0] : own).getBoundingClientRect().height;
  const least = (own) => (own.closest(".wg") && !own.matches("p > a") ? 44 : 18);
  const low = seen.filter((own) => height(own) < least(own));
  return low.map((own) => `${own.id || own.textContent.trim()} ${Math.round(height(own))}`);
}

/** Every way in, or every one of others, each in browsers of its own. */
async function everyWayIn(script, ways = { ...waysIn, ...waysIntoHosts }) {
  await twoAtATime(Object.entries(ways), async ([name, way]) => {
    const label = `${name}${script ? "" : ", without script"}`;
    const contexts = [];
    const here = async (options = {}) => {
      contexts.push(await visitor(chrome, { javaScriptEnabled: script, ...options }));
      return watched(contexts.at(-1), label);
    };
    try {
      await way({ here, origin: demo.origin, hosts, script });
      passed += 1;
    } catch (error) {
      const places = contexts.flatMap((own) => own.pages()).map((page) => page.url());
      failures.push(`${label}: ${error.stack}\n  at ${places.join(" and ")}`);
    }
    for (const context of contexts) await context.close();
  });
}

/** Every flow with keys alone, in one browser each for the demo and the gallery. */
async function keyboardAlone(script) {
  const label = `keyboard${script ? "" : " without script"}`;
  const context = await visitor(chrome, { javaScriptEnabled: script });
  await others(JONAS, 22);
  await walkFlows(await watched(context, label), flows, demo.origin, { label, script });
  await context.close();
  const other = await visitor(chrome, { javaScriptEnabled: script });
  await signIn(await other.newPage(), gallery.origin);
  await walkFlows(await watched(other, label), galleryFlows, gallery.origin, { label, script });
  await other.close();
}

async function walkFlows(page, all, origin, { label, script }) {
  for (const [name, flow] of Object.entries(all)) {
    const named = `${label}, ${name}`;
    try {
      await flow({ page, origin, script, person: JONAS, keys: keyboard(page, named, check) });
      passed += 1;
    } catch (error) {
      failures.push(`${named}: ${error.stack}\n  at ${page.url()}`);
    }
  }
}

/** Signs somebody in as other devices, so that there are sessions to end and to page through. */
async function others(person, many) {
  for (let made = 0; made < many; made++) {
    const context = await visitor(chrome, { javaScriptEnabled: false });
    const { request } = context;
    const form = await (await request.get(`${demo.origin}/account/sign-in`)).text();
    const csrf_token = form.match(/name="csrf_token" value="([^"]+)"/)[1];
    const fields = { csrf_token, ...person };
    await request.post(`${demo.origin}/account/sign-in`, { form: fields, maxRedirects: 0 });
    await context.close();
  }
}

/** All script and all style of a page, as they travel. */
async function weights() {
  const page = await (await visitor(chrome)).newPage();
  const sizes = { script: 0, stylesheet: 0 };
  const done = [];
  page.on("requestfinished", (request) => {
    const kind = request.resourceType();
    if (!(kind in sizes)) return;
    const add = request.sizes().then(({ responseBodySize }) => (sizes[kind] += responseBodySize));
    done.push(add);
  });
  await page.goto(`${demo.origin}/account/sign-in`, { waitUntil: "networkidle" });
  await Promise.all(done);
  check(sizes.script > 0 && sizes.script <= 8 * 1024, `all script weighs ${sizes.script} bytes`);
  check(sizes.stylesheet > 0 && sizes.stylesheet <= 12 * 1024, `all style weighs ${sizes.stylesheet} bytes`);
  console.log(`script ${sizes.script} bytes, style ${sizes.stylesheet} bytes`);
  await page.context().close();
}

/** Prints how long a part of the walk took. */
async function part(name, work) {
  if (!["whole", "short"].includes(length) && !name.startsWith(length)) return;
  const begun = Date.now();
  await work();
  console.log(`${name}: ${Math.round((Date.now() - begun) / 1000)} s`);
}

try {
  await part("weights", weights);
  await part("in place", inPlace);
  await part("ending a session", async () => {
    await endingASession(true);
    await endingASession(false);
  });
  await part("every way in", () => everyWayIn(true));
  await part("every way in without script", () => everyWayIn(false));
  await part("listening", () => everyWayIn(true, listening));
  await part("keyboard alone", () => keyboardAlone(true));
  await part("keyboard alone without script", () => keyboardAlone(false));
  if (length !== "short") {
    staged = { origin: demo.origin, gallery: gallery.origin, hosts, ...demo.stage() };
    // Each scheme and each language is judged at both widths.
    const looks = [
      { scheme: "light", language: "en", judged: 360 },
      { scheme: "light", language: "ar", judged: 1440 },
      { scheme: "dark", language: "en", judged: 1440 },
      { scheme: "dark", language: "ar", judged: 360 },
    ];
    for (const look of looks) {
      const name = `${look.scheme} ${look.language}`;
      await part(name, () => everyState({ ...look, script: true }));
    }
    await part("on a phone", onAPhone);
    const plain = { scheme: "light", language: "en", script: false };
    await part("without script", () => everyState(plain));
  }
} catch (error) {
  failures.push(error.stack);
} finally {
  await chrome.close();
  demo.stop();
  gallery.stop();
  closeHosts();
}
for (const failure of new Set(failures)) console.error(failure);
console.log(`${passed} passed, ${new Set(failures).size} failed`);
process.exit(failures.length === 0 ? 0 : 1);
