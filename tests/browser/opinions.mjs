// Second opinions: what other people's checkers say of pages, mails, policies and addresses, besides
// axe-core. What we do otherwise, and why, is listed in differences.mjs; all else is a failure.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { caniemail } from "caniemail";
import { CspEvaluator } from "csp_evaluator/dist/evaluator.js";
import { Severity } from "csp_evaluator/dist/finding.js";
import { CspParser } from "csp_evaluator/dist/parser.js";
import { HtmlValidate } from "html-validate";
import { binary, start } from "./demo.mjs";
import { ADDRESSES, CLIENTS, MAILS, PAGES, POLICIES, SHOWN } from "./differences.mjs";

const { resolve } = createRequire(import.meta.url);
const engine = readFileSync(resolve("accessibility-checker-engine/ace.js"), "utf8");
const validator = new HtmlValidate({ extends: ["html-validate:recommended"] });

/** What is not valid in a document, rule by rule. */
async function invalid(html) {
  const { results } = await validator.validateString(html);
  const messages = results.flatMap((own) => own.messages);
  return messages.map(({ ruleId, message, selector }) => `${ruleId}: ${message} ${selector ?? ""}`);
}

/** What IBM's engine holds against a page as it is shown; not what a person would have to look at. */
async function violations(page) {
  await page.evaluate(engine);
  return page.evaluate(async () => {
    const { results } = await new ace.Checker().check(document, ["IBM_Accessibility"]);
    const failed = results.filter(({ value: [level, outcome] }) => level === "VIOLATION" && outcome === "FAIL");
    return failed.map(({ ruleId, message, snippet }) => `${ruleId}: ${message} ${snippet}`);
  });
}

/** What a policy leaves open. */
function open(policy) {
  const findings = new CspEvaluator(new CspParser(policy).csp).evaluate();
  const serious = findings.filter(({ severity }) => severity < Severity.INFO);
  return serious.map((own) => `${own.directive} ${own.value ?? ""}: ${own.description}`);
}

/** What the clients with most readers do not show of a mail, or only in part. */
function unsupported(html) {
  const clients = ["gmail.*", "outlook.*", "apple-mail.*", "thunderbird.macos"];
  const { errors, warnings } = caniemail({ clients, html }).issues;
  const found = [...errors, ...warnings].flatMap(([client, all]) => all.map(({ title }) => [title, client]));
  const byTitle = new Map();
  for (const [title, client] of found) byTitle.set(title, (byTitle.get(title) ?? new Set()).add(client));
  return [...byTitle].map(([title, all]) => `${title}: not in ${[...all].join(", ")}`);
}

/** The addresses of isemail's tests that we take and it does not, and the other way round. */
function misjudged() {
  const tests = JSON.parse(readFileSync(resolve("isemail/test/tests.json"), "utf8"));
  const input = tests.map(([address]) => JSON.stringify(address)).join("\n");
  const said = execFileSync(binary("stage"), ["addresses"], { input, encoding: "utf8" }).trim().split("\n");
  if (said.length !== tests.length) throw new Error(`${said.length} answers to ${tests.length} addresses`);
  // It tells what no mail can go to from what is only unusual.
  const expected = tests.map(([, verdict]) => !/^(err|rfc5322)/.test(verdict));
  const other = tests.filter((_, at) => (said[at] === "true") !== expected[at]);
  return other.map(([address, verdict]) => `${/^(err|rfc5322)/.test(verdict) ? "accepted" : "refused"}: ${address}`);
}

/** Collects pages and policies while others look at them, and then what the checkers say. */
export function secondOpinions(check) {
  const used = new Set();
  const policies = new Set();
  const documents = new Map();
  /** Findings that nobody has answered. */
  const hear = (where, findings, differences) => {
    const open = findings.filter((own) => {
      const known = differences.filter(({ says }) => says.test(own));
      for (const one of known) used.add(one);
      return known.length === 0;
    });
    if (open.length === 0) check(true);
    for (const own of open) check(false, `${where}: ${own}`);
  };
  /** That each of these differences is one. */
  const settled = (differences) => {
    for (const one of differences) check(used.has(one), `nothing says ${one.says}: it need not be listed`);
  };
  return {
    /** Notes the policy of each answer. */
    policy: (response) => {
      const policy = response.headers()["content-security-policy"];
      if (policy) policies.add(policy);
    },
    /** Notes a document as it was sent. */
    async document(label, response) {
      if (!/^text\/html/.test(response.headers()["content-type"] ?? "")) return;
      // There is nothing to read of one that was left at once.
      const html = await response.text().catch(() => "");
      if (html) documents.set(html.replace(/(name="csrf_token" value=")[^"]*/g, "$1"), label);
    },
    /** Judges a page as it is shown. */
    shown: async (page, label) => hear(label, await violations(page), SHOWN),
    /** Judges the documents that were noted. */
    async documents() {
      check(documents.size > 100, `only ${documents.size} documents were read`);
      for (const [html, label] of documents) hear(label, await invalid(html), PAGES);
      settled([...PAGES, ...SHOWN]);
    },
    /** Judges every mail. */
    async mails(port) {
      const desk = await start("axum-demo", port);
      try {
        for (const language of ["en", "ar"]) {
          for (const [at, path] of (await desk.letters(language)).entries()) {
            const html = await (await fetch(`${desk.origin}${path}/html`)).text();
            hear(`mail ${at} in ${language}`, await invalid(html), MAILS);
            hear(`mail ${at} in ${language}`, unsupported(html), CLIENTS);
          }
        }
      } finally {
        desk.stop();
      }
      settled([...MAILS, ...CLIENTS]);
    },
    /** Judges every policy that was sent. */
    policies() {
      check(policies.size > 0, "no policy was sent");
      for (const policy of policies) hear(`the policy ${policy}`, open(policy), POLICIES);
      settled(POLICIES);
    },
    /** Judges addresses. */
    addresses() {
      hear("addresses", misjudged(), ADDRESSES);
      settled(ADDRESSES);
    },
  };
}
