// The server's html of a message: only Telegram's own tags survive, then they come alive.

import { el, icon } from "./dom.js";
import { complain, copyText } from "./feedback.js";
import { t } from "./i18n.js";
import { deepLink, openLink } from "./keyboard.js";
import { announce } from "./state.js";

// Telegram: the tags of HTML style; everything else is shown as its text.
const TAGS = new Set(
  "B STRONG I EM U INS S STRIKE DEL CODE PRE A BLOCKQUOTE TG-SPOILER TG-EMOJI SPAN BR".split(" "),
);
const PROTOCOLS = new Set(["http:", "https:", "tg:", "mailto:", "tel:"]);

/** The text or caption of a message as a living element; null when it has none. */
export function richText(message) {
  const plain = message.text ?? message.caption;
  if (!plain && !message.html) return null;
  const node = el("div", { class: "text", dir: "auto" });
  if (message.html) node.append(...cleaned(message.html));
  else node.textContent = plain;
  enliven(node);
  return node;
}

function cleaned(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  for (const node of [...template.content.querySelectorAll("*")]) clean(node);
  for (const block of template.content.querySelectorAll("blockquote, pre")) swallowBreak(block);
  return template.content.childNodes;
}

function clean(node) {
  if (!TAGS.has(node.tagName)) return node.replaceWith(document.createTextNode(node.textContent));
  for (const { name } of [...node.attributes]) {
    const wanted = name === "expandable" || (name === "href" && safeLink(node.href));
    const marked = name === "class" && /^tg-[a-z-]+$/.test(node.className);
    if (!wanted && !marked) node.removeAttribute(name);
  }
}

// Telegram: a block ends its line by itself, the line break after it is not shown.
function swallowBreak(block) {
  const next = block.nextSibling;
  if (next?.nodeType === Node.TEXT_NODE) next.data = next.data.replace(/^\n/, "");
}

const safeLink = (href) => URL.canParse(href) && PROTOCOLS.has(new URL(href).protocol);

function enliven(root) {
  for (const link of root.querySelectorAll("a[href]")) enlivenLink(link);
  for (const mark of root.querySelectorAll("span.tg-bot-command"))
    enlivenMark(mark, (command) => announce("send", command));
  for (const mark of root.querySelectorAll("span.tg-url"))
    enlivenMark(mark, (url) => openLink(withScheme(url)));
  for (const code of root.querySelectorAll("pre, code")) enlivenCode(code);
  for (const hidden of root.querySelectorAll("tg-spoiler, span.tg-spoiler")) enlivenSpoiler(hidden);
  for (const quote of root.querySelectorAll("blockquote[expandable]")) enlivenQuote(quote);
}

// Commands and bare links that the server found in the text.
function enlivenMark(mark, action) {
  const button = el("button", { class: "mark", type: "button", onclick: () => action(mark.textContent) });
  button.append(...mark.childNodes);
  mark.replaceWith(button);
}

const withScheme = (url) => (/^[a-z]+:/i.test(url) ? url : `https://${url}`);

function enlivenLink(link) {
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  link.addEventListener("click", (event) => {
    if (deepLink(link.href) === null) return;
    event.preventDefault();
    openLink(link.href);
  });
}

function enlivenCode(code) {
  if (code.parentElement.closest("pre, a")) return;
  code.title = t("copyText");
  code.addEventListener("click", () => {
    if (getSelection().isCollapsed) copyText(code.textContent).catch(complain);
  });
}

function enlivenSpoiler(hidden) {
  hidden.classList.add("spoiler");
  hidden.tabIndex = 0;
  hidden.setAttribute("role", "button");
  hidden.setAttribute("aria-label", t("spoiler"));
  const reveal = () => {
    hidden.classList.add("revealed");
    hidden.removeAttribute("role");
    hidden.removeAttribute("aria-label");
  };
  hidden.addEventListener("click", (event) => {
    if (!hidden.classList.contains("revealed")) event.preventDefault();
    reveal();
  });
  hidden.addEventListener("keydown", (event) => event.key === "Enter" && reveal());
}

function enlivenQuote(quote) {
  const body = el("span", { class: "quote-body" });
  body.append(...quote.childNodes);
  const chevron = el("button", { class: "quote-toggle", type: "button" }, icon("down"));
  const toggle = () => setExpanded(quote, chevron, !quote.classList.contains("expanded"));
  quote.append(body, chevron);
  quote.classList.add("expandable");
  setExpanded(quote, chevron, false);
  quote.addEventListener("click", (event) => event.target.closest("a, code, .spoiler") || toggle());
  watchOverflow(quote, body);
}

function setExpanded(quote, chevron, expanded) {
  quote.classList.toggle("expanded", expanded);
  chevron.setAttribute("aria-expanded", String(expanded));
  chevron.setAttribute("aria-label", t(expanded ? "showLess" : "showMore"));
}

// A quote that fits into the collapsed lines needs no chevron; the width decides.
function watchOverflow(quote, body) {
  new ResizeObserver(() => {
    if (quote.classList.contains("expanded")) return;
    quote.classList.toggle("overflows", body.scrollHeight > body.clientHeight + 2);
  }).observe(body);
}
