// How pages are brought into a state: what the lists of states are made of.
import { submit } from "./demo.mjs";

/** Opens a path below the mount path. */
export const at = (path) => (page, { origin }) => page.goto(`${origin}/account${path}`);

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

/** Every state of a widget has what the widget has. */
export const widget = (widget, own, states) => states.map((state) => ({ widget, ...own, ...state }));
