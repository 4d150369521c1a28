// Drives a running demo in real Chromium: widgets work in place with script and by navigation
// without, on our own page and as fragments in the host's.
//   node in-place.mjs ORIGIN EMAIL PASSWORD [CHROMIUM]
// The demo trusts one hop (TRUSTED_HOPS=1), so that every browser here has an address of its own.
import assert from "node:assert/strict";
import { chromium } from "playwright-core";
import { NAMES, PANEL, editsInPlace, endsMeanwhile, focused, mark, speaksInPlace, stayed } from "./edits.mjs";

const [origin, email, password, executablePath = "/usr/bin/chromium"] = process.argv.slice(2);
if (!origin || !email || !password) {
  console.error("node in-place.mjs ORIGIN EMAIL PASSWORD [CHROMIUM]");
  process.exit(2);
}
const OWN = "/account/sessions";
const HOST = "/settings";
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
  "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'";

const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
});
let passed = 0;
const failures = [];

let browsers = 0;
const ownAddress = () => ({ "x-forwarded-for": `10.9.${(browsers += 1) >> 8}.${browsers & 255}` });

/** Runs one scenario in a browser of its own, and looks at what the console said. */
async function scenario(name, script, run) {
  const context = await browser.newContext({
    javaScriptEnabled: script,
    extraHTTPHeaders: ownAddress(),
  });
  const page = await context.newPage();
  const said = [];
  const expected = /status of (4\d\d|5\d\d)|ERR_FAILED/;
  page.on("console", (line) => {
    if (line.type() === "error" && !expected.test(line.text())) said.push(line.text());
  });
  page.on("pageerror", (error) => said.push(String(error)));
  page.setDefaultTimeout(8000);
  try {
    await run(page, context);
    assert.deepEqual(said, [], "the console has errors");
    passed += 1;
  } catch (error) {
    failures.push(name);
    console.error(`${name}: ${error.stack ?? error}\n  at ${page.url()}`);
  } finally {
    await context.close();
  }
}

async function signIn(page, to = OWN) {
  await page.goto(`${origin}/account/sign-in?return_to=${encodeURIComponent(to)}`);
  await page.fill("#email", email);
  await page.click("button[type=submit]");
  await page.waitForURL((url) => url.pathname === "/account/sign-in/password");
  await page.fill("[name=password]", password);
  await page.click("main button[type=submit]:not([form])");
  await page.waitForURL((url) => url.pathname === to);
  // Gives the host's page the policy of the widgets' pages.
  await page.route(`${origin}${HOST}*`, async (route) => {
    if (route.request().method() !== "GET") return route.continue();
    const response = await route.fetch({ maxRedirects: 0 });
    const headers = { ...response.headers(), "content-security-policy": POLICY };
    await route.fulfill({ response, headers });
  });
  await page.goto(origin + to);
}

/** Opens sessions as other devices, without a browser. */
async function otherSessions(count) {
  for (let made = 0; made < count; made += 1) {
    const form = await fetch(`${origin}/account/sign-in`);
    const cookies = form.headers.getSetCookie().map((line) => line.split(";")[0]);
    const token = (await form.text()).match(/name="csrf_token" value="([^"]+)"/)[1];
    const done = await fetch(`${origin}/account/sign-in`, {
      method: "POST",
      redirect: "manual",
      headers: {
        ...ownAddress(),
        cookie: cookies.join("; "),
        "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/150.0",
      },
      body: new URLSearchParams({ csrf_token: token, email, password }),
    });
    assert.equal(done.status, 303, "signing in as another device");
  }
}

const END = "#wg-sessions li a[data-wg-confirm]";
const NOTICE = "#wg-sessions [data-wg-notice]";
const QUESTION = "dialog[open]";
const OLDER = '#wg-sessions a[href*="after="]';

