// Lighthouse on each page: accessibility and best practices must be 100.
//   node lighthouse.mjs DEMO PORT
import lighthouse from "lighthouse";
import { MAREN, browser, signIn, start } from "./demo.mjs";
import { chromium } from "playwright-core";

const [demoName = "axum-demo", port = "13219"] = process.argv.slice(2);
const demo = await start(demoName, Number(port));
const debugging = 13220;
const chrome = await chromium.launchPersistentContext("", {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", `--remote-debugging-port=${debugging}`],
});
let failed = 0;
let passed = 0;
async function judge(path) {
  const result = await lighthouse(demo.origin + path, {
    port: debugging,
    output: "json",
    logLevel: "error",
    onlyCategories: ["accessibility", "best-practices"],
    disableStorageReset: true,
  });
  for (const category of Object.values(result.lhr.categories)) {
    const score = Math.round((category.score ?? 0) * 100);
    if (score === 100) {
      passed += 1;
      continue;
    }
    failed += 1;
    const weak = category.auditRefs
      .map(({ id }) => result.lhr.audits[id])
      .filter((audit) => audit.score !== null && audit.score < 1)
      .map((audit) => audit.id);
    console.error(`${path}: ${category.id} ${score}: ${weak.join(", ")}`);
  }
}
try {
  for (const path of ["/account/sign-in", "/account/sign-up", "/account/reset"]) await judge(path);
  const page = await chrome.newPage();
  await signIn(page, demo.origin, MAREN);
  const widgets = [
    "sessions", "sessions/others/end", "sign-out", "profile", "profile/names", "profile/preferences",
    "security", "security/password", "step-up", "tips",
  ];
  for (const path of widgets) await judge(`/account/${path}`);
} finally {
  await chrome.close();
  demo.stop();
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
