// How many pages and presses the flows take, by what a person does: each page that asks for something counts as
// one, the page that was wanted does not. With script and without.
//
// To add one, add an async function to `counts`. It gets what the ways in get (ways-in.mjs).
import { NEW_PASSWORD, PASSWORD, arrives, enter, mailed, newcomer, nobody } from "./ways-in.mjs";

const ORDERS = "/orders";

/** Notes the paths of the pages that a browser shows from now on. */
function noting(page) {
  const seen = [];
  page.on("framenavigated", (frame) => {
    const { pathname } = new URL(frame.url());
    if (frame === page.mainFrame() && seen.at(-1) !== pathname) seen.push(pathname);
  });
  return seen;
}

/** So many pages asked for something on the way to the orders, and no others. */
async function took(page, seen, wanted) {
  await arrives(page, ORDERS);
  const asked = seen.filter((path) => path !== ORDERS).map((path) => path.replace(/chl_.*/, "CODE"));
  if (asked.join() !== wanted.join()) throw new Error(`it took ${asked.length} pages: ${asked.join(", ")}`);
}

const inMain = (selector) => `main ${selector}`;

/** Opens the orders, to which only whoever is signed in is let. */
async function wanting({ here, origin }) {
  const page = await here();
  const seen = noting(page);
  await page.goto(origin + ORDERS);
  await arrives(page, "/account/sign-in");
  await page.locator("#email:focus").waitFor();
  return { page, seen };
}

export const counts = {
  async "signing in by password takes two pages"(ways) {
    const { email } = await newcomer(ways);
    const { page, seen } = await wanting(ways);
    await page.keyboard.type(email);
    await page.keyboard.press("Enter");
    await page.locator("#password:focus").waitFor();
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press("Enter");
    await took(page, seen, ["/account/sign-in", "/account/sign-in/password"]);
  },

  async "signing in takes one page where a password manager fills in both"(ways) {
    const { email } = await newcomer(ways);
    const { page, seen } = await wanting(ways);
    // It finds the fields by what they are said to complete.
    const filled = { username: email, "current-password": PASSWORD };
    for (const [what, value] of Object.entries(filled)) {
      await page.locator(inMain(`input[autocomplete="${what}"]`)).evaluate((own, text) => {
        own.value = text;
        own.dispatchEvent(new Event("input", { bubbles: true }));
      }, value);
    }
    await page.keyboard.press("Enter");
    await took(page, seen, ["/account/sign-in"]);
  },

  async "signing up from the host's first page takes two pages"({ here, origin, script }) {
    const page = await here();
    const email = nobody();
    await page.goto(origin);
    const seen = noting(page);
    await page.getByRole("link", { name: "Create an account" }).click();
    await page.fill("#email", email);
    await page.fill("#password", PASSWORD);
    await page.keyboard.press("Enter");
    await page.locator("#code").waitFor();
    await enter(page, (await mailed(origin, email)).code, script);
    await took(page, seen, ["/account/sign-up", "/account/code/CODE"]);
  },

  async "a forgotten password takes at most five pages, and the address is typed once"(ways) {
    const { origin, script } = ways;
    const { email } = await newcomer(ways);
    const { page, seen } = await wanting(ways);
    await page.keyboard.type(email);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Forgot password?" }).click();
    await page.locator("#code").waitFor();
    const { code } = await mailed(origin, email, /new password/i);
    await page.fill("#new_password", NEW_PASSWORD);
    await enter(page, code, script);
    await page.locator("#password:focus").waitFor();
    await page.keyboard.type(NEW_PASSWORD);
    await page.keyboard.press("Enter");
    const step = "/account/sign-in/password";
    await took(page, seen, ["/account/sign-in", step, "/account/code/CODE", step]);
  },

  async "signing out is one press in the menu"(ways) {
    const { origin } = ways;
    const { page } = await newcomer(ways);
    await page.goto(`${origin}/account/profile`);
    const seen = noting(page);
    await page.locator("details[data-wg-menu] summary").click();
    await page.locator("details[data-wg-menu]").getByRole("button", { name: "Sign out", exact: true }).click();
    await arrives(page, "/");
    if (seen.join() !== "/") throw new Error(`there were pages between: ${seen.join(", ")}`);
  },
};
