// The preview page: shows the state of the desk, keeps scroll and focus, and changes what has changed only.
"use strict";

const byId = (id) => document.getElementById(id);
const TITLES = { error: "error", warning: "warning", note: "note" };
const shown = { target: [], source: [] }; // for each page: its picture's name and its places
let state = null;
let chosen = null;

/** Make an element with attributes and children; texts are never read as HTML. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** Attributes of a text in a language. */
const inLanguage = (language) => ({ lang: language.tag, dir: language.direction });
const withoutTags = (text) => text.replace(/<\/?[a-z][a-z0-9-]*>/g, "");
const findMessage = (key) => state.messages?.find((each) => each.key === key);
const findFindings = (key) => state.findings.filter((each) => each.key === key);

function showHeader() {
  const { language, target } = state;
  byId("title").textContent = document.title = `${state.handout} – ${language.english}`;
  const wait = state.is_busy ? ["busy", "Laying the pages out …"] : ["good", "Up to date"];
  const [kind, words] = state.error && !state.is_busy ? ["wrong", "These pages are older: a file has a fault"] : wait;
  const busy = byId("busy");
  busy.dataset.state = kind;
  if (busy.textContent !== words) busy.textContent = words;
  const facts = [];
  if (target) {
    const fit = target.is_settled ? target.fit : `${target.fit} (being checked)`;
    facts.push(`${target.pages.length} pages, fit: ${fit}, limit ${target.max_pages}`);
  }
  if (state.messages) facts.push(`${state.untranslated} of ${state.messages.length} not translated`, `status: ${state.stage}`);
  byId("facts").replaceChildren(...facts.map((fact) => make("li", {}, fact)));
}

function showError() {
  const { error } = state;
  const box = byId("error");
  const text = error ? JSON.stringify(error) : "";
  if (box.dataset.text === text) return;
  box.dataset.text = text;
  box.hidden = !error;
  box.replaceChildren();
  if (!error) return;
  box.append(make("strong", {}, "The pages cannot be made: "), error.message);
  if (error.where) box.append(make("p", {}, make("code", {}, error.where)));
  if (error.hint) box.append(make("p", {}, error.hint));
}

/** Give a message's worst mark: what is not printed, else its worst finding. */
function rate(key) {
  if (findMessage(key)?.state !== "translated") return "open";
  const levels = findFindings(key).map((each) => each.level);
  return Object.keys(TITLES).find((level) => levels.includes(level)) ?? "";
}

