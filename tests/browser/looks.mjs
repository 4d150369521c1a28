// Every state of every page, in every look. A page is opened once a language, and then shown wide and narrow,
// light and dark, and on a small phone: what the server sends does not depend on any of these.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { atOnce, opener } from "./demo.mjs";
import { states } from "./states.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe-core looks at: everything, only colours, or only what words and their direction decide. */
const ALL = undefined;
const COLOURS = { type: "rule", values: ["color-contrast"] };
const WORDS = { type: "tag", values: ["cat.language", "cat.forms", "cat.name-role-value", "cat.text-alternatives"] };

/** What must hold of any page, with JavaScript or without. */
async function judge(page, check, state, label, language) {
  const seen = await page.evaluate(() => {
    const all = [...document.querySelectorAll("*")];
    const attributes = all.flatMap((own) => [...own.attributes]);
    const handlers = attributes.filter(({ name }) => name === "style" || name.startsWith("on"));
    const ids = all.map((own) => own.id).filter(Boolean);
    const boxes = (form) =>
      [form, ...form.children]
        .filter((own) => getComputedStyle(own).position !== "absolute")
        .map((own) => own.getBoundingClientRect())
        .filter((own) => own.height);
    const gaps = [...document.querySelectorAll(".wg-form")].flatMap((form) => {
      const [whole, ...parts] = boxes(form);
      return parts.map((own, at) => own.top - (at ? parts[at - 1].bottom : whole.top));
    });
    return {
      wide: document.documentElement.scrollWidth > innerWidth,
      inline: handlers.length + document.querySelectorAll("style, script:not([src])").length,
      twice: ids.filter((own, at) => ids.indexOf(own) !== at),
      gap: Math.max(0, ...gaps),
      direction: document.documentElement.dir || "ltr",
    };
  });
  check(!seen.wide, `${label}: wider than the screen`);
  check(seen.inline === 0, `${label}: ${seen.inline} inline styles, scripts or handlers`);
  check(seen.twice.length === 0, `${label}: an id is there twice: ${seen.twice.join(", ")}`);
  check(seen.gap <= 48, `${label}: a form has a gap of ${seen.gap} px`);
  if (state.widget === "host") return;
  check(seen.direction === (language === "ar" ? "rtl" : "ltr"), `${label}: direction ${seen.direction}`);
}

/** What axe-core finds. */
async function accessible(page, check, label, runOnly) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const options = { resultTypes: ["violations"], ...(runOnly && { runOnly }) };
  const { violations, passes } = await page.evaluate((own) => axe.run(document, own), options);
  for (const { id, nodes } of violations) {
    check(false, `${label}: ${id}: ${nodes.map((node) => node.target.join(" ")).join(" | ")}`);
  }
  for (const { id } of passes) check(true, id);
}

/** A small phone, then with letters twice the size: nothing is wider than it, and fingers find all. */
async function onAPhone(page, check, label, foreign) {
  const phone = await page.context().newCDPSession(page);
  const screen = { width: 320, height: 640, deviceScaleFactor: 1, mobile: true };
  await phone.send("Emulation.setDeviceMetricsOverride", screen);
  await phone.send("Emulation.setTouchEmulationEnabled", { enabled: true });
  await page.waitForFunction(() => innerWidth === 320 && matchMedia("(pointer: coarse)").matches);
  if (!foreign) {
    const small = await page.evaluate(tooSmall);
    check(small.length === 0, `${label}: too small for a finger: ${small.join(", ")}`);
  }
  await phone.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
  // A phone widens the page to what does not fit.
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  check(width <= 320, `${label}: with large letters ${width} px wide`);
}

/** What is to be pressed and is lower than 44 px, or than a line within a sentence or in the host's own page. */
function tooSmall() {
  const all = [...document.querySelectorAll("a[href], button, select, summary, input:not([type=hidden])")];
  const seen = all.filter((own) => own.checkVisibility() && !own.matches(".wg-skip, .wg-hidden"));
  const height = (own) => (own.matches("[type=checkbox]") ? own.labels[0] : own).getBoundingClientRect().height;
  const least = (own) => (own.closest(".wg") && !own.matches("p > a") ? 44 : 18);
  const low = seen.filter((own) => height(own) < least(own));
  return low.map((own) => `${own.id || own.textContent.trim()} ${Math.round(height(own))}`);
}

/** The looks in which the states are judged. */
const LOOKS = {
  async english({ page, state, label, check, opinions }) {
    const at = async (width, scheme, rules) => {
      await page.setViewportSize({ width, height: 740 });
      // Without motion colours change at once.
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      const look = `${label}, ${scheme} at ${width} px`;
      if (scheme === "light") await judge(page, check, state, look, "en");
      if (!state.foreign) await accessible(page, check, look, rules);
    };
    await at(360, "light", ALL);
    if (!state.foreign) await opinions.shown(page, label);
    await at(1440, "light", COLOURS);
    await at(1440, "dark", ALL);
    await at(360, "dark", COLOURS);
    await onAPhone(page, check, `${label} on a phone`, state.foreign);
  },
  async arabic({ page, state, label, check }) {
    for (const width of [1440, 360]) {
      await page.setViewportSize({ width, height: 740 });
      await judge(page, check, state, `${label} at ${width} px`, "ar");
    }
    if (!state.foreign) await accessible(page, check, label, WORDS);
  },
  async plain({ page, state, label, check }) {
    for (const width of [360, 1440]) {
      await page.setViewportSize({ width, height: 740 });
      await judge(page, check, state, `${label} at ${width} px`, "en");
    }
  },
};

/**
 * Opens every state in a language, with script or without, and judges it in the looks of that name; `watch`
 * is told of each page before it is opened.
 */
export async function everyState(name, { chrome, staged, check, watch, opinions }) {
  const [locale, script] = [name === "arabic" ? "ar" : "en", name !== "plain"];
  const options = { colorScheme: "light", locale, viewport: { width: 360, height: 740 }, javaScriptEnabled: script };
  const session = opener(chrome, staged, options);
  const wanted = states.filter((state) => state.script === undefined || state.script === script);
  await atOnce(2, wanted, async (state) => {
    const label = `${state.widget}/${state.name} ${locale}${script ? "" : " without script"}`;
    const read = [];
    try {
      const { page, close } = await session.open(state, (page) => {
        watch(page, label);
        if (name === "english") page.on("response", (response) => read.push(opinions.document(label, response)));
      });
      await Promise.all(read);
      await LOOKS[name]({ page, state, label, check, opinions });
      await close();
    } catch (error) {
      check(false, `${label}: ${error.stack}`);
    }
  });
  await session.close();
}
