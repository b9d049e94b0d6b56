result-again = 🔁 Again
result-vary = ✨ 4 variations
result-edit = ✏️ Edit prompt
result-change = 🖌 Change
result-upscale = 🔍 Upscale
result-file = 📄 File
result-favour = ⭐ Favourite
result-favoured = 🌟 Favourite
result-share = 🔗 Share
result-copy = 📋 Copy
result-delete = 🗑 Delete
result-back-numbered = ⬅ Picture { $number }

file-caption = 📄 The original, { $size }, with its recipe inside. Send it to me as a file to go on from it.

failure-retry = 🔁 Try again
failure-other = ➡️ { $model }
failure-shorten = ✂️ Shorten and paint
failure-edit = ✏️ Edit prompt

recipe-text = 📜 <b>Recipe</b>
    { $prompt }
    { $lines }
recipe-found = This file brought its recipe along.
recipe-found-of = This file brought its recipe along, written by { $program }.
recipe-model = Model
recipe-mode = Kind
recipe-style = Style
recipe-ratio = Proportions
recipe-seed = Seed
recipe-negative = Left out
