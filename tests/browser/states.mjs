// Every page and state of the widgets, and how to get there: the walk and the pictures use one list.
//
// To add a state, add an entry to the list of its widget, or a list for a new widget:
//   name      in two or three words; with the widget's it names its pictures
//   open      brings a page into the state; gets the page, and the origin and the links it may need
//   signedIn  true: as Maren; "jonas": as Jonas, who is signed in nowhere else. Left out: a stranger
//   script    true: only with JavaScript, such as a dialog; false: only without. Left out: both
//   gallery   true: a page of the gallery, not of the demo
//   calm      true: of the demo where nobody is asked again who they are
//   host      the name of the host (see host-states.mjs) that it is a page of
//   foreign   true: a page in the host's own design, which is not judged for accessibility
// What a state needs beforehand (a session, a link) is put there by tests/src/bin/stage. An element
// that no page shows yet is shown by its gallery.
import { MAREN, submit } from "./demo.mjs";
import { factorStates } from "./factor-states.mjs";
import { hostStates } from "./host-states.mjs";
import { asked, at, edited, filled, linked, widget } from "./opening.mjs";
import { mailed, nobody, signUp } from "./ways-in.mjs";

/** Says on the sign-in page who it is, fills the step that follows, and submits it. */
const proving = (email, password) => async (page, staged) => {
  await filled("/sign-in", { email })(page, staged);
  await page.fill("#password", password);
  return submit(page);
};

/** Asks for a code for an address without an account, and opens the page that takes it. */
const asking = (path, further, address = nobody) => async (page, staged) => {
  await filled(path, { email: address() })(page, staged);
  if (path === "/sign-in") await submit(page, "button[name=way]");
  await page.locator("#code").waitFor();
  await further?.(page, staged);
};

const WRONG = { email: "somebody@nordlicht.example", password: "not the password" };
const END = 'a[href*="/sessions/ses_"]';
const LONG = "a".repeat(300);

const signIn = widget("sign-in", {}, [
  { name: "form", open: at("/sign-in") },
  { name: "error", open: filled("/sign-in", { email: "maren@nordlicht" }) },
  { name: "proof", open: filled("/sign-in", { email: WRONG.email }) },
  { name: "proof-error", open: proving(WRONG.email, "") },
  { name: "wrong", open: proving(WRONG.email, WRONG.password) },
  { name: "as-whom", signedIn: true, open: at("/sign-in?prompt=select_account") },
  {
    name: "too-many",
    open: async (page, staged) => {
      const guess = proving("guessed@nordlicht.example", WRONG.password);
      for (let tries = 0; tries < 8; tries++) if ((await guess(page, staged)) === 429) return;
      throw new Error("nothing stops the guessing");
    },
  },
  { name: "link", open: (page, { link }) => page.goto(link) },
  { name: "spent-link", open: (page, { spent }) => page.goto(spent) },
  { name: "signed-out", open: at("/sign-in?notice=sign_in.signed_out") },
  { name: "again", signedIn: true, open: at("/sign-in?again=1") },
  { name: "sign-out", signedIn: true, open: at("/sign-out") },
]);

/** Signs up with an address without an account, and returns the address. */
const signingUp = async (page, { origin }) => {
  const email = nobody();
  await signUp(page, origin, email);
  return email;
};

/** Opens the link of a mail in the browser that asked for it, or in one that did not. */
const opened = (end, elsewhere) => async (page, staged) => {
  const { link } = await mailed(staged.origin, await signingUp(page, staged));
  if (elsewhere) await page.context().clearCookies();
  await page.goto(staged.origin + link + end);
};

const signUpWidget = widget("sign-up", {}, [
  { name: "form", open: at("/sign-up") },
  { name: "errors", open: filled("/sign-up", { email: "nele@nordlicht", password: "short" }) },
  { name: "code", open: signingUp },
  { name: "link", open: opened("", false) },
  { name: "link-elsewhere", open: opened("", true) },
  { name: "decline", open: opened("/decline", true) },
]);