async function endsInPlace(page) {
  await mark(page);
  const link = page.locator(END).nth(1);
  const href = await link.getAttribute("href");
  await link.click();
  await page.waitForSelector(QUESTION);
  await page.keyboard.press("Escape");
  await page.waitForSelector(QUESTION, { state: "detached" });
  assert.ok((await focused(page)).href.endsWith(href), "Escape gives the focus back");
  await page.keyboard.press("Enter");
  await page.click(`${QUESTION} [data-wg-cancel]`);
  await page.waitForSelector(QUESTION, { state: "detached" });
  assert.ok((await focused(page)).href.endsWith(href), "Cancel gives the focus back");
  await page.keyboard.press("Enter");
  await page.waitForSelector(QUESTION);
  const before = await page.evaluate(() => scrollY);
  // Twice at once is once.
  let posts = 0;
  await page.route("**/end", async (route) => {
    if (route.request().method() === "POST") posts += 1;
    await new Promise((later) => setTimeout(later, route.request().method() === "POST" ? 1500 : 0));
    await route.continue();
  });
  const button = page.locator(`${QUESTION} button[type=submit]`);
  await button.dblclick();
  await page.waitForSelector(QUESTION, { state: "detached" });
  const row = page.locator("#wg-sessions li", { has: page.locator(`a[href="${href}"]`) });
  assert.match(await row.getAttribute("class"), /wg-row-ending/, "the row that is being ended dims");
  // The others can be used meanwhile, and what was asked stays when the answer comes.
  const other = page.locator(END).nth(2);
  const next = await other.getAttribute("href");
  await other.click();
  await page.waitForSelector(QUESTION);
  await page.waitForSelector(NOTICE);
  await page.keyboard.press("Escape");
  await page.waitForSelector(QUESTION, { state: "detached" });
  assert.ok((await focused(page)).href.endsWith(next), "Escape gives the focus back to the list that came");
  await page.unroute("**/end");
  assert.equal(posts, 1, "a form is sent once");
  assert.equal(await page.locator(`a[href="${href}"]`).count(), 0, "the session is gone");
  assert.ok(await stayed(page), "the page stayed");
  assert.ok((await focused(page)).inside, "the focus stayed in the widget");
  assert.equal(await page.evaluate(() => scrollY), before, "the page did not scroll");
  const voice = page.locator("div.wg-hidden[role=status]");
  await page.waitForFunction(() => document.querySelector("div.wg-hidden[role=status]")?.textContent);
  assert.ok((await voice.textContent()).length > 5, "the notice is read out");
}

async function pagesInPlace(page) {
  await mark(page);
  const first = page.url();
  const ids = () => page.locator(END).evaluateAll((all) => all.map((own) => own.getAttribute("href")));
  const newest = await ids();
  await page.click(OLDER);
  await page.waitForURL((url) => url.search.includes("after="));
  await page.waitForFunction(([selector, href]) => document.querySelector(selector)?.getAttribute("href") !== href, [END, newest[0]]);
  const older = await ids();
  assert.ok(older.length > 0 && !older.includes(newest[0]), "the next page came");
  await page.goBack();
  await page.waitForFunction(([selector, href]) => document.querySelector(selector)?.getAttribute("href") === href, [END, newest[0]]);
  assert.equal(page.url(), first);
  assert.deepEqual(await ids(), newest, "Back shows the first page");
  await page.goForward();
  await page.waitForFunction(([selector, href]) => document.querySelector(selector)?.getAttribute("href") === href, [END, older[0]]);
  assert.ok(await stayed(page), "the page stayed");
}

async function saysThatNothingCame(page) {
  await mark(page);
  await page.locator(END).first().click();
  await page.waitForSelector(QUESTION);
  let posts = 0;
  await page.route("**/end", (route) => {
    if (route.request().method() !== "POST") return route.continue();
    posts += 1;
    return route.abort();
  });
  await page.click(`${QUESTION} button[type=submit]`);
  await page.waitForSelector("#wg-sessions > [data-wg-unanswered]");
  assert.ok(await stayed(page), "the page stayed");
  assert.equal(await page.locator(".wg-row-ending").count(), 0, "the row is as it was");
  await page.click("#wg-sessions > [data-wg-unanswered] a");
  await page.waitForFunction(() => window.stayed !== true && document.readyState === "complete");
  assert.equal(posts, 1, "a form is sent once");
  await page.unroute("**/end");
}

async function endsByNavigation(page, path) {
  const link = page.locator(END).first();
  const href = await link.getAttribute("href");
  await link.click();
  await page.waitForURL((url) => url.pathname.endsWith("/end"));
  await page.click("[data-wg-cancel]");
  await page.waitForURL((url) => url.pathname === path);
  await page.locator(END).first().click();
  await page.click("main button[type=submit]");
  await page.waitForURL((url) => url.pathname === path);
  assert.equal(await page.locator(NOTICE).count(), 1, "the notice is shown");
  assert.equal(await page.locator(`a[href="${href}"]`).count(), 0, "the session is gone");
  await page.click(OLDER);
  await page.waitForURL((url) => url.pathname === path && url.search.includes("after="));
}

