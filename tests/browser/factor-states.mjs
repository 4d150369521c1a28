// The states of second factors, listed like those in states.mjs.
import { submit } from "./demo.mjs";
import { addApp, confirmed, makeCodes, newIn, newWithApp, openAdding, toSecond, typeQuietly, useUp } from "./factors.mjs";
import { at, edited, filled, widget } from "./opening.mjs";

/** As somebody new. */
const asNewcomer = (further) => async (page, staged) => {
  await newIn(page, staged.origin);
  await further(page, staged);
};

/** As somebody new with an app. */
const withApp = (further) => async (page, staged) => {
  const { email, app } = await newWithApp(page, staged.origin);
  await further(page, staged, { email, app });
};

/** On the page that adds an app, filled in and sent. */
const adding = (code, fields = {}) =>
  asNewcomer(async (page, { origin }) => {
    const app = await openAdding(page, origin);
    for (const [id, text] of Object.entries(fields)) await page.fill(`#${id}`, text);
    await typeQuietly(page, typeof code === "function" ? code(app) : code);
    await submit(page);
    await page.locator("[aria-invalid=true]").first().waitFor();
  });

/** Back on the overview. */
const overview = async (page, { origin }) => page.goto(`${origin}/account/security`);

const RENAME = 'a[href*="/name"]';
const REMOVE = 'a[href*="/remove"]';

/** What a link of the overview leads to, as a page. */
const following = (selector) => async (page, staged) => {
  await overview(page, staged);
  const href = await page.locator(selector).first().getAttribute("href");
  await page.goto(new URL(href, page.url()).href);
  await confirmed(page);
};

const enrolment = widget("second-step", { calm: true }, [
  { name: "none", open: asNewcomer(overview) },
  { name: "add-passkey", open: asNewcomer(at("/security/passkeys/add")) },
  { name: "add-passkey-without-script", script: false, open: asNewcomer(filled("/security/passkeys/add", {})) },
  { name: "add", open: asNewcomer((page, { origin }) => openAdding(page, origin)) },
  { name: "add-wrong", open: adding((app) => app.wrong(), { name: "Pixel 9" }) },
  { name: "add-errors", open: adding("12", { name: "a".repeat(300) }) },
  { name: "offered", open: withApp(async () => {}) },
  { name: "no-codes", open: withApp(overview) },
  {
    name: "codes",
    open: withApp((page, { origin }) => makeCodes(page, origin)),
  },
  {
    name: "codes-made",
    open: withApp(async (page, staged) => {
      await makeCodes(page, staged.origin);
      await overview(page, staged);
    }),
  },
  {
    name: "few",
    open: withApp(async (page, staged) => {
      const codes = await makeCodes(page, staged.origin);
      await useUp(page, staged.origin, codes.slice(0, 7));
      await overview(page, staged);
    }),
  },
  {
    name: "two-apps",
    open: withApp(async (page, staged) => {
      await addApp(page, staged.origin, "Tablet in the kitchen, the one with the long name that nobody shortens");
      await makeCodes(page, staged.origin);
      await overview(page, staged);
    }),
  },
  { name: "again", open: withApp(async (page, staged) => {
      await makeCodes(page, staged.origin);
      await page.goto(`${staged.origin}/account/security/recovery-codes/make`);
    }) },
  { name: "rename", open: withApp(following(RENAME)) },
  { name: "rename-in-place", script: true, open: withApp(edited("/security", RENAME)) },
  { name: "remove", open: withApp(following(REMOVE)) },
  {
    name: "remove-dialog",
    script: true,
    open: withApp(async (page, staged) => {
      await overview(page, staged);
      await page.locator(REMOVE).first().click();
      await page.locator("dialog[open]").waitFor();
    }),
  },
]);

/** At the second step of a sign-in in the same browser, by that way. */
const second = (way, further) =>
  withApp(async (page, staged, { email, app }) => {
    if (way === "recovery_code") await makeCodes(page, staged.origin);
    await page.context().clearCookies({ name: "__Host-wg" });
    await toSecond(page, staged.origin, email);
    if (way) await page.goto(`${staged.origin}/account/sign-in/second?way=${way}`);
    await further?.(page, staged, app);
  });

/** Types something and sends it, so many times. */
const giving = (code, times = 1) => async (page, staged, app) => {
  for (let tries = 0; tries < times; tries++) {
    await typeQuietly(page, typeof code === "function" ? code(app) : code);
    await submit(page);
  }
};

const RECOVERY = "recovery_code";
const secondFactor = widget("second-factor", { calm: true }, [
  { name: "app", open: second("") },
  { name: "app-wrong", open: second("", giving((app) => app.wrong())) },
  { name: "app-malformed", open: second("", giving("123")) },
  { name: "recovery", open: second(RECOVERY) },
  { name: "recovery-wrong", open: second(RECOVERY, giving("0000-0000-0000")) },
  { name: "recovery-malformed", open: second(RECOVERY, giving("4f7k")) },
  { name: "tries-used-up", open: second("", giving((app) => app.wrong(), 5)) },
  {
    name: "expired",
    open: second("", async (page, staged, app) => {
      await page.context().clearCookies({ name: "__Host-wg-second" });
      await giving(() => app.wrong())(page, staged, app);
    }),
  },
]);

/** Asked again who one is, with an app and recovery codes. */
const confirming = (further) =>
  withApp(async (page, staged, { app }) => {
    await makeCodes(page, staged.origin, app);
    for (let tries = 0; tries < 8; tries++) {
      await page.goto(`${staged.origin}/account/step-up`);
      if (await page.locator("form[action$='/step-up/authenticator']").count()) {
        await further?.(page, staged, app);
        return;
      }
      await page.waitForTimeout(700);
    }
    throw new Error("nobody is asked again who they are");
  });

const stepUp = widget("second-confirm", {}, [
  { name: "form", open: confirming() },
  {
    name: "wrong",
    open: confirming(async (page, staged, app) => {
      await page.locator("form[action$='/step-up/authenticator'] input[name=code]").evaluate((field, text) => {
        field.value = text;
      }, app.wrong());
      await submit(page, "form[action$='/step-up/authenticator'] button");
    }),
  },
  {
    name: "recovery-wrong",
    open: confirming(async (page) => {
      await page.fill("form[action$='/step-up/recovery-code'] input[name=code]", "0000-0000-0000");
      await submit(page, "form[action$='/step-up/recovery-code'] button");
    }),
  },
]);

export const factorStates = [...enrolment, ...secondFactor, ...stepUp];
