// Every step of every flow, with what happens to pages in use: reload, Back and Forward, a second tab, a
// double click, an answer that was lost, another language, and a session that ends in another tab; with
// script and without.
//
// A flow has a name; `begin`, which makes somebody and a page; `reach`, which brings the page to its step;
// `fill`, which fills the step in; and `done`, which sees that it ended well. To add one, add it to `flows`; to
// add something that happens, add it to `events`. What happens to single forms is in forms.mjs.
import { HOME, asked, holds, identified, leave, main, press, typeCode, value } from "./steps.mjs";
import { NEW_PASSWORD, PASSWORD, arrives, newcomer, nobody, sees, signUp } from "./ways-in.mjs";
import { submit } from "./demo.mjs";
import { newWithApp } from "./factors.mjs";
import { formsInUse } from "./forms.mjs";

/** Brings the form of an account for tips to the page that asks who one is. */
async function stale({ page, origin, email }) {
  await page.goto(`${origin}/account/tips`);
  await page.fill("#holder", "Nele Brandt");
  await page.fill("#iban", "DE89370400440532013000");
  // The demo is started so that nobody is fresh for long.
  await page.waitForTimeout(2500);
  await press(page);
  await arrives(page, "/account/step-up");
  return { page, origin, email, step: "/account/step-up" };
}

/** The form of the tips, completed. */
async function tipsAreSaved({ page }) {
  await arrives(page, "/account/tips");
  await sees(page, "Nele Brandt");
}

/** A browser that has never been there, and somebody with an account. */
async function signedOut(ways) {
  const { email } = await newcomer(ways);
  return { page: await ways.here(), origin: ways.origin, email };
}

/** From the step that takes the password to the page that takes a code, by that button. */
function byCode(button, about) {
  return async (at) => {
    await identified(at.page, at.origin, at.email);
    await submit(at.page, button);
    return asked(at, about);
  };
}

const SECOND = "/account/sign-in/second";

/** Somebody with an app, who is signed in elsewhere, and a browser that has never been there. */
async function withAnApp({ here, calm: origin }) {
  const { email, app, codes } = await newWithApp(await here(), origin, { codes: true });
  return { page: await here(), origin, email, app, codes };
}

/** The page that asks for the second factor. */
async function toSecondStep(at) {
  await identified(at.page, at.origin, at.email);
  await at.page.fill("#password", PASSWORD);
  await press(at.page);
  await arrives(at.page, SECOND);
  return { ...at, step: SECOND };
}

const flows = {
  "a second step": {
    first: "/account/sign-in/password",
    begin: withAnApp,
    reach: toSecondStep,
    fill: async ({ page, app }) => typeCode({ page, code: await app.next() }),
    done: ({ page }) => arrives(page, HOME),
  },
  "a second step by a recovery code": {
    first: SECOND,
    begin: withAnApp,
    async reach(at) {
      await toSecondStep(at);
      await at.page.locator("main a[href*='way=recovery_code']").click();
      await at.page.locator("form[action$='/second/recovery-code']").waitFor();
      return { ...at, step: SECOND };
    },
    async fill({ page, codes }) {
      const own = page.locator("form[action$='/second/recovery-code']");
      const other = page.locator("main a[href*='way=recovery_code']");
      await own.or(other).first().waitFor();
      // A page that is out of date leads to the way used last.
      if (await other.count()) await other.click();
      await page.locator("form[action$='/second/recovery-code'] #code").fill(codes[0]);
    },
    done: ({ page }) => arrives(page, HOME),
  },
  "signing in": {
    first: "/account/sign-in",
    begin: signedOut,
    async reach({ page, origin, email }) {
      await identified(page, origin, email);
      return { page, origin, email, step: "/account/sign-in/password" };
    },
    async fill({ page, email }) {
      holds((await value(page, "#email")) === email, "the address is gone");
      await page.fill("#password", PASSWORD);
    },
    done: ({ page }) => arrives(page, HOME),
  },
  "signing up": {
    first: "/account/sign-up",
    begin: async ({ here, origin }) => ({ page: await here(), origin, email: nobody() }),
    async reach(at) {
      await signUp(at.page, at.origin, at.email);
      return asked(at);
    },
    fill: typeCode,
    done: ({ page }) => arrives(page, HOME),
  },
  "signing in by a code": {
    first: "/account/sign-in/password",
    begin: signedOut,
    reach: byCode("button[name=way]", /started signing in/),
    fill: typeCode,
    done: ({ page }) => arrives(page, HOME),
  },
  "a forgotten password": {
    first: "/account/sign-in/password",
    begin: signedOut,
    reach: byCode("button[form]", /new password/i),
    async fill(at) {
      await typeCode(at);
      await at.page.fill("#new_password", NEW_PASSWORD);
    },
    async done({ page, email }) {
      await arrives(page, "/account/sign-in/password");
      await page.locator("[data-wg-notice]").waitFor();
      holds((await value(page, "#email")) === email, "the address is gone");
      const focus = await page.evaluate(() => document.activeElement?.id);
      holds(focus === "password", `the focus is at ${focus}`);
      await page.fill("#password", NEW_PASSWORD);
      await press(page);
      await arrives(page, HOME);
    },
  },
  "confirming who one is": {
    signedIn: true,
    first: "/account/tips",
    begin: newcomer,
    reach: stale,
    fill: ({ page }) => page.fill("#password", PASSWORD),
    done: tipsAreSaved,
  },
  "confirming who one is by a code": {
    signedIn: true,
    first: "/account/step-up",
    begin: newcomer,
    async reach(at) {
      await stale(at);
      await submit(at.page, "form[action$='/step-up/email'] button");
      return asked(at, /Confirm it/);
    },
    fill: typeCode,
    done: tipsAreSaved,
  },
};

