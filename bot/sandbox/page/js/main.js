// Puts the page together: the address bar says who looks at what, everything else follows.

import { liveliestTopic, renderChats, renderHeader, renderStatus, renderTopics } from "./chats.js";
import { post, renderComposer, setUpComposer } from "./composer.js";
import { byId } from "./dom.js";
import { listen, loadWorld } from "./events.js";
import { complain } from "./feedback.js";
import { setLanguage, translatePage } from "./i18n.js";
import { isNearBottom, noteMissed, renderMessages, scrollToEnd, setUpMessages } from "./messages.js";
import { openLink } from "./keyboard.js";
import { renderMe } from "./people.js";
import { chatsOf, inTopic, isPrivate, markRead, on, state } from "./state.js";
import { setUpViewer } from "./viewer.js";
import { setUpWebApp } from "./webapp.js";

const narrow = matchMedia("(max-width: 640px)");

// ── the address: #person=..&chat=..&topic=.. ──

const address = () => new URLSearchParams(location.hash.slice(1));

function go(place, { replace = false } = {}) {
  const hash = `#${new URLSearchParams(place)}`;
  if (replace) history.replaceState(null, "", hash);
  else history.pushState(null, "", hash);
  follow();
}

/** Reads the address and shows what it names; fills in what it leaves out. */
function follow() {
  const wanted = address();
  const me = state.people.find(({ id }) => String(id) === wanted.get("person")) ?? state.people[0];
  if (!me) return;
  state.me = me;
  const chats = chatsOf(me);
  const named = chats.find(({ id }) => String(id) === wanted.get("chat"));
  state.chat = named ?? (narrow.matches ? null : (chats.find(isPrivate) ?? chats[0] ?? null));
  state.topic = state.chat?.is_forum ? Number(wanted.get("topic")) || liveliestTopic(state.chat) : 1;
  setLanguage(me.language_code);
  render();
}

const openChat = (chat, replace) => go({ person: state.me.id, chat }, { replace });
const openTopic = (topic) => go({ person: state.me.id, chat: state.chat.id, topic });
const choosePerson = (person) => go(sameGroup(person) ?? { person });

// Changing who looks at a group keeps the group on the screen.
function sameGroup(person) {
  const { chat, topic } = state;
  const member = chat && !isPrivate(chat) && chat.members?.some(({ id }) => id === person);
  return member ? { person, chat: chat.id, topic } : null;
}

// ── drawing ──

function render() {
  document.body.dataset.view = state.chat ? "chat" : "list";
  byId("chat").hidden = !state.chat;
  translatePage();
  renderMe(choosePerson);
  if (state.chat) renderChat();
  renderChats(openChat);
  document.body.dataset.ready = "true";
}

function renderChat() {
  seen();
  renderHeader();
  renderTopics(openTopic);
  renderComposer();
  renderMessages();
}

const seen = () => document.hidden || markRead(state.chat, state.me.id, state.topic);

function onMessages({ chat, fresh }) {
  if (state.chat?.id === chat) {
    if (fresh && inTopic(state.chat, state.topic, fresh) && !isNearBottom()) noteMissed();
    renderChat();
  }
  renderChats(openChat);
  renderMe(choosePerson);
}

function onSent({ chat }) {
  onMessages({ chat });
  scrollToEnd();
}

// A deep link starts the bot in the person's own chat with it.
function onDeepLink(payload) {
  openChat(state.me.id);
  post(payload ? `/start ${payload}` : "/start");
}

function onAction(chat) {
  if (state.chat?.id === chat) renderStatus();
  renderChats(openChat);
}

function wire() {
  setUpViewer();
  setUpWebApp(openLink);
  setUpMessages();
  setUpComposer();
  on("world", follow);
  on("messages", onMessages);
  on("sent", onSent);
  on("action", onAction);
  on("online", () => state.chat && renderStatus());
  on("deep-link", onDeepLink);
  byId("back").onclick = () => go({ person: state.me.id });
  addEventListener("hashchange", follow);
  addEventListener("popstate", follow);
  narrow.addEventListener("change", follow);
  document.addEventListener("visibilitychange", () => state.me && follow());
}

wire();
listen();
loadWorld().catch(complain);
