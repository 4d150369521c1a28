// The browser walk: every page and state in real Chromium.
//   node walk.mjs DEMO PORT [DATABASE_URL [short]]
// With JavaScript: no console error, no policy violation, nothing wider than the screen, no finding
// of axe-core in light and dark, English and Arabic. Without it: every flow by pages alone. With the
// keyboard alone: sign in, and every stop shows its focus. The short walk leaves out the states.
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import { JONAS, MAREN, browser, signIn, start, submit, visitor } from "./demo.mjs";
import { states } from "./states.mjs";

const [demoName = "axum-demo", port = "13218", database = "", length = "whole"] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const failures = [];
let passed = 0;
const check = (holds, what) => (holds ? (passed += 1) : failures.push(what));

const demo = await start(demoName, Number(port), { database });
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

/** A page whose console and policy are watched. */
async function watched(context, label) {
  const page = await context.newPage();
  page.on("console", (message) => {
    const expected = /status of 4(03|04|22|29)/.test(message.text());
    if (message.type() === "error" && !expected) failures.push(`${label}: ${message.text()}`);
  });
  page.on("pageerror", (error) => failures.push(`${label}: ${error}`));
  return page;
}

async function everyState(scheme, language) {
  const people = new Map();
  for (const state of states) {
    const label = `${state.room}/${state.name} ${scheme} ${language}`;
    const who = state.signedIn === "jonas" ? JONAS : state.signedIn ? MAREN : null;
    let context = who ? people.get(who) : undefined;
    if (!context) {
      const viewport = { width: 360, height: 740 };
      context = await visitor(chrome, { colorScheme: scheme, locale: language, viewport });
      if (who) {
        await signIn(await context.newPage(), demo.origin, who);
        people.set(who, context);
      }
    }
    const page = await watched(context, label);
    await state.open(page, staged);
    for (const width of [360, 1440]) {
      await page.setViewportSize({ width, height: 740 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      check(!wide, `${label}: wider than ${width} px`);
      // Only our own pages: the host's design is the host's.
      if (state.room === "host" && state.name === "home") continue;
      await page.evaluate(axe);
      const found = await page.evaluate(() => axe.run(document));
      for (const violation of found.violations) {
        const where = violation.nodes.map((node) => node.target.join(" ")).join(" | ");
        failures.push(`${label} at ${width} px: ${violation.id}: ${where}`);
      }
      passed += found.passes.length;
    }
    const inline = await page.locator("[style], style, script:not([src]), [onclick], [onload]").count();
    check(inline === 0, `${label}: ${inline} inline styles or scripts`);
    const direction = await page.evaluate(() => document.documentElement.dir || "ltr");
    if (state.room !== "host") {
      check(direction === (language === "ar" ? "rtl" : "ltr"), `${label}: direction ${direction}`);
    }
    await page.close();
  }
  for (const context of people.values()) await context.close();
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

/** Nothing but Tab, Enter and typing. */
async function keyboardAlone() {
  const page = await watched(await visitor(chrome), "keyboard");
  await page.goto(`${demo.origin}/account/sign-in?return_to=/account/sessions`);
  await page.keyboard.type(JONAS.email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(JONAS.password);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname === "/account/sessions");
  await page.keyboard.press("Tab");
  const skip = await page.evaluate(() => document.activeElement?.getAttribute("href"));
  check(skip === "#content", `keyboard: the first stop is ${skip}, not the way past the navigation`);
  await page.keyboard.press("Enter");
  const focus = await page.evaluate(() => document.activeElement?.id);
  check(focus === "content", `keyboard: the skip link leads to ${focus}`);
  for (let stops = 0; stops < 40; stops++) {
    const seen = await page.evaluate(() => {
      const at = document.activeElement;
      if (!at || at === document.body || at.id === "content") return true;
      const style = getComputedStyle(at);
      return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    });
    check(seen, "keyboard: a stop shows no focus");
    await page.keyboard.press("Tab");
  }
}

try {
  await inPlace();
  staged = { origin: demo.origin, ...demo.stage() };
  for (const scheme of length === "short" ? [] : ["light", "dark"]) {
    for (const language of ["en", "ar"]) await everyState(scheme, language);
  }
  await endingASession(true);
  await endingASession(false);
  await keyboardAlone();
} catch (error) {
  failures.push(error.stack);
} finally {
  await chrome.close();
  demo.stop();
}
for (const failure of [...new Set(failures)]) console.error(failure);
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);
