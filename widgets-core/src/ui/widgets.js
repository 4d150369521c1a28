// @ts-check
// Progressive enhancement: all forms and links work without this module. With it, the page stays,
// and only the widget in use is replaced by the element with the same id in the response.
//
// Attributes:
//   data-wg-widget    a widget; its id is the same on every page
//   data-wg-fragment  the widget is embedded in a host page
//   data-wg-native    a form or link that is not intercepted
//   data-wg-confirm   a link to a confirmation page, to be shown in a dialog; or the button of a GET form
//   data-wg-cancel    the link on that page that cancels
//   data-wg-edit      a link to a page with a form, to be shown in place of the rows that lead to it
//   data-wg-panel     (set by script) that form
//   data-wg-notice    the result of the last action
//   data-wg-live      (with an id) content outside of widgets that is replaced with them
//   data-wg-copy      a button that copies the element with this id; hidden without script
//   data-wg-menu      a menu; opens without script, which improves closing it
//   data-wg-code      a field for a code with this number of digits
//   data-wg-show      a button that shows the password in the field with this id; hidden without script
//   data-wg-count     counts the characters of a new password, which needs that many
//   data-wg-unsaved   (set by script) a form in which something was typed
//   data-wg-tools     a form above a list; a choice in it applies at once
//   data-wg-result    what a list shows, in words, announced when that changes
//   data-wg-select    a form around rows with checkboxes; its buttons need one that is ticked
//   data-wg-all       a checkbox that ticks all of them; hidden without script
//   data-wg-wait      a button that is disabled for this number of seconds
//   data-wg-page      of a widget on a page of its own: the kind of that page
//   data-wg-lost      of a widget: what to say when no answer came
//   data-wg-look      and the label of the link to look what became of it
//   data-wg-languages around the form that chooses a language
//
// A form that was sent may have been carried out whatever came back, so it is never sent twice.

const WIDGET = "[data-wg-widget]";
const NATIVE = "data-wg-native";
const ENDING = "wg-row-ending";
const EDIT = "li a[data-wg-edit]";
const PANEL = "[data-wg-panel]";
/** What a page is shown in, within the page it leads back to. */
const LAYER = `dialog, ${PANEL}`;

/**
 * A response: its page, if it is one, and its URL or, if `leaves`, the one to go to.
 * @typedef {{ page: Document | null, url: URL, leaves: boolean }} Reply
 */

/** @param {URL | Location} url */
const address = (url) => url.pathname + url.search;

/** The path and query of the widgets being shown. */
let shown = address(location);

/** Widgets, questions and links waiting for a response. @type {Set<Element>} */
const waiting = new Set();

/** The latest answer to a form of each widget: the next form is sent after it. @type {WeakMap<Element, Promise<unknown>>} */
const answers = new WeakMap();

/** Forms that the browser has sent, and whose answer it waits for. @type {Set<Element>} */
const sent = new Set();

/**
 * Sends the request a browser would, and parses the response as a document. Documents parsed by
 * XMLHttpRequest need no trusted types and run no scripts. It says which page it is on: where the
 * response would redirect to another one, which the browser is to load, its URL comes instead.
 * @param {string} method
 * @param {URL} url
 * @param {XMLHttpRequestBodyInit} [body]
 * @returns {Promise<Reply>}
 */
function load(method, url, body) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.responseType = "document";
    request.setRequestHeader("accept", "text/html");
    request.setRequestHeader("wg-page", location.pathname);
    request.onload = () => {
      const { response, responseURL } = request;
      const to = request.getResponseHeader("wg-location");
      const page = response instanceof Document ? response : null;
      resolve({ page, url: new URL(to ?? responseURL, location.href), leaves: to !== null });
    };
    request.onerror = request.onabort = request.ontimeout = () => reject(new Error("no answer came"));
    request.send(body);
  });
}

/**
 * Marks a widget, or a part of it, and its pressed button as waiting. Returns false if it is waiting
 * already.
 * @param {Element} place
 * @param {Element | null} pressed
 * @param {boolean} on
 */
function wait(place, pressed, on) {
  if (on && waiting.has(place)) return false;
  if (on) waiting.add(place);
  else waiting.delete(place);
  for (const name of ["aria-busy", "aria-disabled"]) {
    if (on) pressed?.setAttribute(name, "true");
    else pressed?.removeAttribute(name);
  }
  return true;
}

