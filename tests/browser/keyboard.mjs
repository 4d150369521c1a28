// The flows of the widgets with nothing but keys: Tab, Shift+Tab, Enter, Space, arrows, Escape, and
// typing. After each step it is asked whether the focus is seen, and where it is.
//
// To add a flow, add an async function to `flows`. `keys` holds what hands can do:
//   press(key..)     presses keys one after the other, and waits until the widget is at rest
//   type(text)       types into the field that has the focus
//   reach(selector)  goes there with Tab, or with Shift+Tab as `back(selector)`; every stop on the
//                    way must show its focus
//   at(selector)     the focus is there now
//   page(path)       presses Enter and waits until the page whose path ends so is there
// `script` says whether JavaScript is on: without it a question is a page and not a dialog.

import { PASSWORD, mailed, nobody } from "./ways-in.mjs";

/** A keyboard at a page. `check` hears what holds and what does not. */
export function keyboard(page, label, check) {
  const focused = (selector) =>
    page.evaluate((own) => Boolean(document.activeElement?.matches(own)), selector);
  /** What a person who looks at the page knows about where they are. */
  const look = () =>
    page.evaluate(() => {
      const at = document.activeElement;
      if (!at || at === document.body || at === document.documentElement) return { name: "" };
      const style = getComputedStyle(at);
      const box = at.getBoundingClientRect();
      const ringed = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
      // What only script focuses is not a stop: the page, a widget.
      const stop = at.tabIndex >= 0;
      const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
      const name = at.id ? `#${at.id}` : `${at.tagName} ${at.textContent.trim().slice(0, 30)}`;
      return { name, seen: !stop || (ringed && inside && box.width > 1) };
    });
  async function step(key) {
    await page.keyboard.press(key);
    const { name, seen = true } = await look();
    check(seen, `${label}: the focus on ${name} is not seen`);
    return name;
  }
  async function go(key, selector) {
    const passed = [];
    for (let steps = 0; steps < 90; steps++) {
      passed.push(await step(key));
      if (await focused(selector)) return;
    }
    throw new Error(`${label}: ${key} does not reach ${selector}, but ${passed.slice(0, 40).join(", ")}`);
  }
  const rest = () => page.locator("[aria-busy=true]").waitFor({ state: "detached" });
  const where = async () => (await look()).name || "the beginning of the page";
  return {
    async press(...keys) {
      for (const key of keys) {
        // Enter may lead to another page, of which the next step asks.
        if (key === "Enter") await page.keyboard.press(key);
        else await step(key);
      }
      await rest();
    },
    type: (text) => page.keyboard.type(text),
    reach: (selector) => go("Tab", selector),
    back: (selector) => go("Shift+Tab", selector),
    async at(selector, what) {
      const there = async () => {
        const end = Date.now() + 5000;
        while (!(await focused(selector)) && Date.now() < end) await page.waitForTimeout(50);
        return focused(selector);
      };
      check(await there(), `${label}: ${what}: the focus is at ${await where()}`);
    },
    async page(path, query = "") {
      const there = (url) => url.pathname.endsWith(path) && url.search.includes(query);
      await Promise.all([page.waitForURL(there), page.keyboard.press("Enter")]);
      await page.waitForLoadState();
    },
    async shows(selector, what) {
      const found = await page.locator(selector).first().waitFor({ timeout: 5000 }).then(() => true, () => false);
      check(found, `${label}: ${what}`);
    },
  };
}

const END = '#wg-sessions a[href*="/sessions/ses_"]';
const OTHERS = '#wg-sessions a[href*="others/end"]';
const NOTICE = "[data-wg-notice]";
const TOP = "body";

/** Answers a question that the link in focus asks, once no and once yes. `home`: where it is asked. */
async function answer({ keys, script, home }, link) {
  if (script) {
    await keys.press("Enter");
    await keys.at("dialog[open] [data-wg-cancel]", "a question begins at the way back");
    await keys.press("Escape");
    await keys.at(link, "Escape gives the focus back");
    await keys.press("Enter");
    await keys.at("dialog[open] [data-wg-cancel]", "a question begins at the way back");
    await keys.press("Enter");
    await keys.at(link, "the way back gives the focus back");
    await keys.press("Enter");
    await keys.at("dialog[open] [data-wg-cancel]", "a question begins at the way back");
    await keys.back("dialog[open] button[type=submit]");
    await keys.press("Enter");
    await keys.shows(NOTICE, "what was done is told");
    await keys.at("#wg-sessions, #wg-sessions *", "the focus stays in the widget");
  } else {
    await keys.page("/end");
    await keys.reach("[data-wg-cancel]");
    await keys.page(home);
    await keys.reach(link);
    await keys.page("/end");
    await keys.reach("main button[type=submit]");
    await keys.page(home);
    await keys.shows(NOTICE, "what was done is told");
  }
}

