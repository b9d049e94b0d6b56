// What the page knows: the world, who is looking, and the messages of each chat.

/** The page's one state; modules read it and change it through the functions below. */
export const state = {
  bot: null,
  people: [],
  chats: [],
  commands: {},
  menuButtons: {},
  me: null,
  chat: null,
  topic: null,
  online: true,
};

const logs = new Map(); // chat id → {byId, deleted, read: Map(person → newest id seen)}
const bus = new EventTarget();

/** Calls `listener(detail)` whenever `name` is announced. */
export function on(name, listener) {
  bus.addEventListener(name, (event) => listener(event.detail));
}

export function announce(name, detail) {
  bus.dispatchEvent(new CustomEvent(name, { detail }));
}

export function replaceWorld(world) {
  state.bot = world.bot;
  state.people = world.people;
  state.chats = world.chats;
  state.commands = world.commands ?? {};
  state.menuButtons = world.menu_buttons ?? {};
  state.me = world.people.find((person) => person.id === state.me?.id) ?? null;
  state.chat = world.chats.find((chat) => chat.id === state.chat?.id) ?? null;
}

/** The messages of a chat, oldest first. */
export function messagesOf(chat) {
  return [...log(chat).byId.values()].sort((one, other) => one.message_id - other.message_id);
}

export const messageOf = (chat, id) => log(chat).byId.get(id);

function log(chat) {
  if (!logs.has(chat)) logs.set(chat, { byId: new Map(), deleted: new Set(), read: new Map() });
  return logs.get(chat);
}

/** Keeps a message unless a newer version or its deletion is already known. */
export function keep(chat, message) {
  const { byId, deleted } = log(chat);
  const known = byId.get(message.message_id);
  if (deleted.has(message.message_id) || (known?.edit_date ?? 0) > (message.edit_date ?? 0))
    return;
  byId.set(message.message_id, message);
}

/** Forgets all messages, but not who has read how far: the list is about to be loaded anew. */
export function forgetMessages() {
  for (const { byId, deleted } of logs.values()) {
    byId.clear();
    deleted.clear();
  }
}

export function forget(chat, ids) {
  for (const id of ids) {
    log(chat).byId.delete(id);
    log(chat).deleted.add(id);
  }
}

export const topicOf = (message) =>
  message.message_thread_id && message.message_thread_id !== 1 ? message.message_thread_id : 1;

/** Whether a message belongs to the topic on the screen (everything does outside forums). */
export const inTopic = (chat, topic, message) => !chat.is_forum || topicOf(message) === topic;

const readKey = (person, topic) => `${person}:${topic ?? 1}`;

/** Notes that a person has seen a chat (in a forum: one topic) up to its newest message. */
export function markRead(chat, person, topic) {
  const seen = messagesOf(chat.id).filter((message) => inTopic(chat, topic, message));
  log(chat.id).read.set(readKey(person, chat.is_forum ? topic : 1), seen.at(-1)?.message_id ?? 0);
}

/** How many messages of others a person has not seen; all that were there at the start count as seen. */
export function unreadCount(chat, person, topic = null) {
  const { read } = log(chat.id);
  return messagesOf(chat.id).filter((message) => {
    const own = chat.is_forum ? topicOf(message) : 1;
    const seen = read.get(readKey(person, own)) ?? 0;
    const wanted = topic === null || own === topic;
    return wanted && message.from?.id !== person && message.message_id > seen;
  }).length;
}

/** Marks everything in a chat as seen by everybody: what was there before the page opened. */
export function markHistoryRead(chat, people) {
  const topics = chat.is_forum ? [1, ...(chat.topics ?? []).map((topic) => topic.id)] : [1];
  for (const person of people) for (const topic of topics) markRead(chat, person.id, topic);
}

/** The chats a person sees: the private one with the bot and the groups with them in it. */
export function chatsOf(person) {
  return state.chats.filter(
    (chat) =>
      (chat.type === "private" && chat.id === person.id) ||
      (chat.members ?? []).some((member) => member.id === person.id),
  );
}

export const isPrivate = (chat) => chat.type === "private";

/** Somebody's name; the bot's and unknown senders' too. */
export function nameOf(user) {
  return user ? [user.first_name, user.last_name].filter(Boolean).join(" ") : "";
}

export function personById(id) {
  return id === state.bot?.id ? state.bot : state.people.find((person) => person.id === id);
}

/** A chat's name as `state.me` sees it: a private chat is called after the bot. */
export const chatName = (chat) => (isPrivate(chat) ? nameOf(state.bot) : chat.title);