/** The live region for screen readers. @type {HTMLElement | undefined} */
let voice;

/** Timer that fills or clears the live region. @type {ReturnType<typeof setTimeout> | undefined} */
let hush;

/** @param {string} text */
function announce(text) {
  clearTimeout(hush);
  if (!text) {
    if (voice) voice.textContent = "";
    return;
  }
  if (!voice) {
    voice = document.createElement("div");
    voice.setAttribute("role", "status");
    voice.className = "wg-hidden";
    document.body.append(voice);
  }
  const { textContent } = voice;
  voice.textContent = "";
  // Screen readers notice changes only after a pause, and repeated text only after it was cleared.
  hush = setTimeout(say, textContent ? 250 : 100, text);
}

/** Announces a text, and clears it later so that it is not read again. @param {string} text */
function say(text) {
  if (voice) voice.textContent = text;
  hush = setTimeout(announce, 10000, "");
}

/**
 * Announces notices once: they stop being live regions of their own. Errors are announced by the
 * focused field.
 * @param {Element} root
 * @param {string} what
 */
function tell(root, what = "[data-wg-notice]") {
  const texts = [...root.querySelectorAll(what)].map((own) => {
    own.querySelector('[role="status"]')?.removeAttribute("role");
    return own.textContent?.trim();
  });
  announce(texts.filter(Boolean).join(" "));
}

/**
 * The error of the form as a whole, if the field refers to it.
 * @param {Element | null} field
 */
function refusal(field) {
  const ids = (field?.getAttribute("aria-describedby") ?? "").split(" ");
  return ids.map((id) => document.getElementById(id)).find((own) => own?.role === "alert");
}

/**
 * Remembers the focus, and returns a function that restores it after `root` has new content: to the
 * first invalid field, to the first field of a refused form or a new step, to the same element, or
 * to the heading.
 * @param {HTMLElement} root
 */
function keepFocus(root) {
  const active = document.activeElement;
  const inside = active instanceof HTMLElement && root.contains(active);
  const [id, name, text] = inside
    ? [active.id, active.getAttribute("name"), active.textContent]
    : [];
  const edit = active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement;
  const caret = edit ? active.selectionStart : null;
  const known = new Set([...root.querySelectorAll("input[id]")].map((own) => own.id));
  return () => {
    /** @type {HTMLElement | null} */
    const wrong = root.querySelector('[aria-invalid="true"]');
    if (wrong) {
      wrong.focus();
      if (wrong instanceof HTMLInputElement && wrong.matches("[data-wg-code]")) wrong.select();
      return;
    }
    /** @type {HTMLElement | null} */
    const first = root.querySelector("input[autofocus]");
    const refused = refusal(first);
    // Announced by the field, so do not announce it twice.
    refused?.removeAttribute("role");
    if (first && (refused || (inside && !known.has(first.id)))) return first.focus();
    if (!inside || (document.activeElement !== active && root.contains(document.activeElement))) return;
    /** @type {NodeListOf<HTMLElement>} */
    const found = root.querySelectorAll(
      "a[href], button:enabled, input, select, textarea, [tabindex]",
    );
    const all = [...found];
    const same =
      all.find((own) => id && own.id === id) ??
      all.find((own) => name && own.getAttribute("name") === name) ??
      all.find((own) => text && own.tagName === active.tagName && own.textContent === text);
    /** @type {HTMLElement} */
    const heading = root.querySelector("h1, h2, h3") ?? root;
    if (!same && !first) heading.tabIndex = -1;
    (same ?? first ?? heading).focus({ preventScroll: true });
    if (caret !== null && same instanceof HTMLInputElement && same.selectionStart !== null) {
      same.setSelectionRange(caret, caret);
    }
  };
}

/**
 * Remembers passwords and codes, which no response contains, and returns a function that puts them
 * back into a refused form: whoever mends one fault need not type everything again.
 * @param {HTMLElement} root
 */
