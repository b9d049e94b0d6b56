// The chat list, the open chat's header and its topics.

import { appoint } from "./api.js";
import { actionIn } from "./events.js";
import { summary, thumbnail } from "./bubble.js";
import { byId, el, redraw } from "./dom.js";
import { complain } from "./feedback.js";
import { shortWhen, t } from "./i18n.js";
import { openMenu } from "./menu.js";
import { avatar, change, colourOf } from "./people.js";
import {
  chatName,
  chatsOf,
  isPrivate,
  messagesOf,
  nameOf,
  state,
  topicOf,
  unreadCount,
} from "./state.js";

const ACTIONS = new Set(["upload_photo", "upload_video", "upload_document", "record_video"]);

// ── the list ──

/** Draws the chats of the chosen person, the liveliest first. */
export function renderChats(open) {
  const chats = chatsOf(state.me).map((chat) => ({ chat, last: messagesOf(chat.id).at(-1) }));
  chats.sort((one, other) => (other.last?.date ?? 0) - (one.last?.date ?? 0));
  redraw(byId("chat-list"), chats.map(({ chat, last }) => chatRow(chat, last, open)));
  const waiting = chats.some(({ chat }) => unreadCount(chat, state.me.id));
  document.title = `${waiting ? "● " : ""}${nameOf(state.bot)} · sandbox`;
}

function chatRow(chat, last, open) {
  const current = state.chat?.id === chat.id;
  const name = chatName(chat);
  return el(
    "button",
    {
      class: `chat-row${current ? " current" : ""}`,
      type: "button",
      "aria-current": current ? "true" : null,
      dataset: { key: chat.id },
      onclick: () => open(chat.id),
    },
    avatar(faceId(chat), name),
    el(
      "span",
      { class: "chat-about" },
      el(
        "span",
        { class: "chat-line" },
        el("b", { text: name }),
        last ? el("time", { text: shortWhen(last.date) }) : null,
      ),
      el("span", { class: "chat-line" }, preview(chat, last), badge(unreadCount(chat, state.me.id))),
    ),
  );
}

const faceId = (chat) => (isPrivate(chat) ? state.bot.id : chat.id);

function preview(chat, last) {
  const doing = doingIn(chat);
  if (doing) return el("span", { class: "preview doing", text: doing });
  if (!last) return el("span", { class: "preview", text: t("empty") });
  const who = last.from?.id === state.me.id ? t("you") : last.from?.first_name;
  const named = who && (!isPrivate(chat) || last.from.id === state.me.id);
  return el(
    "span",
    { class: "preview" },
    named ? el("span", { class: "preview-who", text: `${who}: ` }) : null,
    thumbnail(last),
    summary(last),
  );
}

function badge(count) {
  if (!count) return null;
  return el("span", { class: "badge", text: count, "aria-label": `${count} ${t("unread")}` });
}

// ── the header ──

/** Draws the open chat's name and what goes on in it. */
export function renderHeader() {
  const { chat } = state;
  const name = chatName(chat);
  byId("chat-avatar").replaceChildren(avatar(faceId(chat), name, "small"));
  byId("chat-name").textContent = name;
  byId("chat-menu").onclick = () =>
    openMenu(byId("chat-menu"), isPrivate(chat) ? [blockItem()] : memberItems(chat));
  renderStatus();
}

/** Draws the line under the name: connecting, the bot's action, or who is in the chat. */
export function renderStatus() {
  const node = byId("chat-status");
  const doing = doingIn(state.chat);
  node.classList.toggle("doing", Boolean(doing) && state.online);
  node.textContent = state.online ? doing || about(state.chat) : t("connecting");
}

const about = (chat) =>
  isPrivate(chat) ? t("bot") : t("members", { count: (chat.members ?? []).length });

function doingIn(chat) {
  const current = actionIn(chat.id);
  if (!current) return null;
  const what = t(ACTIONS.has(current.action) ? current.action : "typing");
  return isPrivate(chat) ? `${what}…` : `${state.bot.first_name}: ${what}…`;
}

function blockItem() {
  const { blocked } = state.me;
  return {
    label: t(blocked ? "unblock" : "blockBot"),
    icon: "block",
    danger: !blocked,
    run: () => change({ blocked: !blocked }),
  };
}

// ── a group's members ──

/** The bot and everybody in a group; its administrators change a place by a tap. */
function memberItems(chat) {
  const role = (id) => chat.members.find((member) => member.id === id)?.role;
  const rules = ["creator", "administrator"].includes(role(state.me.id));
  const people = state.people
    .filter(({ id }) => role(id))
    .map((person) => memberItem(chat, person, role(person.id), rules));
  return [...botItems(chat, role(state.bot.id), rules), ...people];
}

function botItems(chat, role, rules) {
  const item = (label, to, danger) => ({ label: t(label), icon: "block", danger, run: () => place(chat, state.bot.id, to) });
  if (!rules) return [];
  if (!role) return [item("addBot", "member", false)];
  const silent = role === "restricted";
  return [
    item(silent ? "unsilenceBot" : "silenceBot", silent ? "member" : "restricted", !silent),
    item("removeBot", "kicked", true),
  ];
}

function memberItem(chat, person, role, rules) {
  const admin = role === "administrator";
  const free = rules && role !== "creator" && person.id !== state.me.id;
  const change = t(admin ? "dismissAdmin" : "makeAdmin");
  return {
    label: nameOf(person),
    note: free ? `${t(`role_${role}`)} · ${change}` : t(`role_${role}`),
    avatar: avatar(person.id, nameOf(person), "small"),
    run: () => free && place(chat, person.id, admin ? "member" : "administrator"),
  };
}

const place = (chat, user, role) => appoint(chat.id, state.me.id, user, role).catch(complain);

// ── topics ──

/** Draws a forum's topics as tabs; other chats have none. */
export function renderTopics(choose) {
  const { chat } = state;
  const bar = byId("topics");
  bar.hidden = !chat.is_forum;
  if (!chat.is_forum) return;
  redraw(bar, topicsOf(chat).map((topic) => tab(chat, topic, choose)));
  bar.onkeydown = walkTabs;
}

/** A forum's topics, General first even where the server does not list it. */
export function topicsOf(chat) {
  const listed = chat.topics ?? [];
  return listed.some(({ id }) => id === 1) ? listed : [{ id: 1, name: t("general") }, ...listed];
}

function tab(chat, { id, name }, choose) {
  const current = state.topic === id;
  const count = unreadCount(chat, state.me.id, id);
  return el(
    "button",
    {
      class: "topic",
      type: "button",
      role: "tab",
      "aria-selected": String(current),
      "aria-controls": "messages",
      tabIndex: current ? 0 : -1,
      dataset: { key: id },
      onclick: () => choose(id),
    },
    el("span", { class: `topic-mark ${colourOf(id)}`, text: id === 1 ? "#" : [...name][0] }),
    name,
    badge(count),
  );
}

function walkTabs(event) {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!step) return;
  const tabs = [...byId("topics").children];
  const next = tabs[tabs.indexOf(document.activeElement) + step];
  next?.focus();
  next?.click();
}

/** The topic of the newest message: where a forum opens. */
export function liveliestTopic(chat) {
  const last = messagesOf(chat.id).at(-1);
  return last ? topicOf(last) : 1;
}
