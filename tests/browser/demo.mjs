// Starts a demo for a walk, with sessions of different ages and devices and a one-time link, and
// the gallery, whose pages show every element in each of its states.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const target = process.env.CARGO_TARGET_DIR ?? new URL("../../target", import.meta.url).pathname;
export const binary = (name) => join(target, "debug", name);

export const MAREN = { email: "maren@nordlicht.example", password: "first-crack-at-nine" };
export const JONAS = { email: "jonas@nordlicht.example", password: "slow-drip-at-dawn" };

/** The Content-Security-Policy of every page of the widgets, word for word. */
export const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
  "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'";

/**
 * A demo (`axum-demo` or `rocket-demo`) on `port`, over a fresh SQLite file or `database`; `named` is reached
 * as localhost, since passkeys are for names alone.
 */
export async function start(demo, port, { database = "", pseudo = false, named = false, fresh = 2 } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "widgets-walk-"));
  const file = join(folder, "coffee-desk.db");
  const origin = `http://${named ? "localhost" : "127.0.0.1"}:${port}`;
  const env = { ...process.env, ADDRESS: `127.0.0.1:${port}`, COFFEE_DESK_DB: file };
  // Every browser of the walk comes with an address of its own, as behind a proxy.
  env.TRUSTED_HOPS = "1";
  // Nobody is fresh for long, so that the walk sees how people are asked again who they are. What needs somebody
  // fresh on more than one page is on a demo of its own.
  env.COFFEE_DESK_FRESH = String(fresh);
  if (database) env.DATABASE_URL = database;
  else delete env.DATABASE_URL;
  if (pseudo) env.COFFEE_DESK_PSEUDO_LOCALE = "1";
  env.PUBLIC_URL = `${origin}/account`;
  const child = spawn(binary(demo), { env, stdio: ["ignore", "pipe", "inherit"] });
  await answers(child, demo, origin);
  return {
    origin,
    /** Adds sessions for Maren and gives one-time links: one that works and one that is spent. */
    stage: () =>
      JSON.parse(execFileSync(binary("stage"), [database || file, origin], { encoding: "utf8" })),
    /** Sends a letter of every kind, and gives their paths in the mailbox once they are there. */
    letters: (language) => {
      execFileSync(binary("stage"), ["letters", database || file, language]);
      return arrived(origin, language);
    },
    stop: () => {
      stop(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The example `htmx-tasks` on `port`, over a fresh SQLite file. */
export async function startTasks(port) {
  const folder = mkdtempSync(join(tmpdir(), "widgets-tasks-"));
  const address = `127.0.0.1:${port}`;
  const env = { ...process.env, ADDRESS: address, HTMX_TASKS_DB: join(folder, "tasks.db") };
  const child = spawn(binary("htmx-tasks"), { env, stdio: ["ignore", "ignore", "inherit"] });
  const origin = `http://${address}`;
  await answers(child, "htmx-tasks", origin);
  return {
    origin,
    stop: () => {
      stop(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** How many kinds of letters there are. */
const KINDS = 14;

/** The paths of the letters in a language, once the worker has sent them all. */
async function arrived(origin, language) {
  for (let tries = 0; tries < 100; tries++) {
    const list = await (await fetch(`${origin}/mailbox`)).text();
    const links = list.match(/<a\b[^>]*>/g).filter((own) => own.includes(`lang="${language}"`));
    const paths = links.map((own) => /href="(\/mailbox\/[^"]+)"/.exec(own)?.[1]).filter(Boolean);
    if (paths.length === KINDS) return paths.sort();
    await new Promise((later) => setTimeout(later, 100));
  }
  throw new Error(`not all letters in ${language} arrived`);
}

/** The gallery on `port`. Maren signs in there too. */
export async function startGallery(port) {
  const origin = `http://127.0.0.1:${port}`;
  const address = ["gallery", `127.0.0.1:${port}`];
  const child = spawn(binary("stage"), address, { stdio: ["ignore", "pipe", "inherit"] });
  await answers(child, "the gallery", origin);
  return { origin, stop: () => stop(child) };
}

/**
 * Hosts that let people in differently, on `port` and those above it; `hosts` has the origin of each
 * by its name.
 */
export async function startHosts(port, framework = "axum", store = "memory") {
  const address = ["hosts", `127.0.0.1:${port}`, framework, store];
  const child = spawn(binary("stage"), address, { stdio: ["ignore", "pipe", "inherit"] });
  await answers(child, "the hosts", `http://127.0.0.1:${port}`);
  const line = await new Promise((told) => createInterface(child.stdout).once("line", told));
  return { hosts: JSON.parse(line), stop: () => stop(child) };
}

/** Waits until a server answers, or has ended. */
async function answers(child, name, origin) {
  const ended = new Promise((_, fail) =>
    child.on("exit", (code) => fail(new Error(`${name} ended with ${code}`))),
  );
  ended.catch(() => {});
  const up = (async () => {
    for (let tries = 0; tries < 300; tries++) {
      try {
        await fetch(`${origin}/account/sign-in`);
        return;
      } catch {
        await new Promise((later) => setTimeout(later, 100));
      }
    }
    throw new Error(`${name} did not come up on ${origin}`);
  })();
  await Promise.race([up, ended]);
}

function stop(child) {
  child.removeAllListeners("exit");
  child.kill();
}

/** Chromium without anything that talks to the outside. */
export function browser(env = {}) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    env: { ...process.env, ...env },
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

let visitors = 0;

/** A context with an address of its own. */
export function visitor(chrome, options = {}) {
  visitors += 1;
  const address = `10.8.${visitors >> 8}.${visitors & 255}`;
  return chrome.newContext({ ...options, extraHTTPHeaders: { "x-forwarded-for": address } });
}

/**
 * Submits a form, waits for the page that follows or for the widget to have changed in place, and
 * gives the status of the answer.
 */
export async function submit(page, selector = "main button[type=submit]:not([form])") {
  const loaded = page.waitForEvent("load").catch(() => {});
  const answered = page.waitForResponse((own) => own.request().method() === "POST");
  const { pathname } = new URL(page.url());
  await page.locator(selector).first().click();
  const response = await answered;
  const next = new URL(response.headers().location ?? response.url(), response.url());
  // The script shows in place what belongs to the page; all else is another document.
  const inPlace = response.request().resourceType() === "xhr";
  const elsewhere = response.status() === 204 || (response.status() === 303 && next.pathname !== pathname);
  if (inPlace && !elsewhere) await page.locator("[aria-busy=true]").waitFor({ state: "detached" });
  else await loaded;
  return response.status();
}

export async function signIn(page, origin, person = MAREN) {
  await page.goto(`${origin}/account/sign-in`);
  await page.fill("#email", person.email);
  await submit(page);
  await page.fill("#password", person.password);
  await submit(page);
}

/**
 * The contexts of one look, in which each state opens: people stay signed in from one state to the
 * next, strangers come in a browser of their own.
 */
export function opener(chrome, staged, options) {
  const people = new Map();
  const home = (state) => {
    if (state.host) return staged.hosts[state.host];
    if (state.calm) return staged.calm;
    return state.gallery ? staged.gallery : staged.origin;
  };
  /** Somebody signed in at the demo or the gallery. */
  function signedIn(state) {
    const person = state.signedIn === "jonas" ? JONAS : MAREN;
    const key = `${person.email} ${home(state)}`;
    if (!people.has(key)) {
      const come = async () => {
        const context = await visitor(chrome, options);
        const page = await context.newPage();
        await signIn(page, home(state), person);
        await page.close();
        return context;
      };
      people.set(key, come());
    }
    return people.get(key);
  }
  return {
    /** Opens a state in a page of its own; `look` may watch that page from the beginning. */
    async open(state, look = () => {}) {
      const context = state.signedIn ? await signedIn(state) : await visitor(chrome, options);
      const page = await context.newPage();
      look(page);
      await state.open(page, { ...staged, origin: home(state) });
      return { page, close: () => (state.signedIn ? page.close() : context.close()) };
    },
    async close() {
      for (const context of people.values()) await (await context).close();
    },
  };
}

/** Runs `work` on each of `items`, so many at a time. */
export async function atOnce(many, items, work) {
  const rest = [...items];
  const worker = async () => {
    for (let item = rest.shift(); item; item = rest.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: many }, worker));
}