function keepSecrets(root) {
  /** @type {NodeListOf<HTMLInputElement>} */
  const fields = root.querySelectorAll('input[type="password"], input[data-wg-code]');
  const kept = [...fields].map(({ id, value }) => ({ id, value }));
  return () => {
    const fault = root.querySelector('[aria-invalid="true"]');
    // A form refused as a whole says nothing against its new password.
    const refused = fault ?? root.querySelector('[role="alert"]');
    for (const { id, value } of kept) {
      const field = document.getElementById(id);
      if (!(field instanceof HTMLInputElement) || !root.contains(field)) continue;
      const wrong = field.getAttribute("aria-invalid");
      if (!(field.autocomplete === "new-password" ? refused : fault)) continue;
      if (wrong && field.autocomplete === "current-password") continue;
      field.value = value;
      if (wrong && field.matches("[data-wg-code]")) field.setAttribute("data-wg-code-refused", value);
    }
  };
}

/**
 * Replaces the content of `target` by that of the widget in the response.
 * @param {HTMLElement} widget
 * @param {HTMLElement} target the widget, or a layer in it
 * @param {Reply} reply
 * @returns {boolean} whether the response contains the widget
 */
function swap(widget, target, { page, url }) {
  const fresh = page?.getElementById(widget.id);
  if (!page || !fresh?.matches(WIDGET)) return false;
  // A page of another kind, such as sign-in within an account, is no state of this one.
  const [kind, own] = [fresh, widget].map((one) => one.getAttribute("data-wg-page"));
  if (target === widget && (kind === "apart" || (kind && own && kind !== own))) return false;
  const putBack = keepFocus(target);
  const putSecretsBack = keepSecrets(target);
  const { scrollX, scrollY } = window;
  /** @type {HTMLDialogElement | null} */
  const question = target.querySelector("dialog[data-wg-dialog][open]");
  target.replaceChildren(...fresh.childNodes);
  // A question that was asked meanwhile stays.
  if (question) open(widget, question);
  if (url.pathname === location.pathname || (target === widget && !widget.hasAttribute("data-wg-fragment"))) {
    document.title = page.title;
    for (const own of document.querySelectorAll("[data-wg-live][id]")) {
      const other = page.getElementById(own.id);
      if (other) own.replaceWith(other);
    }
  }
  putSecretsBack();
  scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
  showPlace();
  enhance(target);
  putBack();
  tell(target, "[data-wg-notice], [data-wg-result]");
  return true;
}

/**
 * Shows the page of a response in place of the whole current one, for a response to a form, which
 * cannot be loaded by its URL.
 * @param {Document} page
 */
function showWhole(page) {
  history.pushState(null, "", location.href);
  shown = "";
  voice = undefined;
  document.documentElement.replaceWith(document.adoptNode(page.documentElement));
  scrollTo({ top: 0, behavior: "instant" });
  enhance(document);
  const start = document.querySelector("input[autofocus], h1");
  if (!(start instanceof HTMLElement)) return;
  if (!(start instanceof HTMLInputElement)) start.tabIndex = -1;
  start.focus();
}

/**
 * Shows a question in a widget, above all else.
 * @param {Element} widget
 * @param {HTMLDialogElement} dialog
 */
function open(widget, dialog) {
  dialog.removeAttribute("open");
  dialog.returnValue = "";
  widget.append(dialog);
  dialog.showModal();
  const cancel = dialog.querySelector("[data-wg-cancel]");
  if (cancel instanceof HTMLElement) cancel.focus();
}

/**
 * Says that no answer came, and offers to look what became of the form.
 * @param {Element} widget
 */
function lost(widget) {
  const notice = document.createElement("div");
  notice.className = "wg-notice wg-notice-bad";
  notice.setAttribute("data-wg-unanswered", "");
  notice.tabIndex = -1;
  const text = document.createElement("p");
  text.textContent = widget.getAttribute("data-wg-lost");
  const look = document.createElement("a");
  look.textContent = widget.getAttribute("data-wg-look");
  look.href = location.href;
  look.setAttribute(NATIVE, "");
  const words = document.createElement("div");
  words.append(text, look);
  notice.append(words);
  widget.querySelector("[data-wg-unanswered]")?.remove();
  widget.querySelector(`.${ENDING}`)?.classList.remove(ENDING);
  widget.prepend(notice);
  notice.focus();
  announce(text.textContent ?? "");
}

