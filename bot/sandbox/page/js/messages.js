// The conversation: units in order, redrawn only where something changed, and its scrolling.

import { unit, serviceText, serviceUnit } from "./bubble.js";
import { byId, el } from "./dom.js";
import { complain, copyText } from "./feedback.js";
import { currentLanguage, dayName, t } from "./i18n.js";
import { openMenu } from "./menu.js";
import { reactionPicker } from "./reactions.js";
import { announce, inTopic, messagesOf, state } from "./state.js";

const RUN_SECONDS = 300; // messages of one sender closer than this form a run
const NEAR_BOTTOM = 120; // px from the end within which the list follows new messages
const LONG_PRESS_MS = 450;

let shown = null; // the chat and topic whose units are on the screen

/** Draws the open chat; keeps every unit that did not change. */
export function renderMessages() {
  const list = byId("messages");
  const place = `${state.me.id}:${state.chat.id}:${state.topic}`;
  const follow = shown !== place || isNearBottom();
  if (shown !== place) list.replaceChildren();
  list.ariaBusy = String(shown !== place); // a chat just opened is not read out as news
  shown = place;
  reconcile(list, parts(state.chat));
  list.ariaBusy = "false";
  if (follow) scrollToEnd();
  updateToBottom();
}

function parts(chat) {
  const messages = messagesOf(chat.id).filter((message) => inTopic(chat, state.topic, message));
  if (!messages.length) return [part("empty", t("empty"), emptyNote)];
  const units = markRuns(gather(messages));
  return units.flatMap((each, index) => {
    const day = dayName(each.messages[0].date);
    const before = index ? dayName(units[index - 1].messages[0].date) : null;
    return [day === before ? null : part(`day ${day}`, day, () => dayLine(day)), unitPart(chat, each)];
  }).filter(Boolean);
}

const part = (key, signature, build) => ({ key, signature, build });

const emptyNote = () => el("div", { class: "service empty" }, el("span", { text: t("empty") }));

const dayLine = (day) => el("div", { class: "service day" }, el("span", { text: day }));

function unitPart(chat, each) {
  const key = `m${each.messages[0].message_id}`;
  const signature = JSON.stringify([each, currentLanguage()]);
  if (serviceText(each.messages[0])) return part(key, signature, () => serviceUnit(each.messages[0]));
  return part(key, signature, () => livingUnit(chat, each));
}

// Albums are several messages in one unit.
function gather(messages) {
  const units = [];
  for (const message of messages) {
    const last = units.at(-1)?.messages;
    const album = message.media_group_id;
    if (album && last?.[0].media_group_id === album) last.push(message);
    else units.push({ messages: [message] });
  }
  return units;
}

function markRuns(units) {
  return units.map((each, index) => ({
    ...each,
    first: !sameRun(units[index - 1], each),
    last: !sameRun(each, units[index + 1]),
  }));
}

function sameRun(one, other) {
  if (!one || !other) return false;
  const [a, b] = [one.messages[0], other.messages[0]];
  const same = a.from?.id === b.from?.id && !serviceText(a) && !serviceText(b);
  return same && b.date - a.date < RUN_SECONDS && dayName(a.date) === dayName(b.date);
}

function reconcile(list, wanted) {
  const old = new Map([...list.children].map((node) => [node.dataset.key, node]));
  const nodes = wanted.map(({ key, signature, build }) => {
    const known = old.get(key);
    if (known?.signature === signature) return known;
    const node = build();
    node.dataset.key = key;
    node.signature = signature;
    return node;
  });
  const kept = new Set(nodes);
  for (const node of old.values()) if (!kept.has(node)) node.remove();
  nodes.forEach((node, index) => {
    if (list.children[index] !== node) list.insertBefore(node, list.children[index] ?? null);
  });
  keepOneTabStop(list);
}

