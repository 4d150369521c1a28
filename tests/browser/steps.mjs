// What the walk does at the steps of flows.
import { arrives, mailed } from "./ways-in.mjs";
import { submit } from "./demo.mjs";

export const HOME = "/account/sessions";

/** The step that takes a password, with the address typed once. */
export async function identified(page, origin, email) {
  await page.goto(`${origin}/account/sign-in?return_to=${HOME}`);
  await page.fill("#email", email);
  await submit(page);
  await arrives(page, "/account/sign-in/password");
}

export const value = (page, selector) => page.inputValue(selector);
export const holds = (what, text) => {
  if (!what) throw new Error(text);
};

/** The main button of a page's form. */
export const main = (page) => page.locator("main form button[type=submit]:not([form])").first();

/** Presses the main button. */
export const press = (page) => main(page).click();

/** The page that takes a code, and the code of the newest mail of that kind, which is not the one before. */
export async function asked({ page, origin, email, code: before }, about) {
  await page.locator("#code").waitFor();
  for (let tries = 0; tries < 50; tries++) {
    const { code } = await mailed(origin, email, about);
    if (code !== before) return { page, origin, email, code, step: new URL(page.url()).pathname };
    await page.waitForTimeout(200);
  }
  throw new Error("no newer code was mailed");
}

/** Types a code as a paste would, without the event by which script sends it. */
export async function typeCode({ page, code }) {
  await page.locator("#code").evaluate((field, digits) => {
    field.value = digits;
  }, code.replace(/\D/g, ""));
}

/** Signs out. */
export async function leave(page, origin) {
  await page.goto(`${origin}/account/sign-out`);
  await press(page);
  await arrives(page, "/");
}
