ask-prompt = ✏️ What shall I paint?
ask-change = 🖌 What shall I change in this picture?
ask-edit = ✏️ Send me the new prompt. The old one, tap to copy:

    { $prompt }
ask-negative = 🚫 What must not be in your pictures? For example: <i>text, frame, blur</i>
ask-reply-here = Answer by replying to this message.

stale-text = ⏳ This came while I was away. Do you still want it?
stale-run = 🎨 Yes, paint it

told-instead = ℹ️ { $wanted } can't do that, so { $used } does it.
told-waiting = ⏳ { $running ->
    [one] { $running } of your pictures is under way; this one starts when it is ready.
   *[other] { $running } of your pictures are under way; this one starts as soon as there is room.
  }

picture-text = 🖼 What shall I do with this picture?
picture-change = 🖌 Change it
clip-looking = 🔎 Looking for a recipe in this clip…
clip-no-recipe = 🔎 There is no recipe in this clip. It survives when the original is sent as a file.
picture-recipe = 📜 Read its recipe
picture-deleted = 🗑 This picture is deleted here. Telegram lets me remove messages for 48 hours only, so the rest is up to you.

upscale-text = 🔍 How much larger?
upscale-times = 🔍 Upscale ×{ $scale }
upscale-once = 🔍 Upscale
upscale-cost = { $what } · { $left } of { $limit } left
