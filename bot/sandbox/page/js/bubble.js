// One unit of the conversation: a message, or an album with its caption, in its bubble.

import { el, icon, iconButton } from "./dom.js";
import { clock, t } from "./i18n.js";
import { keyboard } from "./keyboard.js";
import { mediaOf, visual } from "./media.js";
import { avatar, colourOf } from "./people.js";
import { reactionPills } from "./reactions.js";
import { richText } from "./richtext.js";
import { isPrivate, nameOf, personById, state } from "./state.js";

/** A short line that stands for a message: in the chat list, in quotes, for screen readers. */
export function summary(message) {
  const words = serviceText(message) ?? message.text ?? message.caption;
  if (words) return words;
  if (message.photo) return t("photo");
  if (message.animation) return "GIF";
  if (message.video) return t("video");
  return message.document?.file_name ?? (message.document ? t("document") : "");
}

/** What a service message says; null for an ordinary one. */
export function serviceText(message) {
  const who = nameOf(message.from);
  const whom = message.new_chat_members?.map(nameOf).join(", ");
  if (whom) return whom === who ? t("joined", { who }) : t("added", { who, whom });
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return t("migrated");
  if (message.left_chat_member) return t("left", { who: nameOf(message.left_chat_member) });
  const topic = message.forum_topic_created ?? message.forum_topic_edited;
  if (topic) return t("topicCreated", { title: topic.name });
  if (message.new_chat_title) return t("titleChanged", { who, title: message.new_chat_title });
  if (message.group_chat_created || message.supergroup_chat_created)
    return t("created", { who, title: message.chat?.title ?? "" });
  if (message.pinned_message) return t("pinned", { who });
  return message.successful_payment ? t("paid") : null;
}

/** A centred line about what happened in the chat. */
export const serviceUnit = (message) =>
  el("div", { class: "service" }, el("span", { text: serviceText(message) }));

/**
 * The node of a unit. `first` and `last` say where it stands in a run of one sender's messages;
 * `act` is {reply, menu, jump}.
 */
export function unit(chat, { messages, first, last }, act) {
  const message = messages[0];
  const out = message.from?.id === state.me.id;
  const side = out ? "out" : "in";
  const node = el("article", {
    class: `unit ${side}${first ? " first" : ""}${last ? " last" : ""}`,
    tabIndex: -1,
    "aria-label": `${out ? t("you") : nameOf(message.from)}, ${clock(message.date)}`,
  });
  if (!isPrivate(chat) && !out) node.classList.add("faced");
  node.append(stack(chat, messages, { first, last, out }, act), hoverActions(messages, act));
  return node;
}

function hoverActions(messages, act) {
  const quiet = (button) => Object.assign(button, { tabIndex: -1 });
  return el(
    "div",
    { class: "hover-actions" },
    quiet(iconButton("reply", t("reply"), () => act.reply(messages[0]))),
    quiet(iconButton("smile", t("react"), (event) => act.menu(messages[0], event.currentTarget))),
  );
}

function stack(chat, messages, place, act) {
  const media = mediaOf(chat, messages);
  const faced = !isPrivate(chat) && !place.out && place.last;
  const line = el(
    "div",
    { class: "bubble-line" },
    faced && avatar(messages[0].from.id, nameOf(messages[0].from), "small"),
    bubble(chat, messages, media, place, act),
  );
  const node = el("div", { class: "stack" }, line);
  const buttons = keyboard(chat, messages.at(-1));
  if (buttons) node.append(buttons);
  if (media?.width) {
    node.classList.add("with-media");
    node.style.setProperty("--media-width", `${media.width}px`);
  }
  return node;
}

function bubble(chat, messages, media, place, act) {
  const captioned = messages.find((each) => each.text ?? each.caption) ?? messages[0];
  const text = richText(captioned);
  const pills = messages.map((each) => reactionPills(chat, each)).find(Boolean) ?? null;
  const [start] = messages;
  const head = [senderName(chat, start, place), viaBot(start), origin(start), replyQuote(start, act)];
  const bare = media?.width && !text && !pills;
  const above = captioned.show_caption_above_media;
  const node = el(
    "div",
    { class: `bubble${media ? " has-media" : ""}${bare ? " bare" : ""}` },
    head,
    above && text,
    media?.node ?? null,
    !above && text,
    pills,
  );
  (pills ?? text ?? node).append(meta(messages, place.out));
  if (media?.width && head.some(Boolean)) node.classList.add("headed");
  if (place.last) node.append(tail());
  return node;
}

const tail = () => el("i", { class: "tail", "aria-hidden": "true" });

function senderName(chat, message, { first, out }) {
  if (isPrivate(chat) || out || !first) return null;
  const { id } = message.from;
  const tag = id === state.bot.id ? el("small", { text: t("bot") }) : null;
  return el("div", { class: `sender ${colourOf(id)}` }, nameOf(message.from), tag);
}

function viaBot(message) {
  if (!message.via_bot) return null;
  return el("div", { class: "via", text: `${t("via")} @${message.via_bot.username}` });
}

function origin(message) {
  const from = message.forward_origin;
  if (!from) return null;
  const name = from.sender_user_name ?? nameOf(from.sender_user);
  return el("div", { class: "forward", text: t("forwarded", { name }) });
}

/** Whether the quoted message is one to show: in topics the topic's birth is quoted by all. */
const quotes = (message) =>
  message.reply_to_message && !message.reply_to_message.forum_topic_created;

function replyQuote(message, act) {
  if (!quotes(message)) return null;
  const target = message.reply_to_message;
  const sender = personById(target.from?.id) ?? target.from;
  return el(
    "button",
    {
      class: `quote-strip ${colourOf(sender?.id ?? 0)}`,
      type: "button",
      onclick: () => act.jump(target.message_id),
    },
    thumbnail(target),
    el(
      "span",
      { class: "quote-about" },
      el("b", { text: nameOf(sender) }),
      el("span", { text: summary(target) }),
    ),
  );
}

/** A picture's smallest size for quotes; null without a picture or under a spoiler. */
export function thumbnail(message) {
  const shape = visual(message);
  const small = message.photo?.[0] ?? shape?.thumbnail;
  if (!small || message.has_media_spoiler) return null;
  const src = `/sim/files/${encodeURIComponent(small.file_id)}`;
  return el("img", { class: "thumbnail", src, alt: "" });
}

function meta(messages, out) {
  const newest = messages.at(-1);
  const edited = messages.some((each) => each.edit_date);
  return el(
    "span",
    { class: "meta" },
    edited ? el("span", { class: "edited", text: t("edited") }) : null,
    el("time", { text: clock(newest.date), dateTime: new Date(newest.date * 1000).toISOString() }),
    out ? icon("sent") : null,
  );
}