/** Opens the page that asks again who it is; just after signing in it still leads on. */
const confirming = async (page, { origin }) => {
  for (let tries = 0; tries < 5; tries++) {
    await page.goto(`${origin}/account/step-up`);
    if (await page.locator("form[action$='/step-up']").count()) return;
    await page.waitForTimeout(700);
  }
  throw new Error("nobody is asked again who they are");
};

const stepUp = widget("step-up", { signedIn: true }, [
  { name: "form", open: confirming },
  {
    name: "wrong",
    open: async (page, staged) => {
      await confirming(page, staged);
      await page.fill("#password", "not the password");
      await submit(page);
    },
  },
  { name: "tips", open: at("/tips") },
]);

/** Types a code that is wrong, so many times. */
const guessing = (times) => async (page) => {
  for (let tries = 1; tries <= times; tries++) {
    const answered = page.waitForResponse((own) => own.request().method() === "POST");
    await page.fill("#code", "");
    await page.locator("#code").pressSequentially(String(12345670 + tries));
    // With script the last digit sends it; Enter then finds a form that is on its way.
    await page.keyboard.press("Enter");
    await answered;
    const refused = tries < 5 ? "#code[aria-invalid=true]" : "#form-error";
    await page.locator(refused).waitFor();
    await page.locator("[aria-busy=true]").waitFor({ state: "detached" });
  }
};

const codes = widget("codes", {}, [
  { name: "form", open: asking("/sign-in") },
  { name: "long-address", open: asking("/sign-in", undefined, () => `anneliese-theodora.brandt-huberinger.${nobody()}`) },
  { name: "wrong", open: asking("/sign-in", guessing(1)) },
  { name: "dead", open: asking("/sign-in", guessing(5)) },
  {
    name: "sent-again",
    open: asking("/sign-in", (page, staged) => {
      const path = new URL(page.url()).pathname.replace("/account", "");
      return at(`${path}?notice=codes.sent`)(page, staged);
    }),
  },
  {
    name: "too-early",
    open: asking("/sign-in", async (page) => {
      const answered = page.waitForResponse((own) => own.request().method() === "POST");
      await page.locator('form[action$="/resend"]').evaluate((form) => form.submit());
      await answered;
      await page.locator("#form-error").waitFor();
    }),
  },
  {
    name: "address",
    open: asking("/sign-in", (page) => page.locator('a[href*="/address"]').click()),
  },
  { name: "over", open: at("/code/chl_nothing") },
  { name: "over-link", open: at(`/link/${"A".repeat(43)}`) },
  { name: "declined", open: at(`/link/${"A".repeat(43)}/decline`) },
]);

const reset = widget("reset", {}, [
  { name: "form", open: at("/reset?login_hint=maren%40nordlicht.example") },
  { name: "error", open: filled("/reset", { email: "maren@nordlicht" }) },
  { name: "code", open: asking("/reset") },
  {
    name: "weak",
    open: asking("/reset", async (page) => {
      await page.fill("#new_password", "coffee");
      await submit(page);
    }),
  },
  { name: "done", open: at("/sign-in?notice=reset.done") },
]);

const sessions = widget("sessions", { signedIn: true }, [
  { name: "list", open: at("/sessions") },
  { name: "notice", open: at("/sessions?notice=sessions.ended") },
  { name: "older", open: linked("/sessions", 'a[href*="after="]') },
  { name: "ask-end", open: linked("/sessions", END) },
  { name: "ask-end-dialog", script: true, open: asked("/sessions", END) },
  { name: "ask-end-others", open: at("/sessions/others/end") },
  { name: "ask-end-others-dialog", script: true, open: asked("/sessions", 'a[href*="others/end"]') },
  {
    name: "alone",
    signedIn: "jonas",
    open: async (page, { origin }) => {
      await page.goto(`${origin}/account/sessions/others/end`);
      await submit(page);
      await page.goto(`${origin}/account/sessions`);
    },
  },
]);

