# Inline mode: @bot in any chat.

inline-model-resting = 💤 { $model }
inline-cost = Takes 1 picture, { $left } of { $limit } left today · about { $time }
inline-cost-free = Takes 1 picture · about { $time }
inline-picture = Picture
inline-quota = No pictures left today
inline-quota-details = A new day begins in { $hours } hr { $minutes } min
inline-own = Your picture, as it is
inline-waiting = 🎨 <b>{ $model }</b>
inline-start = ▶️ Paint it
inline-another = 🔁 Paint another
inline-after-all = 🔁 Paint it after all
inline-more = 🖼 { $count ->
    [one] One more came out: /history has it.
   *[other] { $count } more came out: /history has them.
  }
# Beside the results: a button that leads to the private chat.
inline-empty = No pictures yet: go on typing what to paint
inline-only-own = Your pictures · painting here is not set up
inline-empty-only-own = No pictures yet, and painting here is not set up
inline-no-storage = 🔧 Painting in other chats is not set up. The operator of this bot has to set <code>STORAGE_CHAT_ID</code>; in the private chat with it everything works.
error-storage-closed = 🔧 The picture is ready, but this bot has no place to upload it for this chat: the operator has to look after <code>STORAGE_CHAT_ID</code>. You find the picture in /history in the private chat.