function makeSentence(place, part) {
  const message = findMessage(place.key);
  const language = state[part];
  const is_open = part === "source" || message?.state !== "translated";
  const text = is_open ? message?.msgid : message?.msgstr;
  const button = make("button", {
    type: "button", class: part === "target" ? rate(place.key) : "", tabindex: "-1", "data-place": place.key,
    "aria-label": withoutTags(text ?? place.key), lang: is_open ? "en" : language.tag,
    "aria-current": place.key === chosen ? "true" : null,
  });
  for (const [left, top, width, height] of place.lines) {
    const line = document.createElement("span");
    Object.assign(line.style, { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` });
    button.append(line);
  }
  return button;
}

async function showPage(part, number) {
  const page = state[part];
  const name = page.pages[number];
  const places = page.places.filter((each) => each.page === number + 1);
  let figure = byId(part).querySelectorAll("figure")[number];
  if (!figure) {
    figure = make("figure", {}, make("img", { width: 1000, height: Math.round(1000 / page.ratio), alt: "" }), make("div", { class: "layer", role: "group" }));
    byId(part).append(figure);
  }
  const [picture, layer] = figure.children;
  if (shown[part][number]?.name !== name) {
    const next = new Image();
    next.src = `pages/${name}.png`;
    try { await next.decode(); } catch { return; } // changed once more: the next state brings it
    if (state[part].pages[number] !== name) return;
    picture.src = next.src;
  }
  picture.alt = `Page ${number + 1} of ${page.pages.length}, ${page.english}`;
  layer.setAttribute("aria-label", `Sentences of page ${number + 1}, ${page.english}. Arrow keys move, Enter chooses.`);
  const text = JSON.stringify([places, places.map((each) => [rate(each.key), findMessage(each.key)])]);
  if (shown[part][number]?.text !== text) {
    const focused = layer.contains(document.activeElement) ? document.activeElement.dataset.place : null;
    layer.replaceChildren(...places.map((place) => makeSentence(place, part)));
    (layer.querySelector(`[data-place="${chosen}"]`) ?? layer.firstElementChild)?.setAttribute("tabindex", "0");
    if (focused) layer.querySelector(`[data-place="${focused}"]`)?.focus({ preventScroll: true });
  }
  shown[part][number] = { name, text };
}

async function showPages(part) {
  const page = state[part];
  byId(part).hidden = !page && part === "source";
  if (!page) return;
  byId(`${part}-name`).textContent = page.english === page.endonym ? page.english : `${page.english} (${page.endonym})`;
  await Promise.all(page.pages.map((_, number) => showPage(part, number)));
  for (const figure of [...byId(part).querySelectorAll("figure")].slice(page.pages.length)) figure.remove();
  shown[part].length = page.pages.length;
}

function makeFinding(finding, is_linked) {
  const item = make("li", { class: finding.level }, make("b", {}, TITLES[finding.level]), `: ${finding.message} `);
  item.append(make("span", { class: "hint" }, `[${finding.code}] ${finding.where ?? ""} ${finding.hint ? `– ${finding.hint}` : ""}`));
  if (is_linked && finding.key) {
    const button = make("button", { type: "button" }, `Show ${finding.key}`);
    button.addEventListener("click", () => choose(finding.key, button));
    item.append(make("br"), button);
  }
  return item;
}

function showFindings() {
  byId("findings-name").textContent = `Findings (${state.findings.length})`;
  byId("findings-none").hidden = state.findings.length > 0;
  byId("findings").replaceChildren(...state.findings.map((each) => makeFinding(each, true)));
}

function showSentences() {
  if (!state.messages) return;
  const list = byId("sentences");
  const text = JSON.stringify(state.messages.map((each) => [each.key, each.state]));
  if (list.dataset.text === text) return;
  list.dataset.text = text;
  byId("sentences-name").textContent = `All sentences (${state.messages.length})`;
  list.replaceChildren(...state.messages.map((message) => {
    const button = make("button", { type: "button" }, message.state === "translated" ? message.key : `${message.key} – ${message.state}`);
    button.addEventListener("click", () => choose(message.key, button));
    return make("li", {}, button);
  }));
}

function showEntry() {
  const message = chosen && findMessage(chosen);
  byId("entry-none").hidden = Boolean(message);
  byId("entry-name").textContent = message ? message.key : "Sentence";
  const parts = byId("entry-parts");
  const rows = [];
  if (message) {
    const is_seen = state.target?.places.some((each) => each.key === chosen);
    rows.push(["English", make("dd", { class: "text", lang: "en", dir: "ltr" }, message.msgid)]);
    if (state.language.tag !== "en") {
      rows.push([state.language.english, make("dd", { class: "text", ...inLanguage(state.language) }, message.msgstr || "–")]);
      rows.push(["Status", make("dd", {}, `${message.state}, ${message.signature}`)]);
    }
    for (const note of message.notes) rows.push(["Note for translators", make("dd", {}, note)]);
    for (const note of message.own_notes) rows.push(["Translator’s own note", make("dd", {}, note)]);
    rows.push(["Entry", make("dd", {}, make("code", {}, message.where))]);
    if (message.template !== message.where) rows.push(["Template", make("dd", {}, make("code", {}, message.template))]);
    if (!is_seen) rows.push(["Place", make("dd", {}, "not on these pages: it stands for a picture, or is printed in another status only")]);
  }
  parts.replaceChildren(...rows.flatMap(([name, value]) => [make("dt", {}, name), value]));
  byId("entry-findings").replaceChildren(...(message ? findFindings(chosen).map((each) => makeFinding(each, false)) : []));
}

/** Choose a sentence: its entry is shown, and it is marked on all pages; *from* gets the focus back on Escape. */
function choose(key, from = null) {
  chosen = key;
  for (const each of document.querySelectorAll(".layer button")) {
    const is_chosen = each.dataset.place === key;
    if (is_chosen) each.setAttribute("aria-current", "true"); else each.removeAttribute("aria-current");
  }
  for (const part of ["target", "source"]) {
    const place = [...byId(part).querySelectorAll(".layer button")].find((each) => each.dataset.place === key);
    if (place && !place.parentElement.contains(from)) place.firstElementChild.scrollIntoView({ block: "center" });
  }
  showEntry();
  choose.from = from;
  byId("entry").focus({ preventScroll: true });
  byId("entry").scrollIntoView({ block: "nearest" });
}

/** Move among the sentences of one page with the arrow keys. */
function move(event) {
  const layer = event.target.closest?.(".layer");
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (!layer || !step) return;
  event.preventDefault();
  const sentences = [...layer.children];
  const next = sentences[sentences.indexOf(event.target) + step];
  if (!next) return;
  for (const each of sentences) each.tabIndex = each === next ? 0 : -1;
  next.focus({ preventScroll: true });
  next.firstElementChild.scrollIntoView({ block: "nearest" });
}

let is_loading = false;
let is_waiting = false;

async function load() {
  is_waiting = true;
  if (is_loading) return;
  is_loading = true;
  while (is_waiting) {
    is_waiting = false;
    state = await (await fetch("state.json")).json();
    await Promise.all([showPages("target"), showPages("source")]);
    showHeader();
    showError();
    showFindings();
    showSentences();
    showEntry();
    document.body.dataset.version = state.version;
  }
  is_loading = false;
}

document.addEventListener("click", (event) => {
  const sentence = event.target.closest(".layer button");
  if (sentence) choose(sentence.dataset.place, sentence);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && byId("entry").contains(document.activeElement)) choose.from?.focus({ preventScroll: true });
  else move(event);
});

const changes = new EventSource("changes");
changes.addEventListener("message", load);
changes.addEventListener("error", () => {
  byId("busy").dataset.state = "wrong";
  byId("busy").textContent = "The preview has ended. Run the command again.";
});
