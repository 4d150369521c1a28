// Starts a demo for a walk, with sessions of different ages and devices and a one-time link.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const target = process.env.CARGO_TARGET_DIR ?? new URL("../../target", import.meta.url).pathname;
const binary = (name) => join(target, "debug", name);

export const MAREN = { email: "maren@nordlicht.example", password: "first-crack-at-nine" };
export const JONAS = { email: "jonas@nordlicht.example", password: "slow-drip-at-dawn" };

/** A demo (`axum-demo` or `rocket-demo`) on `port`, over a fresh SQLite file or `database`. */
export async function start(demo, port, { database = "", pseudo = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "widgets-walk-"));
  const file = join(folder, "coffee-desk.db");
  const origin = `http://127.0.0.1:${port}`;
  const env = { ...process.env, ADDRESS: `127.0.0.1:${port}`, COFFEE_DESK_DB: file };
  // Every browser of the walk comes with an address of its own, as behind a proxy.
  env.TRUSTED_HOPS = "1";
  if (database) env.DATABASE_URL = database;
  else delete env.DATABASE_URL;
  if (pseudo) env.COFFEE_DESK_PSEUDO_LOCALE = "1";
  const child = spawn(binary(demo), { env, stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((_, fail) =>
    child.on("exit", (code) => fail(new Error(`${demo} ended with ${code}`))),
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
    throw new Error(`${demo} did not come up on ${origin}`);
  })();
  await Promise.race([up, ended]);
  return {
    origin,
    /** Adds sessions for Maren and gives one-time links: one that works and one that is spent. */
    stage: () =>
      JSON.parse(execFileSync(binary("stage"), [database || file, origin], { encoding: "utf8" })),
    stop: () => {
      child.removeAllListeners("exit");
      child.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Chromium without anything that talks to the outside. */
export function browser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
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
  const address = `10.9.${visitors >> 8}.${visitors & 255}`;
  return chrome.newContext({ ...options, extraHTTPHeaders: { "x-forwarded-for": address } });
}

/** Submits a form and waits for the page that follows. */
export async function submit(page, selector = "button[type=submit]") {
  await Promise.all([page.waitForLoadState("load"), page.locator(selector).first().click()]);
  await page.waitForLoadState("networkidle");
}

export async function signIn(page, origin, person = MAREN) {
  await page.goto(`${origin}/account/sign-in`);
  await page.fill("#email", person.email);
  await page.fill("#password", person.password);
  await submit(page);
}
