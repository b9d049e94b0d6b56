# Words that several screens share.

language-name = English

value-on = on
value-off = off
value-none = none
value-nothing = nothing

button-back = ⬅ Back
button-cancel = ✖ Cancel
button-never-mind = ✖ Never mind
button-delete = 🗑 Delete
button-keep = ⬅ Keep
button-settings = ⚙️ Settings
button-help = ❓ Help
button-quota = 📊 Quota
button-status = 🚦 Models

# Short answers to a pressed button: at most 200 characters.
toast-started = 🎨 On it!
toast-cancelling = ✖ Stopping… What the model has begun may still count towards your daily quota.
toast-favoured = ⭐ Added to your favourites.
toast-unfavoured = Taken out of your favourites.
toast-deleted = 🗑 Deleted.
toast-no-more = That was the last one.
toast-nothing-there = There is nothing there yet.
toast-dead-button = This button is from an earlier version and leads nowhere any more. Send the command again for a fresh one.
toast-other-question = This question is no longer open.

cancelled-question = Never mind then.
cancelled-runs = ✖ { $count ->
    [one] Stopped { $count } picture.
   *[other] Stopped { $count } pictures.
  } What the model had begun may still count towards your daily quota.

unknown-command = I don't know <code>{ $command }</code>. Just tell me what to paint, or have a look at /help.
unknown-content = I understand words and pictures. Tell me what to paint, or send a photo with a caption that says what to change.
