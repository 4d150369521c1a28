// Every way in, in real browsers: signing up by code and by link, signing in by code, a new password,
// confirming who one is, and a form whose session ended.
//
// To add one, add an async function to `waysIn`. It gets the demo's origin, and `here()`, which opens
// a page in a browser that has never been there; script is on or off in all of them.
import { submit } from "./demo.mjs";

let people = 0;
const begun = Date.now().toString(36).slice(-5);
/** A new address without an account, since mails to one address are limited. */
export const nobody = () => `nele.${begun}${(people += 1)}@nordlicht.example`;

export const PASSWORD = "steam over the harbour wall";
export const NEW_PASSWORD = "three spoons in the drawer";

/** What the newest mails to an address say: their texts, and the newest code and path of a link. */
export async function mailed(origin, address, about = /\/account\/link\//) {
  for (let tries = 0; tries < 150; tries++) {
    const list = await (await fetch(`${origin}/mailbox`)).text();
    for (const [, path] of list.matchAll(/href="(\/mailbox\/[^"/]+)"/g)) {
      const text = await (await fetch(origin + path)).text();
      if (!text.includes(address) || !about.test(text)) continue;
      return { ...read(text), path };
    }
    await new Promise((later) => setTimeout(later, 200));
  }
  throw new Error(`no such mail to ${address}`);
}

/** The path of a mail's link, and its code. */
export function read(text) {
  const link = /\/account\/link\/[\w-]{43}/.exec(text)?.[0];
  const code = /\b\d{4}[ \u00a0]?\d{4}\b/.exec(text)?.[0];
  return { text, link, code };
}

/** Fills in the form that signs up, and stands on the page that takes the code. */
export async function signUp(page, origin, email, to = "/account/sessions") {
  await page.goto(`${origin}/account/sign-up?return_to=${to}`);
  const fields = { display_name: "Nele Brandt", email, password: PASSWORD };
  for (const [id, text] of Object.entries(fields)) await page.fill(`#${id}`, text);
  await submit(page);
  await page.locator("#code").waitFor();
}

/** Types a code. With script the last digit sends it, without it Enter does. */
export async function enter(page, code, script) {
  const digits = code.replace(/\D/g, "");
  await page.locator("#code").pressSequentially(digits);
  if (!script) await page.keyboard.press("Enter");
}

export const sees = (page, text) => page.getByText(text).filter({ visible: true }).first().waitFor();
export const arrives = (page, path) => page.waitForURL((url) => url.pathname === path);

/** Somebody new, signed in. */
export async function newcomer({ here, origin, script }) {
  const page = await here();
  const email = nobody();
  await signUp(page, origin, email);
  await enter(page, (await mailed(origin, email)).code, script);
  await arrives(page, "/account/sessions");
  return { page, email };
}

/** Stands on the page that asks for proof. */
async function identify(page, origin, email, to = "/account/sessions") {
  await page.goto(`${origin}/account/sign-in?return_to=${to}`);
  await page.fill("#email", email);
  await submit(page);
  await arrives(page, "/account/sign-in/password");
}

