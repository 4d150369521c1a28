// Every page and state of the rooms, and how to get there: the walk and the pictures use one list.
import { MAREN, signIn, submit } from "./demo.mjs";

const account = (path) => `/account${path}`;

/**
 * `open` brings a page into the state; `signedIn` states begin signed in as Maren. `status` is what
 * the document answers, 200 unless it says otherwise.
 */
export const states = [
  { room: "sign-in", name: "form", open: (page, { origin }) => page.goto(origin + account("/sign-in")) },
  {
    room: "sign-in",
    name: "errors",
    open: async (page, { origin }) => {
      await page.goto(origin + account("/sign-in"));
      await page.fill("#email", "maren@nordlicht");
      await submit(page);
    },
  },
  {
    room: "sign-in",
    name: "wrong",
    open: async (page, { origin }) => {
      await page.goto(origin + account("/sign-in"));
      await page.fill("#email", "somebody@nordlicht.example");
      await page.fill("#password", "not the password");
      await submit(page);
    },
  },
  {
    room: "sign-in",
    name: "too-many",
    open: async (page, { origin }) => {
      for (let tries = 0; tries < 6; tries++) {
        await page.goto(origin + account("/sign-in"));
        await page.fill("#email", "guessed@nordlicht.example");
        await page.fill("#password", "not the password");
        await submit(page);
      }
    },
  },
  { room: "sign-in", name: "link", open: (page, { link }) => page.goto(link) },
  { room: "sign-in", name: "spent-link", open: (page, { spent }) => page.goto(spent) },
  {
    room: "sign-in",
    name: "again",
    signedIn: true,
    open: (page, { origin }) => page.goto(origin + account("/sign-in?again=1")),
  },
  {
    room: "sign-in",
    name: "sign-out",
    signedIn: true,
    open: (page, { origin }) => page.goto(origin + account("/sign-out")),
  },
  {
    room: "sign-in",
    name: "signed-out",
    open: (page, { origin }) => page.goto(origin + account("/sign-in?notice=sign_in.signed_out")),
  },
  {
    room: "sessions",
    name: "list",
    signedIn: true,
    open: (page, { origin }) => page.goto(origin + account("/sessions")),
  },
  {
    room: "sessions",
    name: "notice",
    signedIn: true,
    open: (page, { origin }) => page.goto(origin + account("/sessions?notice=sessions.ended")),
  },
  {
    room: "sessions",
    name: "older",
    signedIn: true,
    open: async (page, { origin }) => {
      await page.goto(origin + account("/sessions"));
      const older = page.locator('a[href*="after="]').first();
      await page.goto(new URL(await older.getAttribute("href"), page.url()).href);
    },
  },
  {
    room: "sessions",
    name: "ask-end",
    signedIn: true,
    open: async (page, { origin }) => {
      await page.goto(origin + account("/sessions"));
      const end = page.locator('a[href*="/sessions/ses_"]').first();
      await page.goto(new URL(await end.getAttribute("href"), page.url()).href);
    },
  },
  {
    room: "sessions",
    name: "ask-end-others",
    signedIn: true,
    open: (page, { origin }) => page.goto(origin + account("/sessions/others/end")),
  },
  {
    room: "sessions",
    name: "alone",
    signedIn: "jonas",
    open: (page, { origin }) => page.goto(origin + account("/sessions")),
  },
  { room: "problems", name: "missing", open: (page, { origin }) => page.goto(origin + account("/nothing")) },
  {
    room: "problems",
    name: "forged",
    signedIn: true,
    open: async (page, { origin }) => {
      await page.goto(origin + account("/sign-out"));
      await page.locator("input[name=form_token]").first().evaluate((input) => {
        input.value = "development.AAAA";
      });
      await submit(page);
    },
  },
  {
    room: "problems",
    name: "forbidden",
    signedIn: "jonas",
    open: (page, { origin }) => page.goto(`${origin}/roasters/nordlicht/brews`),
  },
  { room: "host", name: "home", open: (page, { origin }) => page.goto(origin) },
  { room: "host", name: "settings", signedIn: true, open: (page, { origin }) => page.goto(`${origin}/settings`) },
];

export { MAREN, signIn };