const tick = async (page) => {
  const boxes = page.locator("tbody input[type=checkbox]");
  for (const at of [0, 2]) await boxes.nth(at).check();
};

const FORGET = 'a[href*="/devices/forget?device="]';
const devices = widget("devices", { signedIn: true }, [
  { name: "list", open: at("/devices") },
  { name: "notice", open: at("/devices?notice=devices.forgotten") },
  { name: "found", open: at("/devices?q=fire&kind=computer&sort=-created") },
  { name: "none-found", open: at("/devices?q=fire&kind=handheld") },
  { name: "next", open: linked("/devices", 'a[href*="after="]') },
  {
    name: "ticked",
    script: true,
    open: async (page, staged) => {
      await at("/devices")(page, staged);
      await tick(page);
    },
  },
  {
    name: "ask-several",
    open: async (page, staged) => {
      await at("/devices")(page, staged);
      await tick(page);
      await page.locator("form[data-wg-select] button[type=submit]").click();
      await page.locator("form[action$='/devices/forget'] input[name=csrf_token]").first().waitFor({ state: "attached" });
    },
  },
  { name: "ask-forget", open: linked("/devices", FORGET) },
  { name: "ask-forget-dialog", script: true, open: asked("/devices", FORGET) },
  { name: "ask-forget-others", open: at("/devices/others/forget") },
  { name: "none-selected", open: at("/devices/forget") },
  { name: "ask-distrust-all", open: at("/devices/distrust-all") },
  { name: "none-trusted", open: at("/devices?trust=trusted") },
]);

const profile = widget("profile", { signedIn: true }, [
  { name: "overview", open: at("/profile") },
  { name: "not-given", signedIn: "jonas", open: at("/profile") },
  { name: "names", open: at("/profile/names") },
  { name: "names-error", open: filled("/profile/names", { given_name: LONG }) },
  {
    name: "names-errors",
    open: filled("/profile/names", { given_name: LONG, family_name: LONG, display_name: LONG }),
  },
  {
    name: "names-saved",
    open: filled("/profile/names", {
      given_name: "Maren",
      middle_name: "Ilse",
      family_name: "Okafor",
      display_name: "Maren Okafor",
    }),
  },
  { name: "names-in-place", script: true, open: edited("/profile", 'a[href*="/profile/names"]') },
  {
    name: "names-in-place-errors",
    script: true,
    open: edited("/profile", 'a[href*="/profile/names"]', { given_name: LONG, family_name: LONG, display_name: LONG }),
  },
  { name: "preferences-in-place", script: true, open: edited("/profile", 'a[href*="/profile/preferences"]') },
  { name: "preferences", open: at("/profile/preferences") },
  {
    name: "preferences-error",
    open: async (page, { origin }) => {
      await page.goto(`${origin}/account/profile/preferences`);
      await page.locator("#time_zone option").first().evaluate((own) => {
        own.value = "Nowhere/Land";
        own.parentElement.value = own.value;
      });
      await submit(page);
    },
  },
  { name: "preferences-saved", open: filled("/profile/preferences", {}) },
]);

const WRONG_CHANGE = { current_password: "not the password", new_password: "a kettle on the windowsill" };
const security = widget("security", { signedIn: true }, [
  { name: "overview", open: at("/security") },
  { name: "saved", open: at("/security?notice=security.password_saved_others_ended") },
  { name: "change", open: at("/security/password") },
  { name: "change-in-place", script: true, open: edited("/security", 'a[href*="/security/password"]') },
  {
    name: "change-in-place-error",
    script: true,
    open: edited("/security", 'a[href*="/security/password"]', WRONG_CHANGE),
  },
  { name: "change-error", open: filled("/security/password", WRONG_CHANGE) },
  {
    name: "change-errors",
    open: filled("/security/password", { current_password: "", new_password: "short" }),
  },
  {
    name: "change-measured",
    script: true,
    open: async (page, { origin }) => {
      await page.goto(`${origin}/account/security/password`);
      await page.fill("#new_password", "abcabcabcabcabc");
      await page.locator("[data-wg-strength]:not(:empty)").waitFor();
    },
  },
  { name: "change-weak", open: filled("/security/password", { current_password: MAREN.password, new_password: "password" }) },
  { name: "ask-remove-password", open: at("/security/password/removal") },
  { name: "ask-remove-password-dialog", script: true, open: asked("/security", 'a[href*="/security/password/removal"]') },
  { name: "set-already", open: at("/security/password/set") },
]);

