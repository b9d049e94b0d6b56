# Help with the words of a prompt.

words-help = 🪄 Help me with the words
reword-improve = ✨ Improve it
reword-translate = 🌐 Translate to English
toast-proposing = 🪄 One moment…

proposal-waiting = 🪄 Looking for words…
proposed-improve = 🪄 How about these words? Tap to copy:

    { $prompt }
proposed-translate = 🌐 In English, tap to copy:

    { $prompt }
proposal-use = 🎨 Use
proposal-another = 🔁 Another
proposal-retry = 🔁 Try again
proposal-edit = ✏️ Edit
proposal-keep = ↩️ Keep mine
proposal-kept = 👌 Your words stay as they are:

    { $prompt }
proposal-late = ⏳ No proposal came in time. Your words are as they were, and nothing was counted.
proposal-failed = 🪄 I could not get a proposal. Your words are as they were, and nothing was counted.

ask-proposal = ✏️ Send me the words as you want them. The proposal, tap to copy:

    { $prompt }