const NAMES = 'a[href*="/profile/names"]';
const PANEL = "[data-wg-panel]";

/** Opens the form that the link in focus leads to: in its card, or without script on a page of its own. */
async function edit({ keys, script, page }, path, field) {
  if (!script) return keys.page(path);
  const before = page.url();
  await keys.press("Enter");
  await keys.at(`${PANEL} ${field}`, "a form in a card begins at the field it was opened for");
  if (page.url() !== before) throw new Error(`the address became ${page.url()}`);
}

/** Every flow gets the page, the keyboard, whether script is on, and the demo and its people. */
export const flows = {
  async "choosing a language, signed out"({ page, keys, origin }) {
    await page.goto(`${origin}/account/sign-in`);
    await keys.reach('main [lang=ar] button');
    await keys.press("Enter");
    await keys.shows("[dir=rtl] #email", "the page speaks Arabic");
    await keys.reach('main [lang=en] button');
    await keys.press("Enter");
    await keys.shows("[dir=ltr] #email", "the page speaks English");
  },

  async "signing in, with mistakes"({ page, keys, script, origin, person }) {
    await page.goto(`${origin}/account/sign-in?return_to=/account/sessions`);
    await keys.at("#email", "the cursor begins at what is empty");
    await keys.press("Enter");
    await keys.shows("#email[aria-invalid=true]", "what is wrong is told");
    await keys.at("#email", "the cursor is at what is wrong");
    await keys.type(person.email);
    await keys.press("Enter");
    await keys.shows("#password", "the next step asks for proof");
    await keys.at("#password", "and begins at the password");
    await keys.type("not the password");
    await keys.press("Enter");
    await keys.shows("#form-error", "a wrong password is told");
    await keys.at("#password", "the cursor is at what is to be typed again");
    await keys.type(person.password);
    await keys.reach("#keep");
    await keys.press("Space");
    await keys.shows("#keep:checked", "Space ticks");
    await keys.reach("button[type=submit]");
    await keys.page("/account/sessions");
  },

  async "past the navigation"({ page, keys, origin }) {
    await page.goto(`${origin}/account/sessions`);
    await keys.press("Tab");
    await keys.at('a[href="#content"]', "the first stop leads past the navigation");
    await keys.press("Enter");
    await keys.at("#content", "past the navigation is the page");
    await keys.press("Tab");
    await keys.at("#content a", "the next stop is in the page");
  },

  async "paging"({ page, keys, script, origin }) {
    await page.goto(`${origin}/account/sessions`);
    await keys.reach('a[href*="after="]');
    await keys.page("/account/sessions", "after=");
    if (script) await keys.at("#wg-sessions, #wg-sessions *", "the focus stays in the widget");
    else await keys.at(TOP, "a new page begins at its beginning");
    await keys.reach('#wg-sessions nav a[href$="/sessions"]');
    await keys.press("Enter");
    await keys.shows('a[href*="after="]', "the newest are back");
  },

  async "ending one session"({ page, keys, script, origin }) {
    await page.goto(`${origin}/account/sessions`);
    await keys.reach(END);
    await answer({ keys, script, home: "/account/sessions" }, END);
  },

  async "ending one in the host's page, and going on there"({ page, keys, script, origin }) {
    await page.goto(`${origin}/settings`);
    await keys.reach(END);
    await answer({ keys, script, home: "/settings" }, END);
    await page.goto(`${origin}/settings`);
    await keys.reach(`#wg-profile ${NAMES}`);
    await edit({ keys, script, page }, "/account/profile/names", "[name=given_name]");
    if (!script) await keys.reach("[name=given_name]");
    await keys.page("/settings");
    await keys.shows(`#wg-profile ${NOTICE}`, "what was saved is told in the host's page");
    if (script) await keys.at(`#wg-profile ${NAMES}`, "the focus is back at the button");
  },

  async "ending all others"({ page, keys, script, origin }) {
    await page.goto(`${origin}/account/sessions`);
    await keys.reach(OTHERS);
    await answer({ keys, script, home: "/account/sessions" }, OTHERS);
    await keys.shows("#wg-sessions > .wg-hint", "nobody else is signed in");
  },

  async "the names, with a mistake"({ page, keys, script, origin }) {
    await page.goto(`${origin}/account/profile`);
    const link = 'a[href*="/profile/names#display_name"]';
    await keys.reach(link);
    await edit({ keys, script, page }, "/account/profile/names", "#display_name");
    if (script) {
      await keys.press("Escape");
      await keys.at(link, "Escape gives the focus back");
      await edit({ keys, script, page }, "/account/profile/names", "#display_name");
      await keys.reach(`${PANEL} .wg-form-foot a`);
      await keys.press("Enter");
      await keys.at(link, "Cancel gives the focus back");
      await edit({ keys, script, page }, "/account/profile/names", "#display_name");
      await keys.back("#given_name");
    } else await keys.reach("#given_name");
    await page.locator("#given_name").evaluate((own) => (own.value = "a".repeat(300)));
    await page.locator("#middle_name").evaluate((own) => (own.value = "a".repeat(300)));
    await keys.reach("#family_name");
    await page.locator("#family_name").evaluate((own) => (own.value = "a".repeat(300)));
    await keys.press("Enter");
    await keys.shows("[role=alert] a", "everything that is wrong is listed");
    await keys.at("#given_name", "the cursor is at what is wrong first");
    await keys.back('[role=alert] a[href="#family_name"]');
    await keys.press("Enter");
    await keys.at("#family_name", "what is wrong leads to its field");
    await keys.press("Control+a");
    await keys.type("Weber");
    await keys.back("#middle_name");
    await keys.press("Control+a", "Delete");
    await keys.back("#given_name");
    await keys.press("Control+a");
    await keys.type("Jonas");
    await keys.reach("main button[type=submit]");
    await keys.page("/account/profile");
    await keys.shows(NOTICE, "what was saved is told");
    if (script) await keys.at(link, "the focus is back at the button");
    else await keys.at(TOP, "a new page begins at its beginning");
  },

  async "the preferences"({ page, keys, script, origin }) {
    await page.goto(`${origin}/account/profile`);
    await keys.reach('a[href*="/profile/preferences#time_zone"]');
    await edit({ keys, script, page }, "/account/profile/preferences", "#time_zone");
    if (!script) await keys.reach("#time_zone");
    await keys.press("ArrowDown");
    await keys.at("#time_zone:not(:has([selected]:checked))", "an arrow chooses");
    await keys.reach("main button[type=submit]");
    await keys.page("/account/profile");
    await keys.shows(NOTICE, "what was saved is told");
  },

  async "leaving a form as it was"({ page, keys, origin }) {
    await page.goto(`${origin}/account/profile/names`);
    await keys.reach("main form a.wg-button");
    await keys.page("/account/profile");
    await keys.shows(`#wg-profile:not(:has(${NOTICE}))`, "nothing was saved");
  },

  async "signing out"({ page, keys, script, origin }) {
    await page.goto(`${origin}/account/sessions`);
    await keys.reach("header summary");
    await keys.press("Enter", "Tab", "Escape");
    if (script) await keys.at("header details:not([open]) > summary", "the menu is closed, and the focus is back");
    else await keys.back("header summary");
    await keys.press(...(script ? ["Enter"] : []));
    await keys.reach("header button[type=submit]");
    await keys.page("/");
    await page.goto(`${origin}/account/sessions`);
    await keys.at("#email", "nobody is signed in any more");
  },

  async "signing up, and changing the password"({ page, keys, script, origin }) {
    const email = nobody();
    await page.goto(`${origin}/account/sign-in?return_to=/account/security`);
    await keys.reach('main a[href*="/sign-up"]');
    await keys.page("/account/sign-up");
    await keys.reach("#display_name");
    await keys.type("Nele Brandt");
    await keys.reach("#email");
    await keys.type(email);
    await keys.reach("#password");
    await keys.type(PASSWORD);
    await keys.press("Enter");
    await keys.shows("#code", "the code is asked for");
    await keys.at("#code", "and the cursor is in its field");
    await keys.type((await mailed(origin, email)).code.replace(/\D/g, ""));
    // With script the last digit sends it.
    if (!script) await keys.press("Enter");
    await page.waitForURL((url) => url.pathname === "/account/security");
    const change = 'a[href*="/security/password"]';
    await keys.reach(change);
    await edit({ keys, script, page }, "/account/security/password", "#current_password");
    await keys.at("#current_password", "the form begins at its first field");
    await keys.type("not the password");
    await keys.reach("#new_password");
    await keys.type("three spoons in the drawer");
    await keys.press("Enter");
    await keys.shows("#current_password[aria-invalid=true]", "a wrong password is told");
    await keys.at("#current_password", "the cursor is at what is wrong");
    await keys.type(PASSWORD);
    await keys.reach("#new_password");
    await keys.type("three spoons in the drawer");
    await keys.reach("main form button[type=submit]");
    await keys.page("/account/security");
    await keys.shows(NOTICE, "what was done is told");
    if (script) await keys.at(change, "the focus is back at the button");
  },
};

