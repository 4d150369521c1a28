// What somebody hears who listens to the pages on a phone: each thing once, and the focus where it
// is of use. Needs script, which speaks where a page changes in place.
//
// To add one, add an async function to `listening`. It gets what the ways in get.
import { submit } from "./demo.mjs";
import { newWithApp, openAdding, toSecond, typeQuietly } from "./factors.mjs";
import { PASSWORD, newcomer, nobody, signUp } from "./ways-in.mjs";

/** Notes what a screen reader says by itself: what changes in live regions, and what gets the focus. */
const EAR = () => {
  const LIVE = "[role=status], [role=alert]";
  window.heard = [];
  const hear = (text) => {
    const words = text.trim().replace(/\s+/g, " ");
    if (words) window.heard.push(words);
  };
  addEventListener("focusin", ({ target }) => {
    const ids = (target.getAttribute("aria-describedby") ?? "").split(" ");
    const about = ids.map((id) => document.getElementById(id)?.textContent);
    hear([target.matches("h1, h2, h3") ? target.textContent : "", ...about].join(" "));
  });
  const changed = (changes) => {
    const regions = new Set();
    for (const { target, addedNodes } of changes) {
      const around = target instanceof Element ? target : target.parentElement;
      regions.add(around?.closest(LIVE));
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        for (const own of [node, ...node.querySelectorAll(LIVE)]) regions.add(own.closest(LIVE));
      }
    }
    for (const region of regions) if (region?.isConnected) hear(region.textContent);
  };
  addEventListener("DOMContentLoaded", () =>
    new MutationObserver(changed).observe(document, { subtree: true, childList: true, characterData: true }),
  );
};

/** An ear at a page that is open. */
async function earNow(page) {
  const own = await ear(page);
  await page.reload();
  return own;
}

/** An ear at a page, which must be opened only then. */
async function ear(page) {
  await page.addInitScript(EAR);
  /** What was heard since it was last asked, a pause after. */
  const heard = async () => {
    await page.waitForTimeout(600);
    return page.evaluate(() => window.heard.splice(0));
  };
  return {
    heard,
    /** That was said once by now, and the focus is there. */
    async once(text, selector) {
      const all = await heard();
      const times = all.filter((own) => own.includes(text)).length;
      if (times !== 1) throw new Error(`“${text}” was said ${times} times: ${all.join(" | ")}`);
      const there = await page.evaluate((own) => document.activeElement?.matches(own), selector);
      if (!there) throw new Error(`after “${text}” the focus is not at ${selector}`);
    },
  };
}

export const listening = {
  async "hearing what is wrong with signing in"({ here, origin }) {
    const page = await here();
    const { once } = await ear(page);
    await page.goto(`${origin}/account/sign-in`);
    await submit(page);
    await once("Enter your email address.", "#email");
    await page.fill("#email", nobody());
    await submit(page);
    await page.fill("#password", PASSWORD);
    // As a finger does, which leaves the field.
    await submit(page);
    await once("Wrong email or password.", "#password");
    await submit(page);
    await once("Enter your password.", "#password");
  },

  async "hearing what is wrong with a second factor"({ here, calm: origin }) {
    const owner = await here();
    const { email, app } = await newWithApp(owner, origin, { codes: true });
    const page = await here();
    const { once } = await ear(page);
    await toSecond(page, origin, email);
    await typeQuietly(page, app.wrong());
    await submit(page);
    await once("That code is wrong. You have", "#code[autocomplete=one-time-code]");
    await page.goto(`${origin}/account/sign-in/second?way=recovery_code`);
    await page.fill("#code", "0000-0000-0000");
    await submit(page);
    await once("That code is wrong. You have", "#code[data-wg-secret]");
    // Adding another app.
    const other = await openAdding(owner, origin);
    const { once: ofOwner } = await earNow(owner);
    await typeQuietly(owner, other.wrong());
    await submit(owner);
    await ofOwner("That code is wrong. Wait for the next one", "#code");
    if (!(await owner.getByRole("textbox", { name: "Setup key" }).inputValue())) throw new Error("the key is not there");
  },

  async "hearing all that is wrong with a form"({ here, origin }) {
    const page = await here();
    const { once } = await ear(page);
    await page.goto(`${origin}/account/sign-up`);
    await page.fill("#display_name", "a".repeat(200));
    await submit(page);
    await once("Choose a password.", "#display_name");
  },

  async "hearing nothing of the seconds until a new code"({ here, origin }) {
    const page = await here();
    await page.clock.install();
    const { heard } = await ear(page);
    await signUp(page, origin, nobody());
    const again = page.getByRole("button", { name: "Send a new code", exact: true });
    const expect = (holds, what) => {
      if (!holds) throw new Error(what);
    };
    expect(await again.isDisabled(), "there is nothing to wait for");
    await page.clock.runFor(5000);
    expect(!(await heard()).join().includes("seconds"), "the seconds are counted aloud");
    expect((await again.innerText()).includes("(2"), "nobody sees the seconds");
    await page.clock.runFor(26000);
    expect(await again.isEnabled(), "the button is still of no use");
    expect(!(await page.locator("main").innerText()).includes("seconds"), "the wait is still told");
    // The server's own clock has not moved.
    await again.click();
    await page.locator("#form-error").waitFor();
    const said = (await heard()).filter((own) => own.includes("only just sent"));
    expect(said.length === 1, `the refusal was said ${said.length} times`);
    expect(await page.evaluate(() => document.activeElement?.id === "code"), "the focus is lost");
  },

  async "hearing a question, and what was done"(ways) {
    const { here, origin } = ways;
    const { email } = await newcomer(ways);
    const page = await here();
    const { heard, once } = await ear(page);
    await page.goto(`${origin}/account/sign-in?return_to=/account/sessions`);
    await page.fill("#email", email);
    await submit(page);
    await page.fill("#password", PASSWORD);
    await submit(page);
    const names = await page.locator("main li a[data-wg-confirm]").evaluateAll((all) => all.map((own) => own.ariaLabel));
    if (names.length !== 1 || !/Sign out .*10\.8\./.test(names[0])) throw new Error(`which device is ${names}?`);
    await page.locator("main li a[data-wg-confirm]").click();
    const question = page.locator("dialog[open][aria-labelledby][aria-describedby]");
    await question.waitFor();
    await heard();
    await question.getByRole("button").click();
    await once("Device signed out.", "h1");
    // Reading on to the end announces nothing twice.
    await page.waitForFunction(() => !document.querySelector("div.wg-hidden[role=status]")?.textContent, undefined, { timeout: 30000 });
  },
};
