// Writing: text, commands, replies, attachments.

import { sendMessage } from "./api.js";
import { attached, clearAttachments, renderAttachments, setUpAttachments } from "./attachments.js";
import { summary, thumbnail } from "./bubble.js";
import { byId, el, iconButton } from "./dom.js";
import { complain } from "./feedback.js";
import { t } from "./i18n.js";
import { closeInline, followInline } from "./inline.js";
import { openMenu } from "./menu.js";
import { change } from "./people.js";
import { hidePopup, selectedIn, showPopup, steerPopup } from "./popup.js";
import { announce, isPrivate, keep, messagesOf, nameOf, on, state } from "./state.js";
import { openPage } from "./webapp.js";

const MAX_HEIGHT = 220; // px the field grows to

const drafts = new Map(); // person and chat → {text, reply}
let reply = null;
let place = null;

/** Wires the composer once. */
export function setUpComposer() {
  const field = byId("text");
  byId("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  field.addEventListener("input", onInput);
  field.addEventListener("keydown", onKey);
  byId("attach").onclick = openAttachMenu;
  byId("menu-button").onclick = pressMenuButton;
  setUpAttachments(() => Boolean(state.chat) && !byId("composer-row").hidden);
  on("reply", setReply);
  on("compose", (text) => setText(text));
  on("send", post);
  document.addEventListener("click", (event) => {
    if (!event.target.closest("#composer")) hidePopup("commands");
  });
}

/** Fits the composer to the open chat: draft, Start for an empty chat, Unblock for a blocked bot. */
export function renderComposer() {
  const wanted = `${state.me.id}:${state.chat.id}:${state.topic}`;
  if (wanted !== place) switchTo(wanted);
  const wide = wideButton();
  byId("start").hidden = !wide;
  byId("composer-row").hidden = Boolean(wide);
  if (wide) Object.assign(byId("start"), { textContent: wide.label, onclick: wide.run });
  renderMenuButton();
  renderAttachments();
  renderReply();
}

const menuPage = () => state.menuButtons[state.me.id]?.web_app && state.menuButtons[state.me.id];

function renderMenuButton() {
  const page = menuPage();
  byId("menu-button").hidden = !isPrivate(state.chat) || !(page || commands().length);
  byId("menu-button").classList.toggle("page", Boolean(page));
  byId("menu-button").lastElementChild.textContent = page?.text ?? t("menu");
}

function pressMenuButton() {
  if (menuPage()) openPage({});
  else if (byId("commands").hidden) showCommands("/");
  else hidePopup("commands");
}

function wideButton() {
  if (!isPrivate(state.chat)) return null;
  if (state.me.blocked) return { label: t("unblock"), run: () => change({ blocked: false }) };
  const empty = !messagesOf(state.chat.id).length;
  return empty ? { label: t("start"), run: () => post("/start") } : null;
}

function switchTo(wanted) {
  if (place) drafts.set(place, { text: byId("text").value, reply });
  place = wanted;
  const draft = drafts.get(wanted);
  reply = draft?.reply ?? null;
  clearAttachments();
  setText(draft?.text ?? "", { focus: matchMedia("(hover: hover)").matches });
}

function setText(text, { focus = true } = {}) {
  const field = byId("text");
  field.value = text;
  if (focus) field.focus({ preventScroll: true });
  onInput();
}

function onInput() {
  const field = byId("text");
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, MAX_HEIGHT)}px`;
  const partial = /^\/\w*$/.test(field.value);
  if (partial) showCommands(field.value);
  else hidePopup("commands");
  followInline(field.value, () => setText(""));
}

function onKey(event) {
  if (event.isComposing) return;
  if (steerPopup("commands", event) || steerPopup("inline", event)) return;
  if (event.key === "Escape") return dismiss();
  const chosen = selectedIn("commands") ?? selectedIn("inline");
  if (event.key === "Tab" && chosen?.dataset.command) {
    event.preventDefault();
    setText(`${chosen.dataset.command} `);
  } else if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    if (chosen) chosen.click();
    else submit();
  }
}

function dismiss() {
  if (selectedIn("commands")) hidePopup("commands");
  else if (!byId("inline").hidden) closeInline();
  else if (attached().files.length) clearAttachments();
  else setReply(null);
}

// ── sending ──

async function submit() {
  const text = byId("text").value.trim();
  const { files, as } = attached();
  if (!text && !files.length) return;
  const draft = { text: byId("text").value, reply };
  if (!files.length) takeText();
  try {
    await send({ text, files, as, replyTo: draft.reply?.message_id });
    if (files.length) takeText();
    clearAttachments(files);
  } catch (error) {
    setText(draft.text);
    setReply(draft.reply);
    complain(error);
  }
}

// The field empties at once; pictures stay until the server has them.
function takeText() {
  setText("");
  setReply(null);
}

async function send({ text, files, as, replyTo }) {
  const { chat, me, topic } = state;
  const button = byId("send");
  button.setAttribute("aria-busy", "true");
  button.disabled = files.length > 0;
  try {
    const thread = chat.is_forum && topic !== 1 ? topic : null;
    const sent = await sendMessage(chat.id, { person: me.id, text, replyTo, topic: thread, files, as });
    for (const message of sent) keep(chat.id, message);
    announce("sent", { chat: chat.id });
  } finally {
    button.removeAttribute("aria-busy");
    button.disabled = false;
  }
}

/** Sends a text into the open chat as if it had been typed. */
export const post = (text) => send({ text, files: [] }).catch(complain);

function openAttachMenu() {
  openMenu(byId("attach"), [
    { label: t("attachMedia"), icon: "image", run: () => byId("pick-media").click() },
    { label: t("attachFile"), icon: "file", run: () => byId("pick-file").click() },
  ]);
}

// ── replying ──

function setReply(message) {
  reply = message;
  renderReply();
  if (message) byId("text").focus();
}

function renderReply() {
  const strip = byId("reply-strip");
  strip.hidden = !reply;
  if (!reply) return;
  strip.replaceChildren(
    ...[
      thumbnail(reply),
      el(
        "span",
        { class: "quote-about" },
        el("b", { text: t("replyTo", { name: nameOf(reply.from) }) }),
        el("span", { text: summary(reply) }),
      ),
      iconButton("close", t("remove"), () => setReply(null)),
    ].filter(Boolean),
  );
}

// ── commands ──

const commands = () =>
  (isPrivate(state.chat) ? state.commands : (state.chat.commands ?? {}))[state.me.id] ?? [];

function showCommands(typed) {
  const fitting = commands().filter(({ command }) => `/${command}`.startsWith(typed.toLowerCase()));
  showPopup("commands", fitting.map(commandOption));
}

// In groups a command is addressed, so that privacy mode lets the bot see it.
function commandOption({ command, description }) {
  const addressed = isPrivate(state.chat) ? `/${command}` : `/${command}@${state.bot.username}`;
  return el(
    "button",
    {
      class: "popup-row",
      type: "button",
      dataset: { command: addressed },
      onclick: () => {
        setText("");
        post(addressed);
      },
    },
    el("b", { text: `/${command}` }),
    el("span", { text: description }),
  );
}

