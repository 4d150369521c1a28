// What pages feel like: nothing jumps, what was typed stays, layers close one by one.
import { NEW_PASSWORD, PASSWORD, enter, mailed, newcomer, nobody } from "./ways-in.mjs";
import { signIn, submit } from "./demo.mjs";
import { at } from "./opening.mjs";

const expect = (holds, what) => {
  if (!holds) throw new Error(what);
};

/** Where the logo is, and how far the page has moved by itself. */
const place = (page) =>
  page.evaluate(async () => {
    const shifts = await new Promise((told) => {
      const observer = new PerformanceObserver((list) => told(list.getEntries()));
      observer.observe({ type: "layout-shift", buffered: true });
      setTimeout(told, 100, []);
    });
    const own = shifts.filter((shift) => !shift.hadRecentInput);
    const { x, y } = document.querySelector(".wg-auth-head > :first-child").getBoundingClientRect();
    return { logo: `${x}, ${y}`, shifted: own.reduce((sum, shift) => sum + shift.value, 0) };
  });

/**
 * Looks whether the logo stays where it was first, and nothing moves. What is told within a page moves what is
 * below it, which counts where the answer took longer than browsers take for an effect of the press.
 */
function watchingTheLogo(page) {
  const seen = new Set();
  return async (what, told = false) => {
    const { logo, shifted } = await place(page);
    // The digits of a code are drawn by script, which moves them within their field.
    expect(shifted <= (told ? 0.01 : 0.001), `${what}: the page moved by ${shifted}`);
    seen.add(logo);
    expect(seen.size === 1, `${what}: the logo is at ${logo}, and was at ${[...seen][0]}`);
  };
}

/** Every step of signing in, signing up and a new password, and what is told on the way. */
async function everyStep(ways, viewport) {
  const { here, origin, script } = ways;
  const page = await here({ viewport });
  const look = watchingTheLogo(page);
  const open = async (path) => {
    await page.goto(`${origin}/account${path}`);
    await look(path);
  };
  await open("/sign-in");
  await submit(page);
  await look("no address", true);
  await page.fill("#email", nobody());
  await submit(page);
  await look("password");
  await page.fill("#password", PASSWORD);
  await submit(page);
  await look("a wrong password", true);
  await open("/sign-up");
  await submit(page);
  await look("sign-up, refused", true);
  await open("/reset");
  const { email } = await newcomer(ways);
  await page.fill("#email", email);
  await submit(page);
  await page.locator("#code").waitFor();
  await look("code");
  await page.fill("#new_password", NEW_PASSWORD);
  await enter(page, "00000000", script);
  await page.locator("#code[aria-invalid=true]").waitFor();
  await look("a wrong code", true);
  const { code } = await mailed(origin, email, /new password/i);
  await page.fill("#code", "");
  await enter(page, code, script);
  await page.locator("[data-wg-notice]").waitFor();
  await look("the password changed");
  await at("/sign-in?notice=sign_in.signed_out")(page, { origin });
  await page.locator("[data-wg-notice]").waitFor();
  await look("signed out");
  await open("/nothing");
  await open(`/link/${"A".repeat(43)}`);
}

