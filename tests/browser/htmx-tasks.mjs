// The example `htmx-tasks`, in a real browser: a list that htmx loads, a session that ends elsewhere, a
// fragment beside Tailwind 4, the app's own header and font around the account pages.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { submit } from "./demo.mjs";
import { differing, looks } from "./style-sheets.mjs";
import { arrives, sees } from "./ways-in.mjs";

const EMAIL = "maren@kiln.example";
const PASSWORD = "maren centres the clay";
/** A browser that the list of devices tells from the others of the walk. */
const WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0";
/** What makes the place of a fragment as wide as the app's own sheet does. */
const AS_WIDE = "body { margin: 0 } main { box-sizing: border-box; max-width: 48rem; margin: auto; padding: 2rem 1rem }";
const ASSETS = new URL("../../examples/htmx-tasks/assets/", import.meta.url).pathname;

/** Opens a page of the app and signs in, since it asks for that. */
export async function comeIn(page, origin, path = "/") {
  await page.goto(origin + path);
  await arrives(page, "/account/sign-in");
  await signIn(page);
  await arrives(page, path);
}

async function signIn(page) {
  await page.fill("#email", EMAIL);
  await submit(page);
  await page.fill("#password", PASSWORD);
  await submit(page);
}

const task = (page, title) => page.locator("#tasks li", { hasText: title });

/** Every way gets the app's origin. */
export const tasks = (origin) => ({
  async "a list that htmx loads, and a session that ends elsewhere"({ here }) {
    const desk = await here({ userAgent: WINDOWS });
    await comeIn(desk, origin);
    await task(desk, "Wedge the stoneware").waitFor();
    await desk.getByLabel("New task").fill("Sweep the <studio>");
    await desk.getByRole("button", { name: "Add" }).click();
    await task(desk, "Sweep the <studio>").waitFor();
    await desk.getByRole("button", { name: "Done: Sweep" }).click();
    await desk.locator("[aria-pressed=true][aria-label^='Done: Sweep']").waitFor();

    const other = await here();
    await comeIn(other, origin, "/settings");
    const ended = other.locator("li.wg-row", { hasText: "Windows" });
    await ended.getByRole("link", { name: /Sign out/ }).click();
    await other.locator("dialog[open]").getByRole("button", { name: "Sign out" }).click();
    await sees(other, "Device signed out.");
    await arrives(other, "/settings");

    await desk.getByRole("button", { name: "Done: Glaze" }).click();
    await arrives(desk, "/account/sign-in");
    if (new URL(desk.url()).searchParams.get("return_to") !== "/") throw new Error(`it is at ${desk.url()}`);
    await signIn(desk);
    await arrives(desk, "/");
    await task(desk, "Sweep the <studio>").waitFor();
    if ((await desk.locator("[aria-pressed=true][aria-label^='Done: Glaze']").count()) > 0) {
      throw new Error("a request without a session did something");
    }
  },

  async "signing out from the app's own header"({ here }) {
    for (const path of ["/", "/account/profile"]) {
      const page = await here();
      await comeIn(page, origin, path);
      await page.locator("header").getByRole("button", { name: "Sign out" }).click();
      await arrives(page, "/account/sign-in");
      await page.goto(origin + path);
      await arrives(page, "/account/sign-in");
    }
  },

  async "a fragment beside Tailwind 4"({ here }) {
    const page = await here();
    await comeIn(page, origin, "/settings");
    // Other scenarios sign the same person in and out meanwhile, which changes the list between two looks.
    for (const last of [false, false, true]) {
      await page.unrouteAll();
      await page.goto(`${origin}/settings`);
      const dressed = await looks(page);
      await page.route("**/assets/app.css", (route) => route.fulfill({ contentType: "text/css", body: AS_WIDE }));
      await page.goto(`${origin}/settings`);
      const found = differing(await looks(page), dressed);
      if (found.length === 0) return;
      if (last) throw new Error(`${found.length} differ:\n${found.slice(0, 20).join("\n")}`);
    }
  },

  async "the app's own font around the account pages"({ here }) {
    const page = await here();
    await comeIn(page, origin, "/account/profile");
    const loaded = await page.evaluate(async () => {
      await document.fonts.ready;
      return [...document.fonts].map((font) => `${font.family} ${font.status}`);
    });
    if (!/Space Grotesk"? loaded/.test(loaded.join())) throw new Error(`the fonts are ${loaded}`);
    await sees(page, "Kiln");
  },

  async "the sheet is what its command makes"() {
    const folder = mkdtempSync(join(tmpdir(), "widgets-tailwind-"));
    try {
      const command = new URL("node_modules/@tailwindcss/cli/dist/index.mjs", import.meta.url).pathname;
      const source = readFileSync(join(ASSETS, "app.tailwind.css"), "utf8");
      const found = new URL("node_modules/tailwindcss/index.css", import.meta.url).pathname;
      const input = source.replace('"tailwindcss" source("../templates")', `"${found}" source("${ASSETS}../templates")`);
      const made = execFileSync("node", [command, "-i", "-", "--minify"], { input, cwd: folder, stdio: "pipe" });
      if (made.toString().trim() !== readFileSync(join(ASSETS, "app.css"), "utf8").trim()) {
        throw new Error("app.css is out of date: make it anew as app.tailwind.css says");
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
});
