// Hosts that let people in differently, in real browsers: every way to decide who may sign up, terms
// and a question to answer, invitations, a first password, a form whose session ended, and
// impersonation by staff.
//
// What they run on is tests/src/bin/stage/staged_hosts. To add a way, see ways-in.mjs.
import { submit } from "./demo.mjs";
import { NEW_PASSWORD, PASSWORD, arrives, enter, nobody, read, sees } from "./ways-in.mjs";

/** Asks a host's back end for something, such as `invite`. */
export async function backEnd(host, what, fields, language = "en") {
  const url = `${host}/account/back-end/${what}?${new URLSearchParams(fields)}`;
  const headers = { accept: "application/json", "accept-language": language };
  const answer = await fetch(url, { headers });
  if (answer.status !== 200) throw new Error(`${url}: ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

/** What the newest mail to an address says, once there are so many. */
export async function mailedAt(host, email, many = 1) {
  for (let tries = 0; tries < 150; tries++) {
    const mails = await backEnd(host, "mails", { email });
    if (mails.length >= many) return read(mails.at(-1));
    await new Promise((later) => setTimeout(later, 100));
  }
  throw new Error(`no mail to ${email}`);
}

/** Fills in the form that signs up, and the answer to its question where there is one. */
export async function fillSignUp(page, host, email, fields = {}) {
  await page.goto(`${host}/account/sign-up?return_to=/account/profile`);
  const all = { display_name: "Nele Brandt", email, password: PASSWORD, ...fields };
  for (const [id, text] of Object.entries(all)) {
    if (text !== undefined) await page.fill(`#${id}`, text);
  }
}

/** The path of the link by which an address is invited. */
export async function invited(host, email, language) {
  await backEnd(host, "invite", { email }, language);
  return host + (await mailedAt(host, email)).link;
}

/** Somebody with an account, signed in, at the profile. */
export async function resident(page, host) {
  const email = nobody();
  await backEnd(host, "create", { email, password: PASSWORD });
  await enterHost(page, host, email, "/account/profile");
  return email;
}

/** Signs in with a password. */
export async function enterHost(page, host, email, to, password = PASSWORD) {
  await page.goto(`${host}/account/sign-in?return_to=${to}`);
  await page.fill("#email", email);
  await submit(page);
  await page.fill("#password", password);
  await submit(page);
  await arrives(page, to);
}

/** Types into the form of the names while the session ends, sends it, and signs in again. */
export async function typeLate(page, host, email, typed) {
  await page.goto(`${host}/account/profile/names`);
  await page.fill("#given_name", typed);
  await backEnd(host, "end-sessions", { email });
  await page.locator("main form[action$='/profile/names'] button[type=submit]").click();
  await arrives(page, "/account/sign-in");
  await page.fill("#email", email);
  await submit(page);
  await page.fill("#password", PASSWORD);
  await submit(page);
  await arrives(page, "/account/profile/names");
}

/** Opens the link that begins an impersonation. */
export async function actAs(page, host, email) {
  await page.goto((await backEnd(host, "act-as", { email })).link);
}

const shows = async (page, selector, what) => {
  await page.locator(selector).first().waitFor().catch(() => {
    throw new Error(`${what}: ${selector} is not on ${page.url()}`);
  });
};
const none = async (page, selector, what) => {
  const found = await page.locator(selector).count();
  if (found > 0) throw new Error(`${what}: ${selector} is on ${page.url()}`);
};

/** With script, what was typed into these fields is still there, and can be looked at. */
async function keptAndShown(page, script, fields) {
  const eye = page.getByRole("button", { name: "Show password" });
  if ((await eye.first().isVisible().catch(() => false)) !== script) throw new Error("the button that shows a password");
  for (const [id, text] of Object.entries(fields)) {
    const typed = await page.inputValue(`#${id}`);
    if (typed !== (script ? text : "")) throw new Error(`#${id} is “${typed}”`);
  }
}

