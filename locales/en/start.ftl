start-text = 👋 Hello, { $name }!

    I paint what you write. Tell me in your own words what you want to see, or tap an example:

example-1 = A fox in a scarf, snowy forest
example-2 = A lighthouse in a storm, big waves
example-3 = A tiny city inside a glass bottle

help-text = <b>Paint</b>
    Any message is a wish: <i>an owl with a lantern</i>. Parameters hold for this one time:
    <code>/imagine an owl with a lantern --ar 16:9 --n 2</code>
    <code>--ar</code> proportions · <code>--style</code> · <code>--no</code> what to leave out · <code>--n</code> how many · <code>--seed</code> to repeat a picture · <code>--model</code> · <code>--preset</code> a style of your own
    Choices in braces make a picture each: <i>a { $choices } fox</i>

    <b>Change a picture</b>
    Send a photo with a caption, or reply to any picture with words: <i>make it night</i>.
    A picture without words opens a menu.
    Show somebody once with <code>/element fox</code>, and name them ever after: <i>@fox on a bicycle</i>.
    To change just a part, paint it over in red and send that copy in reply to the picture.

    <b>Film</b>
    <code>/video a fox wakes up</code>, 🎬 below a picture, or a video with a caption that says what to change.
    Below each video: ➕ goes on with it · 🔍 enlarges it

    <b>Below each picture</b>
    🔁 again · ✨ variations · ✏️ edit the prompt · 🖌 change the picture · 🔍 upscale · 🎭 save as a preset · 📄 original file with its recipe · ⭐ favourite · 🔗 share by a link · 📋 copy the command · 🗑 delete
    Reactions work too: ❤ favourite, 👎 delete.

    <b>Commands</b>
    /batch – several pictures, one prompt per line
    /compare – one prompt, several models
    /settings – model, style, proportions and more
    /presets – your own saved styles · /elements – your characters
    /history – your pictures; <code>/history fox</code> searches them
    /quota – what is left today
    /status – which models answer
    /cancel – stop what is running
    /privacy – your data

    In groups: <code>/imagine …</code>, or reply to one of my messages.
help-choices = red,white

group-text = 👋 I paint what you write. In this group I listen to:

    { $ways }

    { $payer ->
        [group] Each picture counts towards the daily quota that this group shares.
       *[member] Each picture counts towards the daily quota of whoever asked for it or pressed its button.
    }

    Your own settings: /settings. Admins: /group
group-way-command = • <code>/imagine a fox in the snow</code>
group-way-mention = • <code>@{ $username } a fox in the snow</code>
group-way-reply = • replies to my messages: <i>make it night</i>