export const pages = {
  async "the logo has one place on every step"(ways) {
    await everyStep(ways, { width: 1440, height: 860 });
  },

  async "the logo has one place on every step on a phone"(ways) {
    await everyStep(ways, { width: 360, height: 740 });
  },

  async "a password is shown, counted, and kept when refused"({ here, origin }) {
    const page = await here();
    await page.goto(`${origin}/account/sign-up`);
    await page.fill("#email", "nobody");
    const eye = page.getByRole("button", { name: "Show password" });
    const count = page.locator("[data-wg-count]");
    expect(await count.isHidden(), "nothing is counted yet");
    await page.fill("#password", "short");
    expect((await count.innerText()) === "5 / 15", `the count says ${await count.innerText()}`);
    await eye.click();
    expect((await eye.getAttribute("aria-pressed")) === "true", "the state is not told");
    expect((await page.locator("#password").getAttribute("type")) === "text", "it is not shown");
    await submit(page);
    await page.locator("#password[aria-invalid=true]").waitFor();
    expect((await page.inputValue("#password")) === "short", "it has to be typed again");
    expect((await page.locator("#password").getAttribute("type")) === "password", "it is still shown");
    expect((await count.innerText()) === "5 / 15", "the count is gone");
  },

  async "a new password stays when its form is refused as a whole"({ here, origin }) {
    const page = await here();
    const path = `${origin}/account/sign-up`;
    await page.goto(path);
    await page.route(path, async (route) => {
      if (route.request().method() !== "POST") return route.continue();
      const response = await page.context().request.get(path);
      const refusal = '<div id="form-error" role="alert">Not today.</div>';
      const body = (await response.text()).replace(/<form [^>]*sign-up"[^>]*>/, `$&${refusal}`);
      await route.fulfill({ response, status: 422, body });
    });
    await page.fill("#email", nobody());
    await page.fill("#password", PASSWORD);
    await submit(page);
    await page.getByText("Not today.").waitFor();
    expect((await page.inputValue("#password")) === PASSWORD, "it has to be typed again");
  },

  async "the faults of two passwords are told at once"(ways) {
    const { here, origin } = ways;
    const { email } = await newcomer(ways);
    const page = await here();
    await page.goto(`${origin}/account/sign-in?return_to=/account/security/password`);
    await page.fill("#email", email);
    await submit(page);
    await page.fill("#password", PASSWORD);
    await submit(page);
    await page.locator("#current_password:focus").waitFor();
    expect(await page.evaluate(() => document.querySelector("#email").matches(".wg-hidden[autocomplete=username]")), "the address is for password managers alone");
    expect((await page.locator(".wg-field:has(#current_password) + p > a[href*='/reset']").count()) === 1, "a forgotten password is helped at its field");
    await page.fill("#current_password", "wrong");
    await page.fill("#new_password", "short");
    await submit(page);
    await page.locator("#current_password[aria-invalid=true]").waitFor();
    expect((await page.locator("[aria-invalid=true]").count()) === 2, "one of two is told");
    expect((await page.inputValue("#new_password")) === "short", "the new one is gone");
    expect((await page.inputValue("#current_password")) === "", "the wrong one is still there");
  },

  async "a code is one field, however it gets there"({ here, origin }) {
    const page = await here();
    await page.goto(`${origin}/account/reset`);
    await page.fill("#email", nobody());
    await submit(page);
    const code = page.locator("#code");
    await code.pressSequentially("12345");
    expect((await code.inputValue()) === "1234 5", "digits are in two groups");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Backspace");
    expect((await code.inputValue()) === "1235", `after Backspace it is ${await code.inputValue()}`);
    await code.fill("87654321");
    expect((await code.inputValue()) === "8765 4321", "autofill is grouped");
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.evaluate(() => navigator.clipboard.writeText("code: 1122 3344."));
    await code.fill("");
    await code.press("Control+v");
    expect((await code.inputValue()) === "1122 3344", `after pasting it is ${await code.inputValue()}`);
    expect((await page.getByRole("textbox", { name: "Code", exact: true }).count()) === 1, "it is heard as one field");
    expect(await code.evaluate((own) => own.matches(".wg-slots")), "it is not drawn as slots");
  },

  async "the menu closes before anything below it"(ways) {
    const { here, origin } = ways;
    const { email } = await newcomer(ways);
    const page = await here();
    await page.goto(`${origin}/account/sign-in?return_to=/account/profile`);
    await page.fill("#email", email);
    await submit(page);
    await page.fill("#password", PASSWORD);
    await submit(page);
    const menu = page.locator("details[data-wg-menu]");
    await menu.locator("summary").click();
    await menu.getByRole("link", { name: "Security" }).focus();
    await page.keyboard.press("Escape");
    expect((await menu.getAttribute("open")) === null, "Escape closes the menu");
    expect(await menu.locator("summary").evaluate((own) => own === document.activeElement), "the focus is lost");
    await menu.locator("summary").click();
    await menu.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL(`${origin}/?**`).catch(() => page.waitForURL(`${origin}/`));
  },

  async "a long navigation is one button on phones"({ here, gallery }) {
    const page = await here({ viewport: { width: 360, height: 740 } });
    await signIn(page, gallery);
    await page.goto(`${gallery}/account/profile`);
    const open = page.getByRole("button", { name: "Menu", exact: true });
    const link = page.getByRole("navigation").getByRole("link", { name: "Security" });
    expect(await link.isHidden(), "the navigation is open already");
    await open.click();
    await link.focus();
    await page.keyboard.press("Escape");
    expect(await link.isHidden(), "Escape closes it");
    expect(await open.evaluate((own) => own === document.activeElement), "the focus is lost");
    await open.click();
    await link.click();
    await page.waitForURL(`${gallery}/account/security`);
    await page.setViewportSize({ width: 1440, height: 860 });
    expect(await open.isHidden(), "a wide page has a button too many");
    expect(await link.isVisible(), "a wide page has no navigation");
  },

  async "saving shows that it works and that it is done, at the same size"({ here, gallery }) {
    const page = await here();
    await signIn(page, gallery);
    await page.goto(`${gallery}/account/gallery/forms`);
    const save = page.getByRole("button", { name: "Confirm email" });
    const size = async () => save.evaluate((own) => `${own.offsetWidth} × ${own.offsetHeight}`);
    const before = await size();
    const fields = { email: "maren@new.example", code: "482193", password: PASSWORD };
    for (const [id, text] of Object.entries(fields)) await page.fill(`#${id}`, text);
    await page.route("**/gallery/forms", async (route) => {
      await new Promise((later) => setTimeout(later, 400));
      await route.continue();
    });
    await save.click();
    expect((await save.getAttribute("aria-busy")) === "true", "nothing shows that it works");
    expect((await size()) === before, "it has another size while it works");
    await page.locator(".wg-button-done").waitFor();
    expect((await size()) === before, "it has another size when it is done");
    await page.locator(".wg-button-done").waitFor({ state: "detached" });
  },

  async "copying is told in the button's place"({ here, gallery }) {
    const page = await here();
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await signIn(page, gallery);
    await page.goto(`${gallery}/account/gallery/forms`);
    const copy = page.locator("[data-wg-copy]");
    const places = () =>
      page.locator("main *").evaluateAll((all) => {
        const boxes = all.map((own) => own.getBoundingClientRect());
        const seen = boxes.filter(({ width }) => width);
        return seen.map(({ x, y, width, height }) => [x, Math.round(y + scrollY), width, height]).join();
      });
    await copy.scrollIntoViewIfNeeded();
    const before = await places();
    await copy.click();
    await page.locator(".wg-button-done").waitFor();
    const said = await copy.evaluate((own) => {
      const { content, visibility } = getComputedStyle(own, "::after");
      return `${content} ${visibility}`;
    });
    expect(said === '"Copied." visible', `it says ${said}`);
    expect((await places()) === before, "something moved");
    expect((await page.evaluate(() => navigator.clipboard.readText())).startsWith("wgk_"), "nothing was copied");
  },

  async "one layer is open at a time, and Escape closes it"({ here, gallery }) {
    const page = await here({ viewport: { width: 360, height: 740 } });
    await signIn(page, gallery);
    await page.goto(`${gallery}/account/gallery/notices`);
    const menu = page.locator("header details[open]");
    const places = page.locator("#wg-places:popover-open");
    const question = page.locator("dialog[open]");
    const layers = async () => [await menu.count(), await places.count(), await question.count()].join();
    await page.locator("header summary").click();
    expect((await layers()) === "1,0,0", "the menu is not open");
    await page.getByRole("button", { name: "Menu", exact: true }).click();
    expect((await layers()) === "0,1,0", "the navigation does not take the place of the menu");
    await page.keyboard.press("Escape");
    expect((await layers()) === "0,0,0", "Escape does not close the navigation");
    await page.locator("header summary").click();
    await page.locator("main a[data-wg-confirm]").press("Enter");
    await question.waitFor();
    expect((await layers()) === "0,0,1", "the question does not take the place of the menu");
    await page.keyboard.press("Escape");
    expect((await layers()) === "0,0,0", "Escape does not close the question");
    expect(page.url().endsWith("/gallery/notices"), "Escape leaves the page");
  },

  async "what is not saved yet keeps its button in view"({ here, gallery }) {
    const page = await here({ viewport: { width: 360, height: 420 } });
    await signIn(page, gallery);
    await page.goto(`${gallery}/account/profile/names`);
    const bottom = () => page.locator("main form button[type=submit]").evaluate((own) => own.getBoundingClientRect().bottom);
    expect((await bottom()) > 420, "the form is not long");
    await page.locator("#given_name").pressSequentially("A");
    expect((await bottom()) <= 420, "the button is out of view");
    await page.reload();
    expect((await bottom()) > 420, "nothing is unsaved");
  },
};