/** Every way gets the hosts, `here({ locale })`, and whether script is on. */
export const waysIntoHosts = {
  async "signing up with terms and a question"({ here, hosts: { open }, script }) {
    const page = await here();
    const email = nobody();
    await fillSignUp(page, open, email, { beans: "a kettle" });
    await page.locator("#terms").evaluate((own) => (own.required = false));
    await submit(page);
    await shows(page, "#terms[aria-invalid=true]", "the terms are asked for");
    await page.fill("#password", PASSWORD);
    await page.check("#terms");
    await submit(page);
    await sees(page, "That answer isn’t right.");
    await page.fill("#password", PASSWORD);
    await page.fill("#beans", "a grinder");
    await page.check("#terms");
    await submit(page);
    await page.locator("#code").waitFor();
    await enter(page, (await mailedAt(open, email)).code, script);
    await arrives(page, "/account/profile");
    await sees(page, "Nele Brandt");
  },

  async "reading the terms in another tab"({ here, hosts: { open } }) {
    const page = await here();
    await page.goto(`${open}/account/sign-up`);
    await page.fill("#display_name", "Nele Brandt");
    const [terms] = await Promise.all([
      page.context().waitForEvent("page"),
      page.getByRole("link", { name: "Read the terms" }).click(),
    ]);
    await sees(terms, "Be kind to the beans.");
    if ((await page.inputValue("#display_name")) !== "Nele Brandt") throw new Error("it is gone");
  },

  async "an address that the host does not take"({ here, hosts: { open } }) {
    const page = await here();
    await fillSignUp(page, open, "nele@throwaway.example", { beans: "a grinder" });
    await page.check("#terms");
    await submit(page);
    await shows(page, "#email[aria-invalid=true]", "the address is refused");
    await sees(page, "Use an address that you will keep.");
  },

  async "only addresses at a domain"({ here, hosts: { domains }, script }) {
    const page = await here();
    await fillSignUp(page, domains, "nele@elsewhere.example");
    await submit(page);
    await shows(page, "#email[aria-invalid=true]", "the domain is refused");
    const email = nobody();
    await page.fill("#email", email);
    await page.fill("#password", PASSWORD);
    await submit(page);
    await page.locator("#code").waitFor();
    await enter(page, (await mailedAt(domains, email)).code, script);
    await arrives(page, "/account/profile");
  },

  async "an invitation, accepted"({ here, hosts: { invited: host }, script }) {
    const page = await here();
    await page.goto(`${host}/account/sign-up`);
    await sees(page, "are by invitation.");
    await page.goto(`${host}/account/sign-in`);
    await none(page, "main a[href*='/sign-up']", "nobody is offered to sign up");
    const email = nobody();
    const link = await invited(host, email);
    await page.goto(link);
    await sees(page, "invited you.");
    await page.fill("#password", "short");
    await page.check("#terms");
    await submit(page);
    await shows(page, "#password[aria-invalid=true]", "a short password is refused");
    await keptAndShown(page, script, { password: "short" });
    await page.fill("#password", PASSWORD);
    await page.locator("#terms").evaluate((own) => {
      own.checked = false;
      own.required = false;
    });
    await submit(page);
    await shows(page, "#terms[aria-invalid=true]", "the terms are asked for");
    await keptAndShown(page, script, { password: PASSWORD });
    await page.fill("#password", PASSWORD);
    await page.check("#terms");
    await submit(page);
    await sees(page, "Welcome! Your account is ready.");
    await page.goto(`${host}/account/profile`);
    await sees(page, email);
    const other = await here();
    await other.goto(link);
    await sees(other, "This link or code is no longer valid");
    await enterHost(other, host, email, "/account/profile");
  },

  async "a closed host"({ here, hosts: { closed } }) {
    const page = await here();
    await page.goto(`${closed}/account/sign-up`);
    await sees(page, "We’re not taking new accounts at the moment.");
    await page.getByRole("link", { name: "Sign in" }).click();
    await arrives(page, "/account/sign-in");
    await none(page, "main a[href*='/sign-up']", "nobody is offered to sign up");
    await resident(page, closed);
  },

  async "signing up without a password, and setting a first one"({ here, hosts: { plain }, script }) {
    const page = await here();
    const email = nobody();
    await page.goto(`${plain}/account/sign-up?return_to=/account/security`);
    await none(page, "#password", "no password is asked for");
    await page.fill("#email", email);
    await submit(page);
    await page.locator("#code").waitFor();
    await enter(page, (await mailedAt(plain, email)).code, script);
    await arrives(page, "/account/security");
    await page.locator("main a[href*='/security/password/set']").click();
    if (script) await page.locator("[data-wg-panel]").waitFor();
    else await arrives(page, "/account/security/password/set");
    await page.fill("#new_password", "short");
    await submit(page, "main form[action$='/password/set'] button[type=submit]");
    await shows(page, "#new_password[aria-invalid=true]", "a short password is refused");
    await keptAndShown(page, script, { new_password: "short" });
    await page.fill("#new_password", NEW_PASSWORD);
    await submit(page, "main form[action$='/password/set'] button[type=submit]");
    await arrives(page, "/account/security");
    await shows(page, "[data-wg-notice]", "what was done is told");
    await enterHost(await here(), plain, email, "/account/profile", NEW_PASSWORD);
  },

  async "arriving at another origin"({ here, hosts: { open, plain }, script }) {
    const page = await here();
    const email = nobody();
    const there = (url) => url.href.startsWith(`${open}/account/sign-in`);
    await page.goto(`${plain}/account/sign-up?return_to=${open}/account/sign-in`);
    await page.fill("#email", email);
    await submit(page);
    await page.locator("#code").waitFor();
    await enter(page, (await mailedAt(plain, email)).code, script);
    await page.waitForURL(there);
    // By the link too, whose form is one of ours again.
    await page.context().clearCookies();
    await page.goto(`${plain}/account/sign-in?return_to=${open}/account/sign-in`);
    await page.fill("#email", email);
    await submit(page);
    await submit(page, "button[name=way]");
    await page.locator("#code").waitFor();
    await page.goto(plain + (await mailedAt(plain, email, 2)).link);
    await page.locator("main form[action*='/link/'] button").click();
    await page.waitForURL(there);
  },

  async "a form whose session ended"({ here, hosts: { closed } }) {
    const page = await here();
    const email = await resident(page, closed);
    await typeLate(page, closed, email, "Annelise");
    await sees(page, "You were signed out.");
    if ((await page.inputValue("#given_name")) !== "Annelise") throw new Error("the form is empty");
    await submit(page);
    await arrives(page, "/account/profile");
    await sees(page, "Annelise");
  },

  async "a form whose session ended, in Arabic"({ here, hosts: { closed } }) {
    const page = await here({ locale: "ar" });
    const email = await resident(page, closed);
    await typeLate(page, closed, email, "نيلي");
    await shows(page, "html[dir=rtl]", "the page speaks Arabic");
    await sees(page, "سُجّل خروجك.");
    if ((await page.inputValue("#given_name")) !== "نيلي") throw new Error("the form is empty");
    await submit(page);
    await arrives(page, "/account/profile");
    await sees(page, "نيلي");
  },

  async "impersonating a user, and ending it"({ here, hosts: { closed } }) {
    const [own, staff] = [await here(), await here()];
    const email = await resident(own, closed);
    await actAs(staff, closed, email);
    await sees(staff, "Ticket 4711: the invoice is missing");
    await submit(staff);
    for (const path of ["/profile", "/sessions", "/security", "/nothing"]) {
      await staff.goto(`${closed}/account${path}`);
      if (path !== "/nothing") await sees(staff, "You’re acting as");
    }
    await staff.goto(`${closed}/account/security/password`);
    await none(staff, "#new_password", "staff change no password");
    await own.goto(`${closed}/account/sessions`);
    await sees(own, "Opened on your behalf by");
    await staff.goto(`${closed}/account/profile`);
    await staff.getByRole("button", { name: "End now" }).click();
    await arrives(staff, "/account/sign-in");
    await staff.goto(`${closed}/account/profile`);
    await arrives(staff, "/account/sign-in");
    await own.goto(`${closed}/account/sessions`);
    await none(own, "text=Jo Bean", "the session is over");
  },
};