/**
 * Shows the response to an action in a widget.
 * @param {HTMLElement} widget
 * @param {Element} from the form or link
 * @param {Reply} reply
 * @param {URL} asked
 * @param {boolean} reading whether it was a link or a search, which adds to the history
 */
function settle(widget, from, reply, asked, reading) {
  const { page, url, leaves } = reply;
  const here = url.pathname === location.pathname;
  const redirected = address(url) !== address(asked);
  /** @type {HTMLElement | null} */
  const layer = from.closest(LAYER);
  const target = layer && !here ? layer : widget;
  // It closed when it was sent.
  if (layer instanceof HTMLDialogElement && !here && !leaves && !redirected) open(widget, layer);
  if (leaves || (!here && redirected) || !swap(widget, target, reply)) {
    // Another page, or no page: the browser loads it, unless it is what came back to a form.
    if (leaves || redirected || reading) location.assign(url);
    else if (page) showWhole(page);
    else lost(widget);
    return;
  }
  if (!here) return;
  if (layer?.matches(PANEL)) close(layer);
  url.hash = location.hash;
  if (reading && address(url) !== address(location)) history.pushState(null, "", url);
  else history.replaceState(history.state, "", url);
  shown = address(location);
}

/**
 * Submits a form in a widget as the browser would, but in place.
 * @param {SubmitEvent} event
 */
async function submitted(event) {
  const { target: form, submitter } = event;
  if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
  // Browsers save what is in fields of this type.
  for (const own of form.querySelectorAll("[data-wg-show]")) show(own, false);
  // Codes are submitted automatically. Enter on the refused one must not use up another try.
  const code = form.querySelector("[data-wg-code][aria-invalid]");
  if (code instanceof HTMLInputElement) {
    if ((code.getAttribute("data-wg-code-refused") ?? "") === code.value) {
      event.preventDefault();
      return code.focus();
    }
  }
  if (form.closest("[data-wg-languages]")) keepTyped();
  const widget = form.closest(WIDGET);
  if (!(widget instanceof HTMLElement) || form.hasAttribute(NATIVE) || submitter?.hasAttribute(NATIVE)) {
    return once(event, form);
  }
  /** @param {string} name */
  const said = (name) => submitter?.getAttribute(`form${name}`) ?? form.getAttribute(name) ?? "";
  const method = said("method").toUpperCase() || "GET";
  const url = new URL(said("action") || location.href, document.baseURI);
  const elsewhere = !["", "_self"].includes(said("target")) || url.origin !== location.origin;
  if (elsewhere || !["GET", "POST"].includes(method)) return;
  event.preventDefault();
  const data = new FormData(form, submitter);
  const pressed = submitter ?? form.querySelector('[type="submit"]');
  const pairs = new URLSearchParams();
  for (const [name, value] of data) pairs.append(name, value instanceof File ? value.name : value);
  const reading = method === "GET";
  if (reading) url.search = pairs.toString();
  if (reading && submitter?.hasAttribute("data-wg-confirm")) return ask(widget, submitter, url);
  const place = form.closest(LAYER) ?? widget;
  if (!wait(place, pressed, true)) return;
  const parts = said("enctype") === "multipart/form-data";
  const body = reading ? undefined : parts ? data : pairs;
  const answer = Promise.resolve(answers.get(widget)).then(() => load(method, url, body)).catch(() => null);
  answers.set(widget, answer);
  const reply = await answer;
  wait(place, pressed, false);
  if (reply) {
    settle(widget, form, reply, url, reading);
    const same = document.activeElement;
    const refused = widget.querySelector('[aria-invalid="true"], [role="alert"]');
    if (!reading && !refused && same?.matches(`.wg-button-main, ${EDIT}`)) flash(same);
  }
  // The browser explains a network error better.
  else if (reading) location.assign(url);
  else lost(widget);
}

/**
 * Lets the browser send a form once: a second click or Enter would cancel the first answer, though not
 * what it answers.
 * @param {Event} event
 * @param {HTMLFormElement} form
 */
function once(event, form) {
  if (form.method !== "post" || !form.closest(".wg")) return;
  if (sent.has(form)) return event.preventDefault();
  sent.add(form);
  // It may have been stopped by hand, or answered by a file.
  setTimeout(() => sent.delete(form), 10000);
}

