// Reactions: the pills under a message and the picker.

import { react } from "./api.js";
import { el } from "./dom.js";
import { complain } from "./feedback.js";
import { t } from "./i18n.js";
import { state } from "./state.js";

// A handful of the emoji that Telegram allows as reactions, the bot's own ones first.
const EMOJI = ["❤", "👎", "👍", "🔥", "🎉", "😁", "🤔", "👀"];

/** The reactions of a message as pills; null when it has none. */
export function reactionPills(chat, message) {
  const reactions = message.reactions ?? [];
  if (!reactions.length) return null;
  return el(
    "div",
    { class: "reactions" },
    reactions.map((reaction) => pill(chat, message, reaction)),
  );
}

function pill(chat, message, { emoji, count, people }) {
  const mine = people.includes(state.me.id);
  return el(
    "button",
    {
      class: "reaction",
      type: "button",
      "aria-pressed": String(mine),
      onclick: () => setReaction(chat, message, mine ? "" : emoji),
    },
    el("span", { class: "emoji", text: emoji }),
    count > 1 ? el("span", { text: count }) : null,
  );
}

/** The row of emoji at the top of a message's menu. */
export function reactionPicker(chat, message, close) {
  const own = ownReaction(message);
  return el(
    "div",
    { class: "reaction-picker", role: "group", "aria-label": t("react") },
    EMOJI.map((emoji) =>
      el("button", {
        class: "emoji",
        type: "button",
        text: emoji,
        "aria-pressed": String(own === emoji),
        onclick: () => {
          close();
          setReaction(chat, message, own === emoji ? "" : emoji);
        },
      }),
    ),
  );
}

const ownReaction = (message) =>
  (message.reactions ?? []).find(({ people }) => people.includes(state.me.id))?.emoji;

const setReaction = (chat, message, emoji) =>
  react(chat.id, message.message_id, state.me.id, emoji).catch(complain);
