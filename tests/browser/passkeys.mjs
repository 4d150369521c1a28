// Passkeys in a real browser, with Chromium's virtual authenticator: adding, signing in by button and from
// the field of the address, the second step, step-up, renaming, removing, and what is refused.
//
// `node passkeys.mjs DEMO PORT [DATABASE]`. The site is reached as localhost: passkeys are for names alone.
import { createHmac } from "node:crypto";
import { browser, start } from "./demo.mjs";
import { arrives, mailed, nobody, PASSWORD, sees, signUp } from "./ways-in.mjs";

const [demo, port, database = ""] = process.argv.slice(2);
const SECURITY = "/account/security";

/** A virtual authenticator in a page's browser. */
async function authenticator(page, options = {}) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable", { enableUI: false });
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      ctap2Version: "ctap2_1",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      ...options,
    },
  });
  const own = (name, more = {}) => cdp.send(`WebAuthn.${name}`, { authenticatorId, ...more });
  return {
    own,
    credentials: async () => (await own("getCredentials")).credentials,
    present: (enabled) => own("setAutomaticPresenceSimulation", { enabled }),
    verified: (isUserVerified) => own("setUserVerified", { isUserVerified }),
  };
}

const holds = (what, text) => {
  if (!what) throw new Error(text);
};
const button = (page, name) => page.getByRole("button", { name, exact: true }).first();

/** Presses a button that an authenticator answers. */
const press = (page, name) => button(page, name).click();

/**
 * Opens the page that signs in and presses its button. The authenticator leaves alone what is offered in the field,
 * and answers what the button asks.
 */
async function pressOnSignIn(page, own, address) {
  await own.present(false);
  const offered = page.waitForResponse((reply) => reply.url().endsWith("/passkeys/ask"));
  await page.goto(address);
  await offered;
  await page.waitForTimeout(300);
  await own.present(true);
  await press(page, "Sign in with a passkey");
}

async function signOut(page, origin) {
  await page.goto(`${origin}/account/sign-out`);
  await press(page, "Sign out");
  await arrives(page, "/");
}

/** Somebody new, signed in, with a virtual authenticator. */
async function newcomer(context, origin) {
  const page = await context.newPage();
  page.setDefaultTimeout(10000);
  const email = nobody();
  await signUp(page, origin, email);
  const { code } = await mailed(origin, email);
  await page.locator("#code").pressSequentially(code.replace(/\D/g, ""));
  await arrives(page, "/account/sessions");
  return { page, email };
}

/** Gives the password where a page asks for it. */
async function confirm(page) {
  await page.fill("input[type=password]:not([tabindex='-1'])", PASSWORD);
  await press(page, "Confirm");
}

/** Opens a page of somebody who is signed in, and steps up by password if that is asked for. */
async function fresh(page, origin, path) {
  await page.goto(origin + path);
  if (!page.url().includes("/step-up")) return;
  await confirm(page);
  await arrives(page, path);
}

async function add(page, origin, name = "") {
  await fresh(page, origin, `${SECURITY}/passkeys/add`);
  if (name) await page.fill("#name, [name=name]", name);
  await press(page, "Add a passkey");
}

/** The code that an authenticator app shows, of a setup key (RFC 6238). */
function code(key) {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...key.replace(/\s/g, "")].map((own) => alphabet.indexOf(own).toString(2).padStart(5, "0")).join("");
  const bytes = Buffer.from(bits.match(/.{8}/g).map((own) => parseInt(own, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000)));
  const mac = createHmac("sha1", bytes).update(counter).digest();
  const at = mac[19] & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1000000).padStart(6, "0");
}