/**
 * Follows a link to another state of the same page, such as the next page of a list, in place.
 * @param {HTMLElement} widget
 * @param {HTMLAnchorElement} link
 */
async function turn(widget, link) {
  const url = new URL(link.href);
  if (!wait(widget, link, true)) return;
  const reply = await load("GET", url).catch(() => null);
  wait(widget, link, false);
  if (reply) settle(widget, link, reply, url, true);
  // The browser tries again, and explains the error.
  else location.assign(url);
}

/** Closes a layer, unless what was sent from it waits for its answer. @param {Element | null} layer */
function close(layer) {
  if (layer && !waiting.has(layer)) layer.dispatchEvent(new Event("close"));
}

/**
 * Shows a page with a form in place of the rows that lead to it. Another that is open closes, and what
 * was typed there is gone, as when its page is left.
 * @param {HTMLElement} widget
 * @param {HTMLElement} panel
 * @param {HTMLAnchorElement} link
 */
function unfold(widget, panel, link) {
  close(widget.querySelector(PANEL));
  if (widget.querySelector(PANEL)) return;
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = widget.querySelectorAll(EDIT);
  const at = [...links].indexOf(link);
  const rows = [...links].filter((own) => own.pathname === link.pathname).map((own) => own.closest("li"));
  panel.addEventListener("close", () => {
    panel.remove();
    for (const row of rows) row?.removeAttribute("hidden");
    /** @type {NodeListOf<HTMLElement>} */
    const now = widget.querySelectorAll(EDIT);
    now[at]?.focus();
  });
  rows[0]?.before(panel);
  for (const row of rows) row?.setAttribute("hidden", "");
  const field = document.getElementById(link.hash.slice(1));
  /** @type {HTMLElement | null} */
  const first = panel.querySelector(":is(input, select, textarea):not([type=hidden], [readonly])");
  (field && panel.contains(field) ? field : first)?.focus();
}

/**
 * Shows a confirmation page in a dialog, and a page that edits in place of rows.
 * @param {HTMLElement} widget
 * @param {HTMLElement} link or the button that leads there
 * @param {URL} url
 */
async function ask(widget, link, url) {
  if (!wait(link, link, true)) return;
  const reply = await load("GET", url).catch(() => null);
  wait(link, link, false);
  const question = reply?.page?.getElementById(widget.id);
  if (reply?.url.pathname !== url.pathname || !question?.querySelector("form")) {
    return location.assign(reply?.url ?? url);
  }
  const edits = link instanceof HTMLAnchorElement && link.matches(EDIT);
  const layer = document.createElement(edits ? "li" : "dialog");
  layer.setAttribute(edits ? "data-wg-panel" : "data-wg-dialog", "");
  layer.replaceChildren(...question.childNodes);
  enhance(layer);
  if (edits) return unfold(widget, layer, link);
  /** @type {any} */
  const dialog = layer;
  // A click beside it closes it, as Escape does.
  dialog.setAttribute("closedby", "any");
  const title = dialog.querySelector("h1, h2, h3");
  if (title) {
    title.id ||= `${widget.id}-question`;
    dialog.setAttribute("aria-labelledby", title.id);
  }
  const text = dialog.querySelector("p");
  if (text) {
    text.id ||= `${widget.id}-about`;
    dialog.setAttribute("aria-describedby", text.id);
  }
  const href = link.getAttribute("href");
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (!dialog.returnValue) link.closest("li, tr")?.classList.remove(ENDING);
    /** @type {NodeListOf<HTMLElement>} */
    const links = widget.querySelectorAll("a[data-wg-confirm]");
    const home = link.isConnected ? link : [...links].find((own) => own.getAttribute("href") === href);
    home?.focus({ preventScroll: true });
  });
  // The row that is being ended dims, and the others can be used; it is gone when the list comes back.
  dialog.addEventListener("submit", () => {
    link.closest("li, tr")?.classList.add(ENDING);
    dialog.close("sent");
  });
  open(widget, dialog);
}

/** Whether the page before this one was another page of this origin. */
function cameFromHere() {
  const before = document.referrer && new URL(document.referrer);
  return before && before.origin === location.origin && before.pathname !== location.pathname;
}

