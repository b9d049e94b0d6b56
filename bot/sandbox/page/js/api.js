// Every request the page makes to the sandbox's server.

/** A refusal of the server, with its own words. */
export class ApiError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

async function request(path, options) {
  const response = await fetch(path, options);
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new ApiError(body.error || response.statusText, response.status);
  return body;
}

const post = (path, body) =>
  request(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });

export const getState = () => request("/sim/state");

export const getMessages = (chat) => request(`/sim/chats/${chat}/messages`);

/** Sends what a person wrote; `files` go as `as` (photo, document or video). */
export async function sendMessage(chat, { person, text, replyTo, topic, files = [], as }) {
  // A multipart form turns line breaks into CRLF, an urlencoded one keeps what was typed.
  const form = files.length ? new FormData() : new URLSearchParams();
  form.append("person", person);
  if (text) form.append("text", text);
  if (replyTo) form.append("reply_to", replyTo);
  if (topic) form.append("topic", topic);
  if (files.length) form.append("as", as);
  for (const file of files) form.append("file", file, file.name);
  const sent = await request(`/sim/chats/${chat}/messages`, { method: "POST", body: form });
  return Array.isArray(sent) ? sent : (sent.messages ?? [sent]);
}

/** Presses a callback button; resolves when the bot has answered. */
export const tap = (chat, message, person, data) =>
  post(`/sim/chats/${chat}/messages/${message}/tap`, { person, data });

/** Sets a person's reaction; an empty emoji takes it back. */
export const react = (chat, message, person, emoji) =>
  post(`/sim/chats/${chat}/messages/${message}/reaction`, { person, emoji });

/** Opens a page inside Telegram: its address, signed for whoever opens it. */
export const launchPage = (person, theme, place) => post("/sim/launch", { person, theme, ...place });

export const inlineQuery = (person, chat, query, offset) =>
  post("/sim/inline", { person, chat, query, offset });

export const chooseInline = (person, chat, queryId, resultId) =>
  post("/sim/inline/choose", { person, chat, query_id: queryId, result_id: resultId });

export const updatePerson = (person, change) => post(`/sim/people/${person}`, change);

/** Changes somebody's place in a group, as one of its administrators. */
export const appoint = (chat, person, user, role) =>
  post(`/sim/chats/${chat}/members`, { person, user, role });

export const fileUrl = (fileId) => `/sim/files/${encodeURIComponent(fileId)}`;
