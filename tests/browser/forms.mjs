// What becomes of forms in use: the session ends in another tab, no answer comes or not one of ours, and the
// language changes.
import { HOME, asked, holds, identified, leave, press, typeCode, value } from "./steps.mjs";
import { PASSWORD, arrives, newcomer, nobody, signUp } from "./ways-in.mjs";
import { submit } from "./demo.mjs";

/** Somebody new who has typed a name, and has then signed out in another tab. */
async function leftElsewhere(ways) {
  const { origin } = ways;
  const { page, email } = await newcomer(ways);
  await page.goto(`${origin}/account/profile/names`);
  await page.fill("#given_name", "Annelise");
  const other = await page.context().newPage();
  await leave(other, origin);
  return { page, other, origin, email };
}

/** A form of a session that was ended in another tab: sign in, and find the text. */
async function savedElsewhere(ways) {
  const { page, email } = await leftElsewhere(ways);
  await page.locator("main form[action$='/profile/names'] button[type=submit]").click();
  await arrives(page, "/account/sign-in");
  holds((await page.locator("#wg-person").count()) === 0, "the frame shows who is gone");
  await page.fill("#email", email);
  await submit(page);
  await page.fill("#password", PASSWORD);
  await press(page);
  await arrives(page, "/account/profile/names");
  holds((await value(page, "#given_name")) === "Annelise", "what was typed is gone");
}

/** A form whose session was replaced by another of the same person: says so, and reloads with the text. */
async function signedInAgainElsewhere(ways) {
  const { page, other, origin, email } = await leftElsewhere(ways);
  await identified(other, origin, email);
  await other.fill("#password", PASSWORD);
  await press(other);
  await arrives(other, HOME);
  await page.locator("main form[action$='/profile/names'] button[type=submit]").click();
  await page.getByRole("link", { name: "Reload" }).click();
  await arrives(page, "/account/profile/names");
  await page.locator("#given_name").waitFor();
  holds((await value(page, "#given_name")) === "Annelise", "what was typed is gone");
}

/** With script, an answer that does not come, or that is no page, is told, and the form is not sent again. */
const unanswered = (answer, name) => async (ways) => {
  const { origin, script } = ways;
  if (!script) return;
  const { page } = await newcomer(ways);
  await page.goto(`${origin}/account/profile/names`);
  await page.fill("#given_name", "Annelise");
  let posts = 0;
  await page.route("**/profile/names", (route) => {
    if (route.request().method() !== "POST") return route.continue();
    posts += 1;
    return answer(route);
  });
  await press(page);
  await page.locator("[data-wg-unanswered]").waitFor();
  holds((await value(page, "#given_name")) === "Annelise", "what was typed is gone");
  await page.locator("[data-wg-unanswered] a").click();
  await page.waitForLoadState();
  await page.locator("#given_name").waitFor();
  holds(posts === 1, `it was sent ${posts} times`);
  holds((await value(page, "#given_name")) === name, "the page does not show what became of it");
};

const noAnswer = unanswered((route) => route.abort(), "");

/** The form was carried out, and a gateway answers in its place. */
const gatewayAnswers = unanswered(async (route) => {
  await route.fetch({ maxRedirects: 0 });
  return route.fulfill({ status: 502, contentType: "text/plain", body: "Bad gateway" });
}, "Annelise");

/** A page that is no HTML, or that is shown once, is asked for once: after a password, and after a code. */
async function askedForOnce(ways) {
  const { here, origin } = ways;
  const page = await here();
  const email = nobody();
  await signUp(page, origin, email, "/health");
  await sentOnce(page, async () => typeCode(await asked({ page, origin, email })));
  await page.context().clearCookies();
  await page.goto(`${origin}/account/sign-in?return_to=/health`);
  await page.fill("#email", email);
  await submit(page);
  await sentOnce(page, () => page.fill("#password", PASSWORD));
}

async function sentOnce(page, fill) {
  await fill();
  const action = `POST ${new URL(page.url()).pathname}`;
  const requests = [];
  const note = (request) => requests.push(`${request.method()} ${new URL(request.url()).pathname}`);
  page.on("request", note);
  await press(page);
  await arrives(page, "/health");
  page.off("request", note);
  for (const own of ["GET /health", action]) {
    const times = requests.filter((other) => other === own).length;
    holds(times === 1, `${own}: ${times} times`);
  }
}

/** Choosing a language keeps what was typed, besides secrets. */
async function anotherLanguage({ here, origin, script }) {
  const page = await here();
  await page.goto(`${origin}/account/sign-up`);
  await page.fill("#display_name", "Nele Brandt");
  await page.fill("#email", "nele@nordlicht.example");
  await page.fill("#password", PASSWORD);
  await page.locator("footer [lang=de] button").click();
  await page.waitForFunction(() => document.documentElement.lang === "de");
  holds((await value(page, "#password")) === "", "a password is kept");
  if (!script) return;
  holds((await value(page, "#display_name")) === "Nele Brandt", "the name is gone");
  holds((await value(page, "#email")) === "nele@nordlicht.example", "the address is gone");
}

/** All of them, as ways that the walk goes. */
export const formsInUse = {
  "a form of a session that ended in another tab": savedElsewhere,
  "a form of an earlier session of the same person": signedInAgainElsewhere,
  "a form that is not answered": noAnswer,
  "a form that a gateway answers": gatewayAnswers,
  "a page that is asked for once": askedForOnce,
  "another language on a page with text": anotherLanguage,
};
