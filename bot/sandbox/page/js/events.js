// The server's event stream, and what each event changes.

import { getMessages, getState } from "./api.js";
import {
  announce,
  forget,
  forgetMessages,
  keep,
  markHistoryRead,
  replaceWorld,
  state,
} from "./state.js";

const ACTION_SECONDS = 5; // Telegram: a chat action is shown for five seconds or less

const actions = new Map(); // chat id → {action, topic, timer}
const loaded = new Set();
let resync = false;

/** What the bot is doing in a chat now, or null. */
export const actionIn = (chat) => actions.get(chat) ?? null;

/** Opens the stream; the browser reconnects by itself and says where it stopped. */
export function listen() {
  const source = new EventSource("/sim/events");
  source.onmessage = (event) => handle(JSON.parse(event.data));
  source.onerror = () => {
    resync = true;
    setOnline(false);
  };
  source.onopen = () => {
    setOnline(true);
    if (resync) reload();
    resync = false;
  };
}

function setOnline(online) {
  if (state.online === online) return;
  state.online = online;
  announce("online");
}

/** Loads people and chats, and the messages of every chat not loaded before. */
export async function loadWorld() {
  const world = await getState();
  const first = state.bot === null;
  replaceWorld(world);
  await Promise.all(world.chats.filter((chat) => !loaded.has(chat.id)).map(loadChat));
  if (first) for (const chat of world.chats) markHistoryRead(chat, state.people);
  announce("world");
}

async function loadChat(chat) {
  loaded.add(chat.id);
  for (const message of await getMessages(chat.id)) keep(chat.id, message);
}

// After a lost connection the server may be another one, with other messages under the same ids.
async function reload() {
  loaded.clear();
  forgetMessages();
  await loadWorld();
}

const HANDLERS = {
  message: onMessage,
  edit: onMessage,
  reaction: onReaction,
  delete: onDelete,
  chat_action: onAction,
  state: () => loadWorld(),
};

function handle(event) {
  HANDLERS[event.type]?.(event);
}

function onMessage(event) {
  keep(event.chat, event.message);
  if (event.type === "message" && event.message.from?.id === state.bot?.id) endAction(event.chat);
  announce("messages", { chat: event.chat, fresh: event.type === "message" && event.message });
}

function onReaction(event) {
  if (event.message) keep(event.chat, event.message);
  announce("messages", { chat: event.chat });
}

function onDelete(event) {
  forget(event.chat, event.message_ids ?? [event.message_id ?? event.message.message_id]);
  announce("messages", { chat: event.chat });
}

function onAction(event) {
  endAction(event.chat);
  const timer = setTimeout(() => endAction(event.chat), ACTION_SECONDS * 1000);
  actions.set(event.chat, { action: event.action, topic: event.message_thread_id, timer });
  announce("action", event.chat);
}

function endAction(chat) {
  const current = actions.get(chat);
  if (!current) return;
  clearTimeout(current.timer);
  actions.delete(chat);
  announce("action", chat);
}
