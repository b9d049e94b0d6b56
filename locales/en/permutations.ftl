# Choices in braces: one prompt, several pictures.

permutations-text = 🔀 <b>{ $models }</b> will paint each of these:

    { $lines }
permutations-literal = 1️⃣ One picture, braces as they are

# A command that is too long for the button that copies.
toast-copy = 📋 Tap the text to copy it.

error-permutations-too-many = 🔀 Your braces make { $count } pictures; one go makes at most { $limit }. Leave some choices out. A brace that is just a brace gets a backslash before it.
