// @ts-check
// Progressive enhancement: all forms and links work without this module. With it, the page stays,
// and only the widget in use is replaced by the element with the same id in the response.
//
// Attributes:
//   data-wg-widget    a widget; its id is the same on every page
//   data-wg-fragment  the widget is embedded in a host page
//   data-wg-native    a form or link that is not intercepted
//   data-wg-confirm   a link to a confirmation page, to be shown in a dialog
//   data-wg-cancel    the link on that page that cancels
//   data-wg-notice    the result of the last action
//   data-wg-live      (with an id) content outside of widgets that is replaced with them
//   data-wg-copy      a button that copies the element with this id; hidden without script
//   data-wg-menu      a menu; opens without script, which improves closing it
//   data-wg-code      a field for a code with this number of digits
//   data-wg-wait      a button that is disabled for this number of seconds

const WIDGET = "[data-wg-widget]";
const NATIVE = "data-wg-native";

/** A response: its page and URL. @typedef {{ page: Document, url: URL }} Reply */

/** @param {URL | Location} url */
const address = (url) => url.pathname + url.search;

/** The path and query of the widgets being shown. */
let shown = address(location);

/** Widgets waiting for a response. @type {Set<Element>} */
const waiting = new Set();

/**
 * Sends the request a browser would, and parses the response as a document. Documents parsed by
 * XMLHttpRequest need no trusted types and run no scripts.
 * @param {string} method
 * @param {URL} url
 * @param {XMLHttpRequestBodyInit} [body]
 * @returns {Promise<Reply>}
 */
function load(method, url, body) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const fail = () => reject(new Error("no page came back"));
    request.open(method, url);
    request.responseType = "document";
    request.setRequestHeader("accept", "text/html");
    request.onload = () => {
      const page = request.response;
      if (page instanceof Document) resolve({ page, url: new URL(request.responseURL) });
      else fail();
    };
    request.onerror = request.onabort = request.ontimeout = fail;
    request.send(body);
  });
}

/**
 * Marks a widget and its pressed button as waiting. Returns false if it is waiting already.
 * @param {Element} widget
 * @param {Element | null} pressed
 * @param {boolean} on
 */