const steps = {
  async "adding one, and what the card says"({ page, own, origin }) {
    await add(page, origin, "Pixel 9");
    await arrives(page, SECURITY);
    await sees(page, "Passkey added.");
    await sees(page, "Pixel 9");
    await sees(page, "On one device");
    holds((await own.credentials()).length === 1, "one credential");
    holds((await own.credentials())[0].isResidentCredential, "it is discoverable");
  },
  async "the same device adds no second one"({ page, own, origin }) {
    await add(page, origin);
    await sees(page, "already has a passkey of your account");
    holds((await own.credentials()).length === 1, "still one credential");
  },
  async "renaming it in place"({ page, origin }) {
    await page.goto(origin + SECURITY);
    await page.getByRole("link", { name: /Rename.*Pixel 9/ }).click();
    await page.locator("[data-wg-panel] [name=name]").fill("My phone");
    await press(page, "Save");
    await sees(page, "Name saved.");
    await sees(page, "My phone");
  },
  async "step-up comes with the passkey first"({ page, origin }) {
    await new Promise((later) => setTimeout(later, 2500));
    await page.goto(`${origin}${SECURITY}/authenticators/add`);
    await arrives(page, "/account/step-up");
    const first = page.locator("main form button[type=submit]").first();
    holds((await first.textContent()).includes("Use your passkey"), "the passkey is first");
    await press(page, "Use your passkey");
    await arrives(page, `${SECURITY}/authenticators/add`);
  },
  async "signing in by the button"({ page, own, origin }) {
    await signOut(page, origin);
    await pressOnSignIn(page, own, `${origin}/account/sign-in?return_to=/account/sessions`);
    await arrives(page, "/account/sessions");
    await sees(page, "Signed in with a passkey");
  },
  async "signing in from the field of the address"({ page, own, origin }) {
    await own.present(false);
    await signOut(page, origin);
    await page.goto(`${origin}/account/sign-in?return_to=/account/sessions`);
    const can = await page.evaluate(() => PublicKeyCredential.isConditionalMediationAvailable());
    holds(can, "the browser offers passkeys in fields");
    holds((await page.getAttribute("#email", "autocomplete")) === "username webauthn", "the field takes them");
    await own.present(true);
    await page.reload();
    await arrives(page, "/account/sessions");
    await sees(page, "Signed in with a passkey");
    holds((await own.credentials())[0].signCount > 0, "it counted");
  },
  async "without user verification nobody is signed in"({ page, own, origin }) {
    await own.verified(false);
    await own.present(false);
    await signOut(page, origin);
    await pressOnSignIn(page, own, `${origin}/account/sign-in`);
    await sees(page, "No passkey was used");
    await own.verified(true);
  },
  async "a copied authenticator is refused"({ page, own, origin }) {
    const [credential] = await own.credentials();
    await own.present(false);
    await page.goto(`${origin}/account/sign-in`);
    await own.own("removeCredential", { credentialId: credential.credentialId });
    await own.own("addCredential", { credential: { ...credential, signCount: 1 } });
    await pressOnSignIn(page, own, `${origin}/account/sign-in`);
    await sees(page, "seems to have been copied");
    await own.own("removeCredential", { credentialId: credential.credentialId });
    await own.own("addCredential", { credential: { ...credential, signCount: credential.signCount + 9 } });
  },
  async "a second step by passkey"({ page, email, own, origin }) {
    await pressOnSignIn(page, own, `${origin}/account/sign-in`);
    await page.waitForURL((url) => url.pathname !== "/account/sign-in");
    await fresh(page, origin, `${SECURITY}/authenticators/add`);
    const key = await page.inputValue("[readonly][dir=ltr]");
    await page.locator("[name=code]").pressSequentially(code(key));
    await arrives(page, `${SECURITY}/recovery-codes/make`);
    await own.present(false);
    await signOut(page, origin);
    await page.goto(`${origin}/account/sign-in?return_to=/account/sessions`);
    await page.fill("#email", email);
    await press(page, "Continue");
    await arrives(page, "/account/sign-in/password");
    await page.fill("#password", PASSWORD);
    await press(page, "Sign in");
    await arrives(page, "/account/sign-in/second");
    await own.present(true);
    if (!(await button(page, "Use your passkey").isVisible())) {
      await page.getByRole("link", { name: "Use a passkey" }).click();
    }
    await press(page, "Use your passkey");
    await arrives(page, "/account/sessions");
  },
  async "removing it, and the browser forgets it"({ page, own, origin }) {
    await page.goto(origin + SECURITY);
    await page.getByRole("link", { name: /Remove.*My phone/ }).click();
    await page.locator("dialog[open]").waitFor().catch(() => {});
    if (page.url().includes("/step-up")) await press(page, "Use your passkey");
    await press(page, "Remove");
    await sees(page, "Passkey removed.");
    await page.waitForTimeout(500);
    console.log(`     the authenticator has ${(await own.credentials()).length} credentials`);
  },
};

const site = await start(demo, port, { database, named: true });
const { origin } = site;
const chrome = await browser();
let failed = 0;
try {
  const context = await chrome.newContext();
  const { page, email } = await newcomer(context, origin);
  const problems = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (own) => /Content.Security|Refused to/.test(own.text()) && problems.push(own.text()));
  const own = await authenticator(page);
  for (const [name, step] of Object.entries(steps)) {
    try {
      await step({ page, email, own, origin });
      console.log(`  ok ${name}`);
    } catch (error) {
      failed += 1;
      console.log(`FAIL ${name}: ${error.message.split("\n")[0]} at ${page.url()}`);
      if (process.env.PICTURE) await page.screenshot({ path: `${process.env.PICTURE}-${failed}.png` });
    }
  }
  if (problems.length) {
    failed += 1;
    console.log(problems.join("\n"));
  }
} finally {
  await chrome.close();
  site.stop();
}
console.log(failed ? `${failed} failed` : `${demo}: passkeys hold`);
process.exitCode = failed ? 1 : 0;