/** @param {MouseEvent} event */
function clicked(event) {
  const { target } = event;
  if (!(target instanceof Element) || event.defaultPrevented || event.button) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const copy = target.closest("[data-wg-copy]");
  if (copy) return copied(copy);
  const eye = target.closest("[data-wg-show]");
  if (eye) return show(eye, eye.getAttribute("aria-pressed") === "false");
  const link = target.closest("a[href]");
  const widget = link?.closest(WIDGET);
  if (!(link instanceof HTMLAnchorElement) || !(widget instanceof HTMLElement)) return;
  if (link.target || link.hasAttribute("download") || link.hasAttribute(NATIVE)) return;
  if (link.origin !== location.origin) return;
  const layer = link.closest(LAYER);
  const back = link.pathname === location.pathname && !link.hash;
  if (layer && (back || link.hasAttribute("data-wg-cancel"))) {
    event.preventDefault();
    close(layer);
  } else if (link.hasAttribute("data-wg-cancel") && cameFromHere()) {
    event.preventDefault();
    history.back();
  } else if (link.matches(`[data-wg-confirm], ${EDIT}`)) {
    event.preventDefault();
    // The second click of a double click is meant for what was there before.
    if (event.detail < 2) ask(widget, link, new URL(link.href));
  } else if (!layer && link.pathname === location.pathname && link.search !== location.search) {
    event.preventDefault();
    turn(widget, link);
  }
}

/** Shows for a moment, in its place, that a button has done its work. @param {Element} button */
function flash(button) {
  button.classList.add("wg-button-done");
  setTimeout(() => button.classList.remove("wg-button-done"), 2000);
}

/** @param {Element} button */
async function copied(button) {
  const from = document.getElementById(button.getAttribute("data-wg-copy") ?? "");
  const text = from instanceof HTMLInputElement ? from.value : from?.textContent;
  try {
    await navigator.clipboard.writeText(text ?? "");
    announce(button.getAttribute("data-wg-done") ?? "");
    flash(button);
  } catch {
    // Not allowed: select the text, to be copied by keyboard.
    if (from instanceof HTMLInputElement) from.select();
    else if (from) getSelection()?.selectAllChildren(from);
  }
}

/**
 * Shows or hides the password in a field.
 * @param {Element} button
 * @param {boolean} on
 */
function show(button, on) {
  const field = document.getElementById(button.getAttribute("data-wg-show") ?? "");
  if (field instanceof HTMLInputElement) field.type = on ? "text" : "password";
  button.setAttribute("aria-pressed", String(on));
}

/** Counts the characters of a new password. @param {Element} counter */
function count(counter) {
  const field = counter.parentElement?.querySelector("input");
  const has = [...(field?.value ?? "").normalize()].length;
  const least = Number(counter.getAttribute("data-wg-count"));
  counter.textContent = `${has} / ${least}`;
  counter.classList.toggle("wg-count-good", has >= least);
  counter.toggleAttribute("hidden", !has);
}

/**
 * The digits of a code in two groups, as they are drawn and as mails show them.
 * @param {string} digits
 * @param {number} most
 */
function group(digits, most) {
  const half = most / 2;
  return digits.length > half ? `${digits.slice(0, half)} ${digits.slice(half)}` : digits;
}

/**
 * Keeps only digits in a code field, also when pasting, and submits the form once the code is
 * complete and no other required field is empty.
 * @param {Event} event
 */
function typed(event) {
  const { target: field } = event;
  if (field instanceof Element) field.closest(".wg form")?.setAttribute("data-wg-unsaved", "");
  if (!(field instanceof HTMLInputElement)) return;
  const counter = field.parentElement?.querySelector("[data-wg-count]");
  if (counter) count(counter);
  if (!field.hasAttribute("data-wg-code")) return;
  const pasted = event instanceof ClipboardEvent ? event.clipboardData?.getData("text") : undefined;
  if (pasted !== undefined) event.preventDefault();
  const most = Number(field.getAttribute("data-wg-code")) || 6;
  // Digits of any script, as on the user's keyboard.
  const digits = (pasted ?? field.value).replace(/\P{Nd}/gu, "").slice(0, most);
  const before = field.value.slice(0, field.selectionStart ?? most).replace(/\P{Nd}/gu, "").length;
  const grouped = group(digits, most);
  if (field.value !== grouped) {
    field.value = grouped;
    const caret = pasted ?? "" ? grouped.length : group(digits.slice(0, before), most).length;
    field.setSelectionRange(caret, caret);
  }
  const others = [...(field.form?.elements ?? [])];
  if (others.some((own) => own instanceof HTMLInputElement && own.validity.valueMissing)) return;
  if (digits.length === most && field.form && !waiting.has(field.form.closest(WIDGET) ?? field)) {
    field.form.requestSubmit();
  }
}