const problems = widget("problems", {}, [
  { name: "missing", open: at("/nothing") },
  {
    name: "forged",
    signedIn: true,
    open: async (page, { origin }) => {
      await page.goto(`${origin}/account/sign-out`);
      await page.locator("input[name=csrf_token]").first().evaluate((input) => {
        input.value = "development.AAAA";
      });
      await submit(page);
    },
  },
  {
    name: "forbidden",
    signedIn: "jonas",
    open: (page, { origin }) => page.goto(`${origin}/roasters/nordlicht/brews`),
  },
  { name: "missing-signed-in", signedIn: true, open: at("/nothing") },
  { name: "not-entitled", gallery: true, signedIn: true, open: at("/gallery/not-entitled") },
  { name: "fault", gallery: true, open: at("/gallery/fault") },
  { name: "unavailable", gallery: true, open: at("/gallery/unavailable") },
]);

const host = widget("host", {}, [
  { name: "home", foreign: true, open: (page, { origin }) => page.goto(origin) },
  { name: "settings", signedIn: true, open: (page, { origin }) => page.goto(`${origin}/settings`) },
  {
    name: "ask-end-dialog",
    signedIn: true,
    script: true,
    open: async (page, { origin }) => {
      await page.goto(`${origin}/settings`);
      await page.locator(`#wg-sessions ${END}`).first().click();
      await page.locator("dialog[open]").waitFor();
    },
  },
]);

const gallery = widget("gallery", { gallery: true, signedIn: true }, [
  { name: "actions", open: at("/gallery/actions") },
  {
    name: "busy",
    script: true,
    open: async (page, staged) => {
      await at("/gallery/actions")(page, staged);
      await page.locator(".wg-main button[type=submit]").evaluateAll((all) => {
        for (const own of all) {
          own.setAttribute("aria-busy", "true");
          own.setAttribute("aria-disabled", "true");
        }
      });
    },
  },
  {
    name: "menu",
    open: async (page, staged) => {
      await at("/gallery/actions")(page, staged);
      await page.locator("main summary").click();
    },
  },
  { name: "notices", open: at("/gallery/notices") },
  {
    name: "dialog",
    script: true,
    open: async (page, staged) => {
      await at("/gallery/notices")(page, staged);
      await page.locator("#sign-out-others").evaluate((own) => own.showModal());
    },
  },
  { name: "question", open: at("/gallery/question") },
  { name: "question-dialog", script: true, open: asked("/gallery/notices", "a[data-wg-confirm]") },
  { name: "lists", open: at("/gallery/lists") },
  { name: "table", open: at("/o/nordlicht/table") },
  { name: "empty", open: at("/gallery/empty") },
  { name: "forms", open: at("/gallery/forms") },
  { name: "forms-errors", open: filled("/gallery/forms", { email: "maren@new", code: "4821" }) },
  { name: "forms-saved", open: at("/gallery/forms?notice=gallery.saved") },
  { name: "narrow", open: at("/gallery/narrow") },
]);

export const states = [
  ...signIn, ...signUpWidget, ...stepUp, ...codes, ...reset, ...sessions, ...devices, ...profile, ...security, ...problems, ...host,
  ...gallery, ...factorStates, ...hostStates,
];
