# Presets: recipes that people save under a name as styles of their own.

command-presets = Your own saved styles

result-preset = 🎭 Preset

presets-empty = 🎭 <b>No presets yet</b>

    A preset is a style of your own: model, style, proportions and all the rest, under a name.

    Tap 🎭 below a picture that you like, or reply to it with <code>/preset save evening</code>. Without a reply, the same command saves what is set in /settings.
presets-text = 🎭 <b>Your presets</b>: { $count } of { $limit }
presets-all = 🎭 All

preset-text = 🎭 <b>{ $name }</b>

    { $lines }

    For one prompt: <code>{ $flag }</code>
preset-saved = ✅ Saved.
preset-replaced = ✅ Saved in the place of the old one.
preset-renamed = ✅ Renamed.
preset-worded = ✅ These words go into every prompt.
preset-bare = ✅ Prompts stay as they are.
preset-model-gone = ⚠️ { $model } is gone
preset-adds = Adds
preset-adds-nothing = no words
preset-prompt = Painted from
preset-use = ✓ Use for all pictures
preset-leave = ✖ Stop using
preset-words = ✏️ Words
preset-no-words = 🗑 No words
preset-rename = 🏷 Rename
preset-delete-text = 🗑 Delete the preset <b>{ $name }</b>? Your pictures stay.

ask-preset-name = 🎭 What shall this preset be called? For example: <i>evening</i> (up to { $limit } characters)
ask-preset-rename = 🏷 What shall <b>{ $name }</b> be called from now on? (up to { $limit } characters)
ask-preset-words = ✏️ Which words shall <b>{ $name }</b> add to every prompt? For example: <i>oil painting, golden hour</i> (up to { $limit } characters)

    They come after your own words; <code>{ $place }</code> puts those somewhere else: <i>portrait of { $place }, oil painting</i>
ask-preset-words-now = Now, tap to copy: { $words }
ask-preset-words-from = The picture was painted from this, tap to copy: { $words }

panel-presets = 🎭 Preset
panel-preset-none = No preset
panel-presets-text = 🎭 <b>Preset</b>: { $name }

    Choosing one sets everything as it was saved; its words go into every prompt. Rename and delete: /presets
panel-presets-empty = 🎭 <b>No presets yet</b>

    Tap 🎭 below a picture that you like, or save what is set here with <code>/preset save evening</code>.

told-preset-model = ℹ️ <b>{ $name }</b> was made with { $wanted }, which is not offered any more: { $used } does it.
toast-preset-model = ℹ️ It was made with { $wanted }, which is not offered any more: { $used } does it.

error-unknown-preset = 🎭 { $count ->
    [0] You have no presets yet. Tap 🎭 below a picture, or reply to it with <code>/preset save { $name }</code>.
   *[other] I don't know which preset you mean by “{ $name }”. You have: { $known }
  }
error-preset-name-unfit = 🎭 A preset can't be called that. A name has letters or digits, no parameters, and at most { $limit } characters.
error-preset-name-taken = 🎭 You have a preset called “{ $name }” already.
error-preset-words-too-long = ✂️ A preset adds at most { $limit } characters; yours are { $length }.
error-presets-too-many = 🎭 You have { $limit } presets, and that is the most. Delete one in /presets first.
error-recipe-missing = 📜 There is no recipe in this. Take a picture that I painted, or an original file: photos lose it on the way, and enlarged pictures have none.