await otherSessions(24);
for (const path of ["/account/profile", HOST]) {
  await scenario(`${path}: edits in place`, true, async (page) => {
    await signIn(page, path);
    await editsInPlace(page, path);
  });
  await scenario(`${path}: a form in place of a session that ends`, true, async (page, context) => {
    await signIn(page, path);
    await endsMeanwhile(page, context, origin + path);
  });
  await scenario(`${path}: another language is another page`, true, async (page) => {
    await signIn(page, path);
    await speaksInPlace(page);
  });
}
for (const path of [OWN, HOST]) {
  await scenario(`${path}: ends a session in place`, true, async (page) => {
    await signIn(page, path);
    await endsInPlace(page);
  });
  await scenario(`${path}: pages in place`, true, async (page) => {
    await signIn(page, path);
    await pagesInPlace(page);
  });
  await scenario(`${path}: says that no answer came`, true, async (page) => {
    await signIn(page, path);
    await saysThatNothingCame(page);
  });
  await scenario(`${path}: works by navigation without script`, false, async (page) => {
    await signIn(page, path);
    await endsByNavigation(page, path);
  });
}
await scenario("a fragment takes its look from the host", true, async (page) => {
  await signIn(page, HOST);
  const ground = await page.locator("#wg-sessions").evaluate((own) => getComputedStyle(own).backgroundColor);
  assert.equal(ground, "rgba(0, 0, 0, 0)", "a fragment paints no ground");
});
await scenario("a fragment takes no focus by itself", true, async (page) => {
  await signIn(page, HOST);
  const away = () => page.evaluate(() => !document.activeElement?.closest("[data-wg-widget]"));
  assert.ok(await away(), "the page of the host begins at its beginning");
  await page.route("**/settings?**", async (route) => {
    await new Promise((later) => setTimeout(later, 500));
    await route.continue();
  });
  const before = await page.locator(END).first().getAttribute("href");
  await page.click(OLDER);
  await page.locator("header a").first().focus();
  await page.waitForFunction(([selector, href]) => document.querySelector(selector)?.getAttribute("href") !== href, [END, before]);
  assert.ok(await page.locator("header a").first().evaluate((own) => own === document.activeElement), "the focus moved");
});
await scenario("a wrong sign-in is told in place", true, async (page) => {
  await page.goto(`${origin}/account/sign-in`);
  await mark(page);
  await page.fill("#email", "nobody");
  await page.click("button[type=submit]");
  await page.waitForSelector("#email[aria-invalid=true]");
  assert.equal((await focused(page)).id, "email", "the first wrong field has the focus");
  assert.equal(await page.inputValue("#email"), "nobody");
  await page.fill("#email", email);
  await page.press("#email", "Enter");
  await page.waitForURL((url) => url.pathname === "/account/sign-in/password");
  assert.equal((await focused(page)).id, "password", "the next step begins at the password");
  await mark(page);
  await page.fill("[name=password]", "not the password");
  await page.press("[name=password]", "Enter");
  await page.waitForSelector("#form-error");
  assert.equal((await focused(page)).id, "password", "the focus stayed");
  assert.ok(await stayed(page), "the page stayed");
});
await scenario("an ended session leads to sign-in and back", true, async (page, context) => {
  await signIn(page, HOST);
  await context.clearCookies();
  await page.click(OLDER);
  await page.waitForURL((url) => url.pathname === "/account/sign-in" && url.search.includes("return_to=/settings"));
});
for (const script of [true, false]) {
  const name = script ? "with script" : "without script";
  await scenario(`a form that a fragment leads to comes back, ${name}`, script, async (page) => {
    await signIn(page, HOST);
    await page.click(NAMES);
    if (script) await page.waitForSelector(PANEL);
    else await page.waitForURL((url) => url.pathname === "/account/profile/names");
    await page.click(script ? `${PANEL} button[type=submit]` : "main form button[type=submit]");
    await page.waitForURL((url) => url.pathname === HOST);
    await page.waitForSelector("#wg-profile [data-wg-notice]");
  });
}
await browser.close();
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);