/**
 * Keeps in step what belongs to the checkboxes of rows: the one for all of them, and the buttons.
 * @param {Element} form
 * @param {boolean} [all] ticks or clears all of them
 */
function tally(form, all) {
  /** @type {HTMLInputElement | null} */
  const whole = form.querySelector("[data-wg-all]");
  /** @type {NodeListOf<HTMLInputElement>} */
  const boxes = form.querySelectorAll('[type="checkbox"]:not([data-wg-all])');
  if (all !== undefined) for (const own of boxes) own.checked = all;
  const ticked = [...boxes].filter((own) => own.checked).length;
  if (whole) {
    whole.hidden = !boxes.length;
    whole.checked = ticked > 0 && ticked === boxes.length;
    whole.indeterminate = ticked > 0 && ticked < boxes.length;
  }
  /** @type {NodeListOf<HTMLButtonElement>} */
  const buttons = form.querySelectorAll("button[data-wg-confirm]");
  for (const own of buttons) own.disabled = !ticked;
}

/** Applies a filter at once, and follows the checkboxes of rows. @param {Event} event */
function changed({ target }) {
  if (!(target instanceof HTMLElement)) return;
  const form = target.closest("form");
  if (form?.hasAttribute("data-wg-tools") && target instanceof HTMLSelectElement) form.requestSubmit();
  if (!form?.hasAttribute("data-wg-select") || !(target instanceof HTMLInputElement)) return;
  tally(form, target.hasAttribute("data-wg-all") ? target.checked : undefined);
}

/**
 * Closes menus and forms in place of rows on Escape, and menus on outside clicks and
 * loss of focus. Escape closes the topmost layer only, which the browser does for dialogs and popovers.
 * @param {Event} event
 */
function left(event) {
  const escape = event instanceof KeyboardEvent;
  if (escape && (event.key !== "Escape" || event.isComposing || document.querySelector(":modal, :popover-open"))) return;
  if (escape && event.target instanceof Element) close(event.target.closest(PANEL));
  const to = event instanceof FocusEvent ? event.relatedTarget : event.target;
  for (const menu of document.querySelectorAll("details[data-wg-menu][open]")) {
    if (escape && menu.contains(document.activeElement)) menu.querySelector("summary")?.focus();
    if (escape || (to instanceof Node && !menu.contains(to))) menu.removeAttribute("open");
  }
}

/**
 * Counts down until a button is enabled. The seconds are shown in the button; screen readers get
 * the sentence that is shown without script, and a button name that does not change.
 * @param {Element} button
 */
function countDown(button) {
  if (!(button instanceof HTMLButtonElement)) return;
  let left = Number(button.getAttribute("data-wg-wait"));
  const seconds = document.createElement("span");
  seconds.setAttribute("aria-hidden", "true");
  const said = button.form?.querySelectorAll(".wg-hint") ?? [];
  for (const own of said) own.classList.add("wg-hidden");
  const tick = () => {
    button.disabled = left > 0;
    seconds.textContent = `(${left})`;
    if (left > 0) setTimeout(tick, 1000);
    else for (const own of [seconds, ...said]) own.remove();
    left -= 1;
  };
  button.append(" ", seconds);
  button.removeAttribute("data-wg-wait");
  tick();
}

/** Makes the heading of a page that of a part of another one. @param {Element} title */
function demote(title) {
  const part = document.createElement("h2");
  part.className = title.className;
  part.append(...title.childNodes);
  title.replaceWith(part);
}

