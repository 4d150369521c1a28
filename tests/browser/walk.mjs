// The browser walk: every page and state in real Chromium.
//   node walk.mjs DEMO PORT [DATABASE_URL [short | PART]]
// Every state (looks.mjs) with JavaScript: no finding of axe-core in light and dark, English and Arabic,
// nothing wider than the screen, not on a small phone with letters twice the size either, and nothing too
// small for a finger; and what other checkers say (opinions.mjs). With and without it: no console error, no
// policy violation, the headers word for word, nothing inline. Every flow with the keyboard alone, also
// without JavaScript; and what is heard with a screen reader. The short walk leaves out the states.
//
// To add a page or state, see states.mjs; a flow by keyboard, keyboard.mjs; a flow that takes two
// browsers, write a function beside `endingASession` and call it at the end.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import {
  JONAS, MAREN, POLICY, atOnce, browser, signIn, start, startHosts, startGallery, startTasks, submit, visitor,
} from "./demo.mjs";
import { waysIntoHosts } from "./hosts.mjs";
import { counts } from "./counts.mjs";
import { stepsOfFlows } from "./flows.mjs";
import { tasks } from "./htmx-tasks.mjs";
import { flows, galleryFlows, keyboard } from "./keyboard.mjs";
import { walkLibrary } from "./library.mjs";
import { listening } from "./listening.mjs";
import { everyState } from "./looks.mjs";
import { secondOpinions } from "./opinions.mjs";
import { pages } from "./pages.mjs";
import { styleSheets } from "./style-sheets.mjs";
import { waysIn } from "./ways-in.mjs";

const [demoName = "axum-demo", port = "13218", database = "", length = "whole"] = process.argv.slice(2);
const failures = [];
let passed = 0;
const check = (holds, what) => (holds ? (passed += 1) : failures.push(what));
const opinions = secondOpinions(check);

const demo = await start(demoName, Number(port), { database });
const gallery = await startGallery(Number(port) + 100);
const calm = await start(demoName, Number(port) + 160, { named: true, fresh: 900 });
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

/** What a console tells of though it is meant: refusals; a fault of the server only where one is to be seen. */
const MEANT = /status of (4(01|03|04|22|29)|502)|net::ERR_FAILED/;
const isMeant = (label, text) => MEANT.test(text) || (/^problems\/(fault|unavailable) /.test(label) && /status of 50[03]/.test(text));

/** Watches a page's console and policy, and the headers of what it opens. */
function watch(page, label) {
  page.setDefaultTimeout(10000);
  page.on("console", (message) => {
    if (message.type() === "error" && !isMeant(label, message.text())) failures.push(`${label}: ${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => failures.push(`${label}: ${error}`));
  page.on("response", (response) => {
    opinions.policy(response);
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

/** Where a page is, and what it says there. */
async function shown(page) {
  const text = await page.locator("main").innerText({ timeout: 1000 }).catch(() => "no page");
  return `${page.url()}: ${text.replaceAll(/\s+/g, " ").slice(0, 400)}`;
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
  await desk.getByText("Device signed out.").first().waitFor();
  check(!(await desk.content()).includes("ChromeOS"), `${label}: the ended session is still listed`);
  await other.goto(`${demo.origin}/account/sessions`);
  check(other.url().includes("/sign-in?return_to="), `${label}: the ended browser is at ${other.url()}`);
  await desk.goto(`${demo.origin}/account/sign-out`);
  await submit(desk);
  await desk.goto(`${demo.origin}/account/sessions`);
  check(desk.url().includes("/sign-in"), `${label}: signing out left somebody signed in`);
}

/** Every way in, or every one of others, each in browsers of its own, so many at once. */
async function everyWayIn(script, ways = { ...waysIn, ...waysIntoHosts }, many = 3) {
  await atOnce(many, Object.entries(ways), async ([name, way]) => {
    const label = `${name}${script ? "" : ", without script"}`;
    const contexts = [];
    const here = async (options = {}) => {
      contexts.push(await visitor(chrome, { javaScriptEnabled: script, ...options }));
      return watched(contexts.at(-1), label);
    };
    try {
      await way({ here, origin: demo.origin, gallery: gallery.origin, calm: calm.origin, hosts, script });
      passed += 1;
    } catch (error) {
      const places = await Promise.all(contexts.flatMap((own) => own.pages()).map(shown));
      failures.push(`${label}: ${error.stack}\n  at ${places.join("\n  and ")}`);
    }
    for (const context of contexts) await context.close();
  });
}

/** An app with htmx, which is the same over every framework and store. */
async function anAppWithHtmx() {
  const app = await startTasks(Number(port) + 130);
  try {
    await everyWayIn(true, tasks(app.origin));
  } finally {
    app.stop();
  }
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
  await part("steps of flows", () => everyWayIn(true, stepsOfFlows, 5));
  await part("steps of flows without script", () => everyWayIn(false, stepsOfFlows, 5));
  await part("counts", () => everyWayIn(true, counts));
  await part("counts without script", () => everyWayIn(false, counts));
  await part("listening", () => everyWayIn(true, listening));
  await part("pages", () => everyWayIn(true, pages));
  await part("an app with htmx", anAppWithHtmx);
  await part("style sheets", () => everyWayIn(true, styleSheets));
  await part("keyboard alone", () => keyboardAlone(true));
  await part("keyboard alone without script", () => keyboardAlone(false));
  if (length !== "short") {
    await part("another host", async () => {
      const walked = await walkLibrary(chrome, Number(port) + 150);
      passed += walked.passed;
      failures.push(...walked.failures);
    });
    staged = { origin: demo.origin, gallery: gallery.origin, calm: calm.origin, hosts, ...demo.stage() };
    const told = { chrome, staged, check, watch, opinions };
    await part("states", () => everyState("english", told));
    await part("states in Arabic", () => everyState("arabic", told));
    await part("states without script", () => everyState("plain", told));
    await part("states as others judge them", opinions.documents);
    await part("mails as others judge them", () => opinions.mails(Number(port) + 50));
    await part("addresses as others judge them", opinions.addresses);
    await part("policies as others judge them", opinions.policies);
  }
} catch (error) {
  failures.push(error.stack);
} finally {
  await chrome.close();
  demo.stop();
  gallery.stop();
  calm.stop();
  closeHosts();
}
for (const failure of new Set(failures)) console.error(failure);
console.log(`${passed} passed, ${new Set(failures).size} failed`);
process.exit(failures.length === 0 ? 0 : 1);
