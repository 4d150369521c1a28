// How pages are brought into a state: what the lists of states are made of.
import { submit } from "./demo.mjs";

/** Opens a path below the mount path; one with `?notice=KEY` as after what that notice tells. */
export const at = (path) => async (page, { origin }) => {
  const [plain, key] = path.split("?notice=");
  if (key) {
    const value = `${key}~${encodeURIComponent(`/account${plain}`).replaceAll("-", "%2D")}`;
    // A cookie with this prefix is set over https alone.
    const url = `${origin.replace("http:", "https:")}/`;
    const cookie = { name: "__Host-wg-notice", value, url, secure: true, httpOnly: true };
    await page.context().addCookies([cookie]);
  }
  return page.goto(`${origin}/account${plain}`);
};

/** Opens a path, fills fields by their ids, and submits. */
export const filled = (path, fields) => async (page, { origin }) => {
  await page.goto(`${origin}/account${path}`);
  for (const [id, text] of Object.entries(fields)) await page.fill(`#${id}`, text);
  return submit(page);
};

/** Opens what a link on a page leads to, as a page. */
export const linked = (path, selector) => async (page, { origin }) => {
  await page.goto(`${origin}/account${path}`);
  const href = await page.locator(selector).first().getAttribute("href");
  await page.goto(new URL(href, page.url()).href);
};

/** Opens a path and the question that a link on it asks. */
export const asked = (path, selector) => async (page, { origin }) => {
  await page.goto(`${origin}/account${path}`);
  await page.locator(selector).first().click();
  await page.locator("dialog[open]").waitFor();
};

/** Opens a path and the form that a link on it leads to, in its card; fills fields and submits, if any. */
export const edited = (path, selector, fields) => async (page, { origin }) => {
  await page.goto(`${origin}/account${path}`);
  await page.locator(selector).first().click();
  await page.locator("[data-wg-panel]").waitFor();
  if (!fields) return undefined;
  for (const [id, text] of Object.entries(fields)) await page.fill(`#${id}`, text);
  return submit(page, "[data-wg-panel] button[type=submit]");
};

/** Every state of a widget has what the widget has. */
export const widget = (widget, own, states) => states.map((state) => ({ widget, ...own, ...state }));