function wait(widget, pressed, on) {
  if (on && waiting.has(widget)) return false;
  if (on) waiting.add(widget);
  else waiting.delete(widget);
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
 */
function tell(root) {
  const texts = [...root.querySelectorAll("[data-wg-notice]")].map((own) => {
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

/** Removes the shown notice from the URL, so that it is shown only once. */
function tidy() {
  const url = new URL(location.href);
  if (document.querySelector("[data-wg-notice]")) {
    const pairs = url.search.slice(1).split("&");
    url.search = pairs.filter((pair) => !pair.startsWith("notice=")).join("&");
    if (url.href !== location.href) history.replaceState(history.state, "", url);
  }
  shown = address(location);
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
    if (wrong) return wrong.focus();
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
    if (!same) heading.tabIndex = -1;
    (same ?? heading).focus({ preventScroll: true });
    if (caret !== null && same instanceof HTMLInputElement && same.selectionStart !== null) {
      same.setSelectionRange(caret, caret);
    }
  };
}

/**
 * Replaces the content of `target` by that of the widget in the response.
 * @param {HTMLElement} widget
 * @param {HTMLElement} target the widget, or a dialog in it
 * @param {Reply} reply
 * @returns {boolean} whether the response contains the widget
 */
function swap(widget, target, { page, url }) {
  const fresh = page.getElementById(widget.id);
  if (!fresh?.matches(WIDGET)) return false;
  const putBack = keepFocus(target);
  const { scrollX, scrollY } = window;
  target.replaceChildren(...fresh.childNodes);
  if (url.pathname === location.pathname || !widget.hasAttribute("data-wg-fragment")) {
    document.title = page.title;
    for (const own of document.querySelectorAll("[data-wg-live][id]")) {
      const other = page.getElementById(own.id);
      if (other) own.replaceWith(other);
    }
  }
  scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
  showPlace();
  enhance(target);
  putBack();
  tell(target);
  return true;
}

/**
 * Shows the response to an action in a widget.
 * @param {HTMLElement} widget
 * @param {Element} from the form or link
 * @param {Reply} reply
 * @param {URL} asked
 * @param {boolean} reading whether it was a link or a search, which adds to the history
 * @returns {boolean} whether it could be shown
 */
function settle(widget, from, reply, asked, reading) {
  const here = reply.url.pathname === location.pathname;
  const redirected = address(reply.url) !== address(asked);
  const dialog = from.closest("dialog");
  const target = dialog && !here ? dialog : widget;
  if ((!here && redirected) || !swap(widget, target, reply)) {
    // Another page, such as sign-in, or a page without the widget.
    if (!here && !redirected && !reading) return false;
    location.assign(reply.url);
    return true;
  }
  if (here) {
    const { url } = reply;
    url.hash = location.hash;
    if (reading && address(url) !== address(location)) history.pushState(null, "", url);
    else history.replaceState(history.state, "", url);
    tidy();
  }
  return true;
}

/**
 * Submits a form in a widget as the browser would, but in place.
 * @param {SubmitEvent} event
 */
async function submitted(event) {
  const { target: form, submitter } = event;
  if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
  // Codes are submitted automatically. Enter on the emptied field must not replace the error.
  const code = form.querySelector("[data-wg-code][aria-invalid]");
  if (code instanceof HTMLInputElement && !code.value) {
    event.preventDefault();
    return code.focus();
  }
  const widget = form.closest(WIDGET);
  if (!(widget instanceof HTMLElement) || form.hasAttribute(NATIVE)) return;
  if (submitter?.hasAttribute(NATIVE)) return;
  /** @param {string} name */
  const said = (name) => submitter?.getAttribute(`form${name}`) ?? form.getAttribute(name) ?? "";
  const method = said("method").toUpperCase() || "GET";
  const url = new URL(said("action") || location.href, document.baseURI);
  const elsewhere = !["", "_self"].includes(said("target")) || url.origin !== location.origin;
  if (elsewhere || !["GET", "POST"].includes(method)) return;
  event.preventDefault();
  const data = new FormData(form, submitter);
  const pressed = submitter ?? form.querySelector('[type="submit"]');
  if (!wait(widget, pressed, true)) return;
  const pairs = new URLSearchParams();
  for (const [name, value] of data) pairs.append(name, value instanceof File ? value.name : value);
  const reading = method === "GET";
  if (reading) url.search = pairs.toString();
  const parts = said("enctype") === "multipart/form-data";
  let done = false;
  try {
    const reply = await load(method, url, reading ? undefined : parts ? data : pairs);
    done = settle(widget, form, reply, url, reading);
  } catch {
    // The browser explains network errors better.
  }
  wait(widget, pressed, false);
  if (done) return;
  form.setAttribute(NATIVE, "");
  form.requestSubmit(submitter);
}

/**
 * Follows a link to another state of the same page, such as the next page of a list, in place.
 * @param {HTMLElement} widget
 * @param {HTMLAnchorElement} link
 */
async function turn(widget, link) {
  const url = new URL(link.href);
  let done = false;
  if (!wait(widget, link, true)) return;
  try {
    done = settle(widget, link, await load("GET", url), url, true);
  } catch {
    // The browser tries again, and explains the error.
  }
  wait(widget, link, false);
  if (!done) location.assign(url);
}

/**
 * Shows the confirmation page of a link in a dialog.
 * @param {HTMLElement} widget
 * @param {HTMLAnchorElement} link
 */
async function ask(widget, link) {
  const url = new URL(link.href);
  if (!wait(widget, link, true)) return;
  const reply = await load("GET", url).catch(() => null);
  wait(widget, link, false);
  const question = reply?.page.getElementById(widget.id);
  if (reply?.url.pathname !== url.pathname || !question?.querySelector("form")) {
    return location.assign(url);
  }
  const dialog = document.createElement("dialog");
  dialog.setAttribute("data-wg-dialog", "");
  dialog.replaceChildren(...question.childNodes);
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
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (link.isConnected) link.focus({ preventScroll: true });
  });
  widget.append(dialog);
  enhance(dialog);
  dialog.showModal();
  const cancel = dialog.querySelector("[data-wg-cancel]");
  if (cancel instanceof HTMLElement) cancel.focus();
}

/** @param {MouseEvent} event */
function clicked(event) {
  const { target } = event;
  if (!(target instanceof Element) || event.defaultPrevented || event.button) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const copy = target.closest("[data-wg-copy]");
  if (copy) return copied(copy);
  const link = target.closest("a[href]");
  const widget = link?.closest(WIDGET);
  if (!(link instanceof HTMLAnchorElement) || !(widget instanceof HTMLElement)) return;
  if (link.target || link.hasAttribute("download") || link.hasAttribute(NATIVE)) return;
  if (link.origin !== location.origin) return;
  const dialog = link.closest("dialog");
  if (dialog && link.hasAttribute("data-wg-cancel")) {
    event.preventDefault();
    dialog.close();
  } else if (link.hasAttribute("data-wg-confirm")) {
    event.preventDefault();
    ask(widget, link);
  } else if (!dialog && link.pathname === location.pathname && link.search !== location.search) {
    event.preventDefault();
    turn(widget, link);
  }
}

/** @param {Element} button */
async function copied(button) {
  const from = document.getElementById(button.getAttribute("data-wg-copy") ?? "");
  const text = from instanceof HTMLInputElement ? from.value : from?.textContent;
  try {
    await navigator.clipboard.writeText(text ?? "");
    announce(button.getAttribute("data-wg-done") ?? "");
  } catch {
    // Not allowed: select the text, to be copied by keyboard.
    if (from instanceof HTMLInputElement) from.select();
    else if (from) getSelection()?.selectAllChildren(from);
  }
}

/**
 * Keeps only digits in a code field, also when pasting, and submits the form once the code is
 * complete and no other required field is empty.
 * @param {Event} event
 */
function typed(event) {
  const { target: field } = event;
  if (!(field instanceof HTMLInputElement) || !field.hasAttribute("data-wg-code")) return;
  const pasted = event instanceof ClipboardEvent ? event.clipboardData?.getData("text") : undefined;
  if (pasted !== undefined) event.preventDefault();
  const most = Number(field.getAttribute("data-wg-code")) || 6;
  // Digits of any script, as on the user's keyboard.
  const digits = (pasted ?? field.value).replace(/\P{Nd}/gu, "").slice(0, most);
  if (field.value !== digits) field.value = digits;
  const others = [...(field.form?.elements ?? [])];
  if (others.some((own) => own instanceof HTMLInputElement && own.validity.valueMissing)) return;
  if (digits.length === most && field.form && !waiting.has(field.form.closest(WIDGET) ?? field)) {
    field.form.requestSubmit();
  }
}

/** Closes menus on Escape, outside clicks and loss of focus. @param {Event} event */
function left(event) {
  const escape = event instanceof KeyboardEvent;
  if (escape && event.key !== "Escape") return;
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
  const said = button.form?.querySelectorAll("p") ?? [];
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

/** Enables elements that require script. @param {ParentNode} root */
function enhance(root) {
  for (const own of root.querySelectorAll("[data-wg-wait]")) countDown(own);
  for (const own of root.querySelectorAll("[data-wg-copy][hidden]")) own.removeAttribute("hidden");
}

/** Scrolls the single-line navigation of narrow screens to the current page. */
function showPlace() {
  for (const own of document.querySelectorAll(".wg nav [aria-current]")) {
    const [nav, at] = [own.closest("nav"), own.getBoundingClientRect()];
    const around = nav?.getBoundingClientRect();
    if (nav && around) nav.scrollLeft += at.left + at.width / 2 - around.left - around.width / 2;
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
  const same = reply?.url.pathname === url.pathname;
  if (same && [...widgets].every((widget) => swap(widget, widget, reply))) tidy();
  else location.reload();
}

document.addEventListener("submit", submitted);
document.addEventListener("click", clicked);
document.addEventListener("input", typed);
document.addEventListener("paste", typed);
for (const name of ["keydown", "click", "focusout"]) document.addEventListener(name, left);
addEventListener("popstate", moved);
enhance(document);
showPlace();
for (const widget of document.querySelectorAll(WIDGET)) tell(widget);
tidy();