export const waysIn = {
  async "signing up by code, after a wrong one"({ here, origin, script }) {
    const page = await here();
    const email = nobody();
    await signUp(page, origin, email);
    await enter(page, "00000000", script);
    await sees(page, "That code isn’t right.");
    if (script) {
      // Out of habit, after the last digit had sent it.
      await page.keyboard.press("Enter");
      await page.waitForTimeout(400);
      await sees(page, "That code isn’t right.");
    }
    await enter(page, (await mailed(origin, email)).code, script);
    await arrives(page, "/account/sessions");
    await page.goto(`${origin}/account/profile`);
    await sees(page, "Nele Brandt");
  },

  async "signing up by the link"({ here, origin }) {
    const page = await here();
    const email = nobody();
    await signUp(page, origin, email);
    await page.goto(origin + (await mailed(origin, email)).link);
    await page.getByRole("button", { name: "Create account" }).click();
    await arrives(page, "/account/sessions");
  },

  async "signing up by the link, opened on another device"({ here, origin, script }) {
    const [desk, phone] = [await here(), await here()];
    const email = nobody();
    await signUp(desk, origin, email);
    await phone.goto(origin + (await mailed(origin, email)).link);
    await sees(phone, "Continue where you started");
    const code = /\d{4} \d{4}/.exec(await phone.locator("main").innerText())[0];
    await enter(desk, code, script);
    await arrives(desk, "/account/sessions");
    await phone.goto(`${origin}/account/sessions`);
    await arrives(phone, "/account/sign-in");
  },

  async "signing up with an address that is taken"(ways) {
    const { here, origin } = ways;
    const { email } = await newcomer(ways);
    const stranger = await here();
    await signUp(stranger, origin, email);
    await sees(stranger, "Check your email");
    await mailed(origin, email, /already has an account/);
  },

  async "saying that one did not ask"({ here, origin, script }) {
    const [stranger, owner] = [await here(), await here()];
    const email = nobody();
    await signUp(stranger, origin, email);
    const { link, code } = await mailed(origin, email);
    await owner.goto(`${origin}${link}/decline`);
    await owner.getByRole("button", { name: "Cancel the code" }).click();
    await sees(owner, "Code canceled");
    // The stranger is not told that there is somebody who stopped it.
    await enter(stranger, code, script);
    await sees(stranger, "That code isn’t right.");
  },

  async "signing in by a code"(ways) {
    const { here, origin, script } = ways;
    const { email } = await newcomer(ways);
    const page = await here();
    await identify(page, origin, email);
    await submit(page, "button[name=way]");
    await page.locator("#code").waitFor();
    await enter(page, (await mailed(origin, email, /started signing in/)).code, script);
    await arrives(page, "/account/sessions");
    await sees(page, "Signed in with a code by email");
  },

  async "a new password for a forgotten one"(ways) {
    const { here, origin, script } = ways;
    const { page: before, email } = await newcomer(ways);
    const page = await here();
    await identify(page, origin, email);
    await page.getByRole("button", { name: "Forgot password?" }).click();
    await page.locator("#code").waitFor();
    const { code } = await mailed(origin, email, /new password/i);
    await page.fill("#new_password", "short");
    await enter(page, code, script);
    await page.locator("#new_password[aria-invalid=true]").waitFor();
    const typed = [await page.inputValue("#new_password"), await page.inputValue("#code")];
    const kept = script ? typed.every(Boolean) : !typed.some(Boolean);
    if (!kept) throw new Error(`after a short password the fields are “${typed.join("” and “")}”`);
    await page.fill("#new_password", NEW_PASSWORD);
    await page.fill("#code", "");
    await enter(page, "00000000", script);
    await page.locator("#code[aria-invalid=true]").waitFor();
    const password = await page.inputValue("#new_password");
    if (password !== (script ? NEW_PASSWORD : "")) throw new Error(`after a wrong code it is “${password}”`);
    if (script) {
      const [from, to] = await page.locator("#code").evaluate((own) => [own.selectionStart, own.selectionEnd]);
      if (from !== 0 || to !== 9) throw new Error(`the wrong digits are selected from ${from} to ${to}`);
      await page.getByRole("button", { name: "Show password" }).click();
      await page.locator("#new_password[type=text]").waitFor();
    } else await page.fill("#new_password", NEW_PASSWORD);
    await page.fill("#code", "");
    await enter(page, code, script);
    await sees(page, "Password changed.");
    await page.fill("#password", NEW_PASSWORD);
    await submit(page);
    await arrives(page, "/account/sessions");
    await before.goto(`${origin}/account/sessions`);
    await arrives(before, "/account/sign-in");
  },

  async "confirming who one is, with the form completed"(ways) {
    const { origin } = ways;
    const { page } = await newcomer(ways);
    await page.goto(`${origin}/account/tips`);
    await page.fill("#holder", "Nele Brandt");
    await page.fill("#iban", "DE89370400440532013000");
    // The demo is started so that nobody is fresh for long.
    await page.waitForTimeout(2500);
    await page.locator("main form[action$='/tips'] button[type=submit]").click();
    await arrives(page, "/account/step-up");
    await page.fill("#password", PASSWORD);
    await page.locator("main button[type=submit]").first().click();
    await arrives(page, "/account/tips");
    await sees(page, "Nele Brandt");
    if ((await page.inputValue("#iban").catch(() => "DE89")).startsWith("DE89")) return;
    throw new Error("the form was not completed");
  },

  async "a form whose session ended, and which is still there"(ways) {
    const { here, origin } = ways;
    const { page, email } = await newcomer(ways);
    await page.goto(`${origin}/account/profile/names`);
    await page.fill("#given_name", "Annelise");
    const other = await here();
    await identify(other, origin, email, "/account/sessions/others/end");
    await other.fill("#password", PASSWORD);
    await submit(other);
    await arrives(other, "/account/sessions/others/end");
    await submit(other);
    await arrives(other, "/account/sessions");
    await page.locator("main form[action$='/profile/names'] button[type=submit]").click();
    await arrives(page, "/account/sign-in");
    await page.fill("#email", email);
    await submit(page);
    await page.fill("#password", PASSWORD);
    await submit(page);
    await arrives(page, "/account/profile/names");
    await sees(page, "You were signed out. Your changes are still here");
    if ((await page.inputValue("#given_name")) !== "Annelise") throw new Error("the form is empty");
    await submit(page);
    await arrives(page, "/account/profile");
    await sees(page, "Annelise");
  },
};
