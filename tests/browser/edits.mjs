// Scenarios of in-place.mjs: forms that open in place of the rows that lead to them.
import assert from "node:assert/strict";

export const mark = (page) => page.evaluate(() => void (window.stayed = true));
export const stayed = (page) => page.evaluate(() => window.stayed === true);
export const focused = (page) =>
  page.evaluate(() => {
    const { activeElement } = document;
    const { id, href, textContent } = activeElement;
    return { id, href, text: textContent.trim(), inside: Boolean(activeElement.closest("[data-wg-widget]")) };
  });
export const PANEL = "[data-wg-panel]";
export const NAMES = '#wg-profile a[href*="/profile/names"]';
const ZONE = '#wg-profile a[href*="/profile/preferences"][href*="time_zone"]';
const CHECKED = "wg-button-done";

const held = async (page, path, work) => {
  await page.route(path, async (route) => {
    if (route.request().method() === "POST") await new Promise((later) => setTimeout(later, 800));
    await route.continue();
  });
  await work();
  await page.unroute(path);
};

/** Saves, and looks at the size of both buttons and at where the focus goes. */
async function savesInPlace(page, link, path) {
  const width = async (own) => (await own.boundingBox()).width;
  const save = page.locator(`${PANEL} button[type=submit]`);
  const plain = await width(save);
  await held(page, path, async () => {
    await save.click();
    await page.waitForSelector(`${PANEL} button[aria-busy=true]`);
    assert.equal(await width(save), plain, "the working button has the same width");
    await page.keyboard.press("Escape");
    assert.equal(await page.locator(PANEL).count(), 1, "what waits for its answer stays");
    await page.waitForSelector(PANEL, { state: "detached" });
  });
  const back = page.locator(link).first();
  assert.match(await back.getAttribute("class"), new RegExp(CHECKED), "the button says that it is done");
  const done = await width(back);
  assert.ok(await back.evaluate((own) => own === document.activeElement), "the focus is back at the button");
  await page.waitForFunction((own) => !document.querySelector(own), `.${CHECKED}`);
  assert.equal(await width(back), done, "the done button has the same width");
  await page.waitForSelector("#wg-profile [data-wg-notice]");
}

export async function editsInPlace(page, path) {
  await mark(page);
  const title = await page.title();
  const address = page.url();
  const link = page.locator(NAMES).first();
  const href = await link.getAttribute("href");
  const rows = await page.locator("#wg-profile li:visible").count();
  const open = async () => {
    await link.click();
    // The first field has the focus.
    await page.waitForSelector(`${PANEL} [name=given_name]:focus`);
  };
  const closed = async (what) => {
    await page.waitForSelector(PANEL, { state: "detached" });
    assert.ok((await focused(page)).href.endsWith(href), `${what} gives the focus back`);
    assert.equal(await page.locator("#wg-profile li:visible").count(), rows, "all rows are back");
  };
  await open();
  assert.equal(page.url(), address, "the address stays");
  assert.equal(await page.locator(`${NAMES}:visible`).count(), 0, "the form is in place of its rows");
  await page.keyboard.press("Escape");
  await closed("Escape");
  await open();
  await page.click(`${PANEL} .wg-form-foot a`);
  await closed("Cancel");
  await open();
  const middle = page.locator("[name=middle_name]");
  const before = await middle.inputValue();
  await middle.fill("nowhere kept");
  await page.click(ZONE);
  await page.waitForSelector(`${PANEL} [name=time_zone]:focus`);
  assert.equal(await page.locator(PANEL).count(), 1, "one form at a time");
  assert.equal(await page.locator("[name=middle_name]").count(), 0, "the first one closed");
  await open();
  assert.equal(await page.locator(PANEL).count(), 1, "one form at a time");
  assert.equal(await middle.inputValue(), before, "what was left is not kept");
  await middle.fill("a".repeat(300));
  await page.keyboard.press("Enter");
  await page.waitForSelector(`${PANEL} [name=middle_name][aria-invalid=true]:focus`);
  assert.equal(await page.title(), title, "the title is that of the page");
  assert.equal(await page.locator("h1").count(), 1, "the page has one heading of its own");
  assert.equal(page.url(), address, "the address stays");
  const kept = `Ilse${path.length}`;
  await middle.fill(kept);
  await savesInPlace(page, NAMES, "**/profile/names");
  await page.locator("#wg-profile li", { has: page.locator(`a[href="${href}"]`), hasText: kept }).waitFor();
  await page.waitForFunction(() => document.querySelector("div.wg-hidden[role=status]")?.textContent);
  await open();
  await middle.fill(before);
  await savesInPlace(page, NAMES, "**/profile/names");
  assert.ok(await stayed(page), "the page stayed");
  await open();
  await page.reload();
  await link.waitFor();
  assert.equal(await page.locator(PANEL).count(), 0, "reloading closes the form");
}

/** A session that ended meanwhile, before the form is opened or before it is sent. */
export async function endsMeanwhile(page, context, url) {
  await page.click(NAMES);
  await page.waitForSelector(PANEL);
  await page.fill("[name=middle_name]", "Ilse");
  const cookies = await context.cookies();
  await context.clearCookies();
  await page.click(`${PANEL} button[type=submit]`);
  await page.waitForURL((url) => url.pathname === "/account/sign-in");
  await context.addCookies(cookies);
  await page.goto(url);
  await page.locator(NAMES).first().waitFor();
  await context.clearCookies();
  await page.click(NAMES);
  await page.waitForURL((url) => url.pathname === "/account/sign-in" && url.search.includes("return_to="));
}

/** What is around a widget speaks the language too, so that the whole page comes, with its notice. */
export async function speaksInPlace(page) {
  for (const [language, lang] of [["de", "de"], ["", "en"]]) {
    await mark(page);
    await page.click('#wg-profile a[href*="/profile/preferences"][href*="language"]');
    await page.waitForSelector(`${PANEL} [name=language]:focus`);
    await page.selectOption("[name=language]", language);
    await page.click(`${PANEL} button[type=submit]`);
    await page.waitForSelector(`#wg-profile:lang(${lang}) [data-wg-notice]`);
    assert.ok(!(await stayed(page)), "the page is another");
  }
}