/** What elements do that no widget shows yet, in the gallery. */
export const galleryFlows = {
  async "a menu"({ page, keys, script, origin }) {
    await page.goto(`${origin}/account/gallery/actions`);
    await keys.reach("main summary");
    await keys.press("Enter");
    await keys.shows("main details[open] ul a", "Enter opens a menu");
    await keys.press("Tab", "Tab");
    await keys.at("main details ul a", "its links are the next stops");
    if (script) {
      await keys.press("Escape");
      await keys.at("main summary", "Escape gives the focus back");
      await keys.shows("main details:not([open])", "Escape closes a menu");
      await keys.press("Enter");
      await keys.back("header a");
      await keys.shows("main details:not([open])", "leaving a menu closes it");
    } else {
      await keys.back("main summary");
      await keys.press("Enter");
      await keys.shows("main details:not([open])", "Enter closes a menu");
    }
  },

  async "tabs and pagers"({ page, keys, script, origin }) {
    await page.goto(`${origin}/account/gallery/actions`);
    await keys.reach(".wg-tabs a:last-child");
    await keys.page("/account/gallery/actions", "part=5");
    if (script) await keys.at(".wg-tabs a:last-child", "the focus stays at its tab");
    await keys.reach(".wg-pager a");
  },

  async "a question"({ page, keys, script, origin }) {
    await page.goto(`${origin}/account/gallery/notices`);
    await keys.reach("a[data-wg-confirm]");
    if (!script) {
      await keys.page("/account/gallery/question");
      await keys.reach("[data-wg-cancel]");
      await keys.page("/account/gallery/notices");
      return;
    }
    await keys.press("Enter");
    await keys.at("dialog[open] [data-wg-cancel]", "a question begins at the way back");
    await keys.press("Tab", "Tab", "Tab");
    await keys.at("dialog[open] *, body", "Tab stays in the question");
    await keys.press("Escape");
    await keys.at("a[data-wg-confirm]", "Escape gives the focus back");
  },

  async "a form with a code"({ page, keys, script, origin }) {
    await page.goto(`${origin}/account/gallery/forms`);
    await keys.reach("#code");
    await keys.type(script ? "12 34-56" : "123456");
    // A code that is complete is not sent by itself while something else is asked for.
    await keys.press("Enter");
    await keys.shows("#code[aria-invalid=true]", "a wrong code is told");
    if (script) await keys.at("#email", "the cursor is at what is wrong first");
    await keys.reach("#language");
    await keys.press("ArrowDown");
    await keys.reach("#others");
    await keys.press("Space");
    await keys.shows("#others:not(:checked)", "Space takes the tick away");
    await keys.back("#code");
    await keys.type("482193");
    await keys.press("Enter");
    await keys.shows(NOTICE, "the right code is taken");
    if (script) await keys.at("#code", "the focus stays in its field");
  },

  async "a text to copy"({ page, keys, script, origin }) {
    if (!script) {
      await page.goto(`${origin}/account/gallery/forms`);
      await keys.reach("#key");
      await keys.at("#key:has(+ [hidden])", "without script no button says that it copies");
      return;
    }
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto(`${origin}/account/gallery/forms`);
    await keys.reach("[data-wg-copy]");
    await keys.press("Enter");
    await keys.at("[data-wg-copy]", "the focus stays at the button");
    await page.waitForFunction(() => document.querySelector("div[role=status].wg-hidden")?.textContent);
    await keys.shows("div[role=status].wg-hidden", "it is read out that it was copied");
  },
};
