history-newer = ◀ Newer
history-older = Older ▶
history-recipe = 📜 Recipe
history-sheet = ▦ All on one sheet
history-all = 🖼 All pictures
history-empty = 🖼 Nothing here yet. Tell me what to paint, and it will be kept here.
history-empty-favourites = ⭐ No favourites yet. Tap ⭐ below a picture to keep it here.
history-delete-text = 🗑 Delete this picture and its file? It cannot be brought back.