/** Enables elements that require script. @param {ParentNode} root */
function enhance(root) {
  for (const own of root.querySelectorAll(`${PANEL} h1`)) demote(own);
  for (const own of root.querySelectorAll("[data-wg-wait]")) countDown(own);
  for (const own of root.querySelectorAll("[data-wg-select]")) tally(own);
  for (const own of root.querySelectorAll(":is([data-wg-copy], [data-wg-show])[hidden]")) {
    own.removeAttribute("hidden");
  }
  for (const own of root.querySelectorAll("[data-wg-count]")) count(own);
  for (const own of root.querySelectorAll('[data-wg-code="8"]')) own.classList.add("wg-slots");
}

/** Scrolls the single-line navigation of narrow screens to the current page. */
function showPlace() {
  for (const own of document.querySelectorAll(".wg nav [aria-current]")) {
    const [nav, at] = [own.closest("nav"), own.getBoundingClientRect()];
    const around = nav?.getBoundingClientRect();
    if (nav && around) nav.scrollLeft += at.left + at.width / 2 - around.left - around.width / 2;
  }
}

/** Where the page in another language finds what was typed. */
const TYPED = "wg-typed";

/** The fields in use whose values outlast a change of language: no secrets, and nothing fixed. */
function typedFields() {
  const all = [...document.querySelectorAll(`${WIDGET} :is(input, select, textarea)`)];
  const kinds = all.filter((own) => own instanceof HTMLInputElement || own instanceof HTMLSelectElement || own instanceof HTMLTextAreaElement);
  return kinds.filter((own) => !["hidden", "password"].includes(own.type) && !own.matches("[readonly], [data-wg-code]"));
}

/** Keeps what was typed for the same page in another language. */
function keepTyped() {
  const typed = typedFields().map((own) => [own.name, own instanceof HTMLInputElement && own.type === "checkbox" ? own.checked : own.value]);
  try {
    sessionStorage.setItem(TYPED, JSON.stringify([location.pathname, Object.fromEntries(typed)]));
  } catch {
    // The browser keeps nothing.
  }
}

/** Fills in what was typed before the language changed. */
function refill() {
  try {
    const [path, typed] = JSON.parse(sessionStorage.getItem(TYPED) ?? "[]");
    sessionStorage.removeItem(TYPED);
    if (path !== location.pathname) return;
    for (const own of typedFields().filter(({ name }) => name in typed)) {
      if (own instanceof HTMLInputElement && own.type === "checkbox") own.checked = typed[own.name];
      else own.value = typed[own.name];
    }
  } catch {
    // The browser kept nothing.
  }
}

/** Handles Back and Forward after in-place changes. */
async function moved() {
  const wanted = location.href;
  if (address(location) === shown) return;
  const url = new URL(wanted);
  const reply = await load("GET", url).catch(() => null);
  if (location.href !== wanted) return;
  /** @type {NodeListOf<HTMLElement>} */
  const widgets = document.querySelectorAll(WIDGET);
  const same = reply && !reply.leaves && reply.url.pathname === url.pathname;
  if (same && [...widgets].every((widget) => swap(widget, widget, reply))) shown = address(location);
  else location.reload();
}

/** Tells the server the browser's time zone, once. */
function tellZone() {
  const zone = `wg-zone=${Intl.DateTimeFormat().resolvedOptions().timeZone}`;
  for (const [prefix, how] of [["__Host-", "; secure"], ["", ""]]) {
    if (document.cookie.split("; ").includes(prefix + zone)) return;
    document.cookie = `${prefix}${zone}; path=/${how}; samesite=lax; max-age=34560000`;
  }
}

/** Sends the digits of a code without the gap between its groups. @param {FormDataEvent} event */
function ungroup({ target: form, formData }) {
  if (!(form instanceof HTMLFormElement)) return;
  for (const own of form.querySelectorAll("input[data-wg-code]")) {
    if (own instanceof HTMLInputElement) formData.set(own.name, own.value.replaceAll(" ", ""));
  }
}

document.addEventListener("submit", submitted);
document.addEventListener("formdata", ungroup);
document.addEventListener("click", clicked);
document.addEventListener("input", typed);
document.addEventListener("change", changed);
document.addEventListener("paste", typed);
for (const name of ["keydown", "click", "focusout"]) document.addEventListener(name, left);
addEventListener("popstate", moved);
tellZone();
addEventListener("pageshow", () => sent.clear());
enhance(document);
showPlace();
refill();
for (const widget of document.querySelectorAll(WIDGET)) tell(widget);
