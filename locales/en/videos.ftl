# Clips: what cannot be, and why.
error-input-too-long = 🎞 { $model } takes clips of { $limit } seconds at most; yours lasts { $seconds }. Cut it shorter.
error-shots-unfit = 🎬 { $what ->
    [none] { $model } makes no clips of several shots. Ask for one scene, or choose another model.
    [count] { $model } makes clips of { $high } shots at most; yours has { $value }.
    [words] Shot { $shot }: { $model } reads 1 to { $high } characters of a shot’s words; these are { $value }.
    [length] Shot { $shot }: { $value } seconds; { $model } makes shots of { $low } to { $high } seconds.
    [whole] Shot { $shot }: { $value } seconds; { $model } counts whole seconds only.
   *[total] All shots together last { $value } seconds; { $model } makes { $low } to { $high }.
  }
error-elements-unfit = 🧩 { $what ->
    [none] { $model } takes no saved characters.
    [count] { $model } takes { $high } saved characters at most; the words name { $value }.
    [pictures] @{ $name } has { $value } pictures; { $model } needs { $low } to { $high }.
   *[input] With saved characters { $model } needs a picture to start from as well. Send one.
  }

# Clips: delivered.
caption-length = { $seconds } s
clip-too-large = 📦 { $size } MB are more than Telegram takes from a bot. ⬇ works until { $until } UTC; 📄 gives a new address.
clip-nowhere = 📦 { $size } MB are more than Telegram takes from a bot. The file is kept here: once the operator has set PUBLIC_URL, 📄 gives an address of it.
result-download = ⬇ Download
