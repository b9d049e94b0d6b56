# Elements: characters and things that people show once and then name as @fox.

command-elements = Your characters, named as @fox in prompts

elements-empty = 🧩 <b>No elements yet</b>

    Show me somebody or something once, and name it in your prompts ever after.

    Send a picture (or an album of up to { $most }) with <code>/element fox</code>, or reply to one with it. Then: <i>@fox on a bicycle</i>. Words after the name describe it: <code>/element fox a red fox in a scarf</code>
elements-text = 🧩 <b>Your elements</b>: { $count } of { $limit }

    Tap a name to change it. More: send a picture with <code>/element name</code>
elements-all = 🧩 All

element-text = 🧩 <b>{ $name }</b>
    { $about }{ $count ->
        [one] { $count } picture of { $limit }
       *[other] { $count } pictures of { $limit }
    }

    Name it in a prompt: <i>{ $name } on a bicycle</i>. The same command with another picture adds it.
element-about = <i>{ $text }</i>
element-saved = ✅ Saved.
element-grown = ✅ Added.
element-renamed = ✅ Renamed.
element-described = ✅ Described.
element-deleted = 🗑 Deleted.
element-rename = 🏷 Rename
element-describe = ✏️ Describe
element-delete-text = 🗑 Delete <b>{ $name }</b> and its pictures here? Pictures painted with it stay.

ask-element-name = 🏷 What shall <b>{ $name }</b> be called from now on? One word, up to { $limit } characters.
ask-element-about = ✏️ What is <b>{ $name }</b>? For example: <i>a red fox in a green scarf</i> (up to { $limit } characters)

error-element-name-unfit = 🧩 An element's name is one word of letters and digits, at most { $limit } characters: <code>/element fox</code>
error-element-name-taken = 🧩 You have an element called “{ $name }” already.
error-element-description-too-long = ✂️ A description has at most { $limit } characters; yours has { $length }.
error-element-full = 🧩 @{ $name } would have { $count } pictures; { $limit } is the most. Delete it in /elements to begin anew.
error-elements-too-many = 🧩 You have { $limit } elements, and that is the most. Delete one in /elements first.
error-elements-unplaced = 🧩 { $model } looks at { $limit ->
    [one] { $limit } picture
   *[other] { $limit } pictures
  } at a time, and this takes at least { $count }. Models that can: { $able }. Choose one with <code>--model</code> or in /settings.