async function finish(flow, at) {
  await flow.fill(at);
  await press(at.page);
  await flow.done(at);
}

/** What the form of the page would send, sent from elsewhere with the same cookies; the answer is lost. */
async function sendAndLose({ page, origin }) {
  const { action, fields } = await page.evaluate(() => {
    const form = document.querySelector("main form:not([action$='/language'])");
    return { action: form.action, fields: [...new FormData(form)] };
  });
  const cookies = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`);
  const answer = await fetch(action, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: cookies.join("; "), origin, referer: page.url(), "x-forwarded-for": "10.7.7.7" },
    body: new URLSearchParams(fields),
  });
  holds(answer.status === 303, `the first was answered ${answer.status}`);
}

export const events = {
  async reload(flow, at) {
    await at.page.reload();
    await finish(flow, at);
  },
  async "Back and Forward"(flow, at) {
    await at.page.goBack();
    await arrives(at.page, flow.first);
    await at.page.goForward();
    await arrives(at.page, at.step);
    await finish(flow, at);
  },
  async "a second tab"(flow, at) {
    const other = await at.page.context().newPage();
    await other.goto(at.page.url());
    await finish(flow, { ...at, page: other });
  },
  // Without script nothing stops the browser from sending the form twice: the server answers both alike.
  async "a double click"(flow, at, { script }) {
    const network = await at.page.context().newCDPSession(at.page);
    const slow = { offline: false, latency: 400, downloadThroughput: -1, uploadThroughput: -1 };
    await network.send("Network.emulateNetworkConditions", slow);
    await flow.fill(at);
    let posts = 0;
    at.page.on("request", (request) => {
      if (request.method() === "POST") posts += 1;
    });
    await main(at.page).dblclick({ noWaitAfter: true });
    await at.page.waitForTimeout(100);
    await network.send("Network.emulateNetworkConditions", { ...slow, latency: 0 });
    const sent = posts;
    await flow.done(at);
    if (script) holds(sent === 1, `it was sent ${sent} times`);
  },
  async "an answer that was lost"(flow, at) {
    await flow.fill(at);
    await sendAndLose(at);
    await press(at.page);
    await flow.done(at);
  },
  async "another language"(flow, at) {
    await at.page.locator("footer [lang=de] button").click();
    await at.page.waitForFunction(() => document.documentElement.lang === "de");
    await arrives(at.page, at.step);
    await finish(flow, at);
  },
};

const OUT_OF_DATE = /page (is|was) out of date/;

/** Others sign in and out in another tab, and the flow goes on. */
async function endedElsewhere(flow, at) {
  const { page, origin } = at;
  const other = await page.context().newPage();
  if (flow.signedIn) return signedOutElsewhere(flow, at, other);
  await other.goto(`${origin}/account/sign-in`);
  await other.fill("#email", "jonas@nordlicht.example");
  await submit(other);
  await other.fill("#password", "slow-drip-at-dawn");
  await press(other);
  await arrives(other, "/account/profile");
  await leave(other, origin);
  // Signing in and out gives the browser another id, against session fixation: what was begun before it is
  // out of date, says so, and loses nothing that can be kept.
  await flow.fill(at);
  await press(page);
  await sees(page, OUT_OF_DATE);
  // Of a page whose form is sent elsewhere only the address is kept.
  const reload = page.getByRole("link", { name: "Reload" });
  if (await reload.count()) await reload.click();
  await arrives(page, at.step);
  // A code was for the browser as it was.
  await finish(flow, at.code ? await beganAgain(flow, at) : at);
}

async function beganAgain(flow, at) {
  await at.page.goto(at.origin + at.step);
  await sees(at.page, "no longer valid");
  return flow.reach(at);
}

/** Whoever signs in again finds what was typed before they were asked who they are. */
async function signedOutElsewhere(flow, at, other) {
  const { page, origin } = at;
  await leave(other, origin);
  await flow.fill(at);
  await press(page);
  if (at.code) {
    await sees(page, OUT_OF_DATE);
    await page.goto(`${origin}/account/tips`);
  }
  await arrives(page, "/account/sign-in");
  await page.fill("#email", at.email);
  await submit(page);
  await page.fill("#password", PASSWORD);
  await press(page);
  await arrives(page, "/account/tips");
  holds((await value(page, "#holder")) === "Nele Brandt", "what was typed is gone");
  await press(page);
  // Nobody is fresh for long.
  await page.getByText("Nele Brandt").or(page.locator("#password")).first().waitFor();
  if (page.url().includes("/step-up")) {
    await page.fill("#password", PASSWORD);
    await press(page);
  }
  await tipsAreSaved(at);
}

/** Every step with every event, as the ways that the walk goes. */
export const stepsOfFlows = { ...formsInUse };
for (const [name, flow] of Object.entries(flows)) {
  for (const [what, happens] of Object.entries({ ...events, "a session that ends in another tab": endedElsewhere })) {
    // Whoever is signed in has a setting instead.
    if (flow.signedIn && what === "another language") continue;
    stepsOfFlows[`${name}: ${what}`] = async (ways) =>
      happens(flow, await flow.reach({ origin: ways.origin, ...(await flow.begin(ways)) }), ways);
  }
}