function livingUnit(chat, each) {
  const act = {
    reply: (message) => announce("reply", message),
    menu: (message, anchor) => messageMenu(chat, message, anchor),
    jump: jumpTo,
  };
  const node = unit(chat, each, act);
  const message = each.messages[0];
  node.dataset.ids = each.messages.map(({ message_id: id }) => id).join(" ");
  node.addEventListener("dblclick", (event) => {
    if (event.target.closest("button, a, video, code")) return;
    getSelection().removeAllRanges();
    act.reply(message);
  });
  node.addEventListener("contextmenu", (event) => {
    if (event.target.closest("a, video")) return;
    event.preventDefault();
    act.menu(message, { x: event.clientX, y: event.clientY });
  });
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target === node) act.menu(message, node);
  });
  onLongPress(node, (point) => act.menu(message, point));
  return node;
}

// Safari on phones sends no contextmenu for a long press.
function onLongPress(node, action) {
  let timer = null;
  const stop = () => clearTimeout(timer);
  node.addEventListener("touchstart", ({ touches: [touch] }) => {
    timer = setTimeout(() => action({ x: touch.clientX, y: touch.clientY }), LONG_PRESS_MS);
  }, { passive: true });
  for (const name of ["touchend", "touchmove", "touchcancel", "contextmenu"])
    node.addEventListener(name, stop, { passive: true });
}

function messageMenu(chat, message, anchor) {
  const text = message.text ?? message.caption;
  const menu = openMenu(
    anchor,
    [
      { label: t("reply"), icon: "reply", run: () => announce("reply", message) },
      text && { label: t("copyText"), icon: "copy", run: () => copyText(text).catch(complain) },
    ],
    { header: reactionPicker(chat, message, () => menu.hidePopover()) },
  );
}

// ── moving about ──

const unitOf = (id) =>
  [...byId("messages").children].find((node) => node.dataset.ids?.split(" ").includes(String(id)));

/** Scrolls to a message and lights it up for a moment. */
export function jumpTo(id) {
  const node = unitOf(id);
  if (!node) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  node.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  node.classList.remove("flash");
  requestAnimationFrame(() => node.classList.add("flash"));
}

export function isNearBottom() {
  const { scrollHeight, scrollTop, clientHeight } = byId("scroller");
  return scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM;
}

export function scrollToEnd() {
  const scroller = byId("scroller");
  scroller.scrollTop = scroller.scrollHeight;
}

let missed = 0;

/** Counts messages that arrived below the visible end, for the arrow's badge. */
export function noteMissed() {
  if (!isNearBottom()) missed += 1;
}

function updateToBottom() {
  const near = isNearBottom();
  if (near) missed = 0;
  byId("to-bottom").hidden = near;
  const badge = byId("to-bottom").querySelector(".badge");
  badge.hidden = !missed;
  badge.textContent = missed;
}

/** Wires scrolling and the arrow keys once. */
export function setUpMessages() {
  byId("scroller").addEventListener("scroll", updateToBottom, { passive: true });
  byId("to-bottom").onclick = scrollToEnd;
  byId("messages").addEventListener("keydown", moveBetween);
  stayAtEnd(byId("scroller"));
}

// The end stays in sight when the composer grows. A scroll event may come between the change of
// height and its observation: it then says nothing about where the person wanted to be.
function stayAtEnd(scroller) {
  let height = scroller.clientHeight;
  let near = true;
  scroller.addEventListener("scroll", () => {
    if (scroller.clientHeight === height) near = isNearBottom();
  }, { passive: true });
  new ResizeObserver(() => {
    height = scroller.clientHeight;
    if (near) scrollToEnd();
    updateToBottom();
  }).observe(scroller);
}

// The list is one stop for Tab, at its newest message; the arrows walk through it.
function keepOneTabStop(list) {
  const units = [...list.querySelectorAll(".unit")];
  const stop = units.find((node) => node === document.activeElement) ?? units.at(-1);
  for (const node of units) node.tabIndex = node === stop ? 0 : -1;
}

function moveBetween(event) {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!step || !event.target.classList.contains("unit")) return;
  event.preventDefault();
  const units = [...byId("messages").querySelectorAll(".unit")];
  const next = units[units.indexOf(event.target) + step];
  if (!next) return;
  event.target.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}
