# Contact sheets of a person's pictures.

gallery-pick = Tap a number to open a picture.
gallery-narrow = 🗂 Filter
gallery-by-day = 📅 By day
gallery-search = 🔎 Search
gallery-app = ✨ Open the gallery

gallery-favourites = ⭐ Favourites
gallery-kind-picture = 🎨 Painted
gallery-kind-changed = 🖌 Changed
gallery-kind-upscaled = 🔍 Upscaled
gallery-kind-video = 🎬 Videos
gallery-of-model = Made by { $model }

gallery-shelves = 🗂 What shall I show?
gallery-empty-shelf = { $what }: nothing there any more.
gallery-which = ☝️ This sheet shows several pictures. Tap the number of the one you mean, then reply to it with your words.

gallery-days = 📅 { $what }: which day? Days are counted in UTC.
gallery-day = { $day } · { $count }
gallery-earlier-days = Earlier ▶
gallery-latest-days = ⏮ Latest

gallery-ask-search = 🔎 What shall I look for in your prompts? A part of a word is enough: <i>fox</i>
gallery-found = 🔎 { $words }
gallery-nothing-found = 🔎 None of your pictures was made from words with “{ $words }” in them.
gallery-nothing-so-far = 🔎 “{ $words }” is not among the { $count } pictures that I looked through. Older ones were not searched yet.
gallery-searched = I looked through { $count } pictures. Older ones were not searched yet.
gallery-search-on = Search older ▶
