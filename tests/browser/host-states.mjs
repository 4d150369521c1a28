// The states of hosts that let people in differently (see hosts.mjs), listed like those in states.mjs.
import { submit } from "./demo.mjs";
import { actAs, backEnd, fillSignUp, invited, mailedAt, resident, typeLate } from "./hosts.mjs";
import { at, widget } from "./opening.mjs";
import { NEW_PASSWORD, PASSWORD, nobody } from "./ways-in.mjs";

/** Terms are refused by the host, not by the browser. */
const unguarded = (page) => page.locator("#terms").evaluate((own) => (own.required = false));

/** Opens an invitation, in words of the reader's language. */
const opening = (further) => async (page, { origin }) => {
  const email = nobody();
  const link = await invited(origin, email);
  await page.goto(link);
  await further?.(page, link);
};

const signUps = [
  ...widget("host-open", { host: "open" }, [
    { name: "form", open: at("/sign-up") },
    {
      name: "errors",
      open: async (page, { origin }) => {
        await fillSignUp(page, origin, "nele@throwaway.example", { beans: "a kettle" });
        await unguarded(page);
        await submit(page);
      },
    },
    {
      name: "wrong-answer",
      open: async (page, { origin }) => {
        await fillSignUp(page, origin, nobody(), { beans: "a kettle" });
        await page.check("#terms");
        await submit(page);
        await page.locator("#form-error").waitFor();
      },
    },
    { name: "reset", open: at("/reset") },
    {
      name: "ask-for-code",
      open: async (page, { origin }) => {
        await page.goto(`${origin}/account/sign-in`);
        await page.fill("#email", nobody());
        await submit(page);
        await submit(page, "button[name=way]");
        await page.locator("#beans").waitFor();
      },
    },
    { name: "terms", open: at("/back-end/terms") },
  ]),
  ...widget("host-domains", { host: "domains" }, [
    { name: "form", open: at("/sign-up") },
    {
      name: "error",
      open: async (page, { origin }) => {
        await fillSignUp(page, origin, "nele@elsewhere.example");
        await submit(page);
      },
    },
  ]),
  ...widget("host-invited", { host: "invited" }, [
    { name: "form", open: at("/sign-up") },
    { name: "sign-in", open: at("/sign-in") },
    { name: "invitation", open: opening() },
    {
      name: "invitation-errors",
      open: opening(async (page) => {
        await page.fill("#password", "short");
        await unguarded(page);
        await submit(page);
      }),
    },
    {
      name: "accepted",
      open: opening(async (page) => {
        await page.fill("#password", PASSWORD);
        await page.check("#terms");
        await submit(page);
        await page.locator("[data-wg-notice]").waitFor();
      }),
    },
    {
      name: "spent",
      open: opening(async (page, link) => {
        await page.fill("#password", PASSWORD);
        await page.check("#terms");
        await submit(page);
        await page.goto(link);
      }),
    },
    {
      name: "taken",
      open: opening(async (page) => {
        const host = new URL(page.url()).origin;
        const email = await page.inputValue("#email");
        await backEnd(host, "create", { email, password: PASSWORD });
        await page.fill("#password", PASSWORD);
        await page.check("#terms");
        await submit(page);
      }),
    },
  ]),
  ...widget("host-closed", { host: "closed" }, [{ name: "form", open: at("/sign-up") }]),
];

/** Somebody who has no password, signed in by a code. */
const without = (path, further) => async (page, { origin }) => {
  const email = nobody();
  await backEnd(origin, "create", { email });
  await page.goto(`${origin}/account/sign-in?return_to=${encodeURIComponent(`/account${path}`)}`);
  await page.fill("#email", email);
  await submit(page);
  await submit(page, "button[name=way]");
  await page.locator("#code").waitFor();
  await page.fill("#code", (await mailedAt(origin, email)).code.replace(/\D/g, ""));
  // With script, a code that is complete is sent by itself.
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname === `/account${path}`);
  await further?.(page);
};

const SET = "main form[action$='/password/set'] button[type=submit]";
const firstPassword = widget("first-password", { host: "plain" }, [
  { name: "sign-up", open: at("/sign-up") },
  { name: "overview", open: without("/security") },
  { name: "form", open: without("/security/password/set") },
  {
    name: "errors",
    open: without("/security/password/set", async (page) => {
      await page.fill("#new_password", "short");
      await submit(page, SET);
    }),
  },
  {
    name: "saved",
    open: without("/security/password/set", async (page) => {
      await page.fill("#new_password", NEW_PASSWORD);
      await submit(page, SET);
      await page.locator("[data-wg-notice]").waitFor();
    }),
  },
]);

const pendingForms = widget("pending-form", { host: "closed" }, [
  {
    name: "names",
    open: async (page, { origin }) => {
      const email = await resident(page, origin);
      await typeLate(page, origin, email, "Annelise");
    },
  },
]);

/** An impersonated session, at a page. */
const acting = (path) => async (page, { origin }) => {
  const email = nobody();
  await backEnd(origin, "create", { email, password: PASSWORD });
  await actAs(page, origin, email);
  await submit(page);
  await page.goto(`${origin}/account${path}`);
};

const impersonation = widget("acting", { host: "closed" }, [
  {
    name: "link",
    open: async (page, { origin }) => {
      const email = nobody();
      await backEnd(origin, "create", { email, password: PASSWORD });
      await actAs(page, origin, email);
    },
  },
  { name: "profile", open: acting("/profile") },
  { name: "sessions", open: acting("/sessions") },
  { name: "security", open: acting("/security") },
  { name: "refused", open: acting("/security/password") },
  { name: "missing", open: acting("/nothing") },
  {
    name: "seen-by-owner",
    open: async (page, { origin }) => {
      const email = await resident(page, origin);
      const staff = await (await page.context().browser().newContext()).newPage();
      await actAs(staff, origin, email);
      await submit(staff);
      await staff.context().close();
      await page.goto(`${origin}/account/sessions`);
    },
  },
]);

/** Somebody who has something to do first, signed in at the page that they are led to. */
const tasked = (beginning, prepare, further) => async (page, { origin }) => {
  const email = `${beginning}-${nobody()}`;
  await backEnd(origin, "create", { email, password: PASSWORD });
  await prepare?.(origin, email);
  await page.goto(`${origin}/account/sign-in?return_to=/account/profile`);
  await page.fill("#email", email);
  await submit(page);
  await page.fill("#password", PASSWORD);
  await submit(page);
  await page.locator(".wg-auth-foot").last().waitFor();
  await further?.(page, origin);
};

const demanded = (origin, email) => backEnd(origin, "demand", { email });
const adding = (page, origin) => page.goto(`${origin}/account/security/authenticators/add`);

const tasks = widget("tasks", { host: "tasks" }, [
  { name: "terms", open: tasked("nele") },
  {
    name: "terms-error",
    open: tasked("nele", undefined, async (page) => {
      await unguarded(page);
      await submit(page);
    }),
  },
  { name: "second-factor", open: tasked("careful") },
  { name: "add-app", open: tasked("careful", undefined, adding) },
  { name: "password", open: tasked("nele", demanded) },
  {
    name: "sign-out",
    open: tasked("nele", undefined, (page, origin) => page.goto(`${origin}/account/sign-out`)),
  },
]);

export const hostStates = [...signUps, ...firstPassword, ...pendingForms, ...impersonation, ...tasks];
