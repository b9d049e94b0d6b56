# Several pictures in one go: the list, what it takes, and what came of it.

command-batch = Several pictures, one prompt per line

ask-batch = 📝 Send me up to { $limit } prompts, one per line. Each may have its own parameters:

    <code>a fox in the snow
    an owl with a lantern --ar 16:9</code>
ask-batch-change = 📝 Send me up to { $limit } lines, each of which says what to change in this picture.

batch-faults = ⚠️ Nothing was painted yet, because of { $count ->
    [one] this line
   *[other] these lines
  }:

    { $faults }

    Correct it and send the whole list again.
batch-fault = <b>{ $number }.</b> <i>{ $line }</i>
    { $text }
batch-text = 📝 <b>{ $models }</b> will paint:

    { $lines }
batch-line = { $number }. { $line }
batch-away = ⏳ This came while I was away. Do you still want it?

draft-paint = 🎨 Paint { $count ->
    [one] { $count } picture
   *[other] { $count } pictures
  }
draft-cost = { $what } · { $left } of { $limit } left
draft-dropped = Okay, never mind then.

caption-price = ${ $price }
report-named = { $number }. { $name }

error-too-many-at-once = 📝 One go makes at most { $limit } pictures; that would be { $count }. Send fewer.
