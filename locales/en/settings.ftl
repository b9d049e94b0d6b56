panel-text = ⚙️ <b>Settings</b>
    For your next pictures, painted by <b>{ $model }</b>.
panel-model = 🧠 Model
panel-style = 🎨 Style
panel-ratio = 📐 Proportions
panel-count = 🔢 Pictures
panel-negative = 🚫 Leave out
panel-advanced = 🎛 Advanced
panel-language = 🌍 Language
panel-reset = ↩️ Reset
panel-close = ✖ Close
panel-closed = ⚙️ Closed.

panel-model-text = 🧠 <b>Model</b>

    { $groups }
panel-model-off = ⚠️ { $model }: { $reason }

panel-style-text = 🎨 <b>Style</b>: { $style }
panel-style-none = No style

panel-ratio-text = 📐 <b>Proportions</b>: { $ratio }

panel-count-text = 🔢 <b>Pictures per prompt</b>: { $count }

    Each of them counts towards your daily quota.

panel-negative-text = 🚫 <b>Leave out of the pictures</b>

    { $negative }
panel-negative-write = ✏️ Write
panel-negative-clear = 🗑 Clear

panel-advanced-text = 🎛 <b>Advanced</b>: { $model }

    Tap a name to set it back to the model's default.
panel-seed-random = 🎲 Seed: random
panel-seed-fixed = 📌 Seed: { $seed }
panel-seed-free = 🎲 Random

panel-language-text = 🌍 <b>Language</b>
language-auto = As in Telegram

panel-reset-text = ↩️ <b>Set everything back?</b>

    Model, style, proportions and all the rest return to their defaults. Your language stays.
panel-reset-yes = ↩️ Set back

set-model = 🧠 Model: <b>{ $model }</b>
set-model-dropped = It does without: { $dropped }.
set-style = 🎨 Style: <b>{ $style }</b>
set-ratio = 📐 Proportions: <b>{ $ratio }</b>
set-negative = 🚫 Left out: <i>{ $negative }</i>
set-negative-none = 🚫 Nothing is left out any more.
set-language = 🌍 I speak English now.

dropped-style = style
dropped-ratio = proportions
dropped-negative = what to leave out
dropped-seed = seed
