// Authenticator apps and recovery codes as a person uses them.
import { createHmac } from "node:crypto";
import { submit } from "./demo.mjs";
import { PASSWORD, arrives, enter, mailed, nobody, signUp } from "./ways-in.mjs";

/** What an authenticator app shows in that step of thirty seconds (RFC 6238). */
export function totp(key, step) {
  const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...key.replaceAll(/\s/g, "")].map((own) => digits.indexOf(own).toString(2).padStart(5, "0")).join("");
  const secret = Buffer.from(bits.match(/.{8}/g).map((own) => parseInt(own, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", secret).update(counter).digest();
  const number = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;
  return String(number % 1000000).padStart(6, "0");
}

/** An app on somebody's phone, which was given that key. */
export class App {
  #key;
  #last = 0;
  #guesses = 0;

  constructor(key) {
    this.#key = key;
  }

  /** The next code that was not used yet: a clock may be wrong by one step, so three can be used at once. */
  async next() {
    const now = () => Math.floor(Date.now() / 30000);
    const step = Math.max(this.#last + 1, now() - 1);
    while (step > now() + 1) await new Promise((later) => setTimeout(later, 200));
    this.#last = step;
    return totp(this.#key, step);
  }

  /** Six digits that it shows neither now nor soon, others each time: script sends no wrong code twice. */
  wrong() {
    const now = Math.floor(Date.now() / 30000);
    const shown = [-2, -1, 0, 1, 2, 3].map((own) => totp(this.#key, now + own));
    do this.#guesses += 1;
    while (shown.includes(String(this.#guesses % 10).repeat(6)));
    return String(this.#guesses % 10).repeat(6);
  }
}

/** Confirms where that is asked for: with an app, or with the password of who has none. */
export async function confirmed(page, app) {
  if (!page.url().includes("/step-up")) return;
  if (await page.locator("#password").count()) await page.fill("#password", PASSWORD);
  else await typeQuietly(page, await app.next());
  await page.locator("main form button[type=submit]").first().click();
  await page.waitForURL((url) => !url.pathname.includes("/step-up"));
}

/** The key on the page that adds an app. */
export const keyOn = (page) => page.locator("#key").inputValue();

/** Opens the page that adds an app. */
export async function openAdding(page, origin) {
  await page.goto(`${origin}/account/security/authenticators/add`);
  await confirmed(page);
  await page.locator("#key").waitFor();
  return new App(await keyOn(page));
}

/** Types digits as a paste would, without the event by which script sends them. */
export const typeQuietly = (page, code) =>
  page.locator("#code").evaluate((field, text) => {
    field.value = text;
  }, code);

/** Adds an app of that name. The browser then asks whether to make recovery codes. */
export async function addApp(page, origin, name = "Pixel 9") {
  const app = await openAdding(page, origin);
  await page.fill("#name", name);
  await typeQuietly(page, await app.next());
  await page.locator("main form[action$='/authenticators/add'] button[type=submit]").click();
  await page.waitForURL((url) => !url.pathname.endsWith("/authenticators/add"));
  await confirmed(page, app);
  return app;
}

/** Makes recovery codes, and gives them. The page shows them. */
export async function makeCodes(page, origin, app) {
  await page.goto(`${origin}/account/security/recovery-codes/make`);
  await confirmed(page, app);
  await page.locator("main form[action$='/recovery-codes/make'] button[type=submit]").click();
  await page.waitForURL((url) => !url.pathname.endsWith("/make"));
  await confirmed(page, app);
  await page.locator("ol.wg-codes").waitFor();
  const codes = await page.locator("ol.wg-codes li").allInnerTexts();
  return codes.map((own) => own.trim());
}

/** Somebody new in that page's browser. */
export async function newIn(page, origin) {
  const email = nobody();
  await signUp(page, origin, email);
  // The last digit sends it with script; without, Enter does.
  const script = await page.evaluate(() => Boolean(document.querySelector("script[src]"))).catch(() => false);
  await enter(page, (await mailed(origin, email)).code, script);
  if (!script || page.url().includes("/code/")) await page.keyboard.press("Enter").catch(() => {});
  await arrives(page, "/account/sessions");
  return email;
}

/**
 * Somebody new with an app, signed in where nobody is asked again who they are, and with recovery codes if they
 * are wanted.
 */
export async function newWithApp(page, origin, { codes = false } = {}) {
  const email = await newIn(page, origin);
  const app = await addApp(page, origin);
  return { email, app, codes: codes ? await makeCodes(page, origin, app) : [] };
}

/** Gives the first proof in that page's browser, and stands on the page of the second step. */
export async function toSecond(page, origin, email, to = "/account/sessions") {
  await page.goto(`${origin}/account/sign-in?return_to=${to}`);
  await page.fill("#email", email);
  await submit(page);
  await page.fill("#password", PASSWORD);
  await submit(page);
  await arrives(page, "/account/sign-in/second");
}

/** Confirms with that many recovery codes, so that fewer are left, as a program does it. */
export async function useUp(page, origin, codes) {
  const { request } = page.context();
  const json = { accept: "application/json" };
  for (const code of codes) {
    const { csrf_token: token } = await (await request.get(`${origin}/account/csrf-token`, { headers: json })).json();
    const headers = { ...json, "x-csrf-token": token, origin };
    const answer = await request.post(`${origin}/account/step-up/recovery-code`, { headers, data: { code } });
    if (!answer.ok()) throw new Error(`a recovery code was answered ${answer.status()}: ${await answer.text()}`);
  }
}
