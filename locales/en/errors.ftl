# One `error-<code>` for each error of bot/core/errors.py: what happened, and what can be done.

error-prompt-empty = ✏️ There are no words to paint. Tell me what you want to see.
error-prompt-too-long = ✂️ { $model } reads at most { $limit } characters; yours are { $length }. Shorten the prompt.
error-prompts-too-long = ✂️ { $model } reads at most { $limit } characters, what must not be in the picture included; yours are { $length } together. Shorten one of them.
error-unknown-parameter = 🤔 { $model } has no <code>--{ $name }</code>. It takes: <code>{ $known }</code>
error-bad-parameter = 🤔 <code>--{ $name } { $value }</code> is not possible with { $model }. Allowed: { $allowed }
error-unknown-model = 🤔 I don't know which model you mean by “{ $name }”. There are: { $known }
error-unknown-style = 🤔 { $model } has no style “{ $name }”. It has: { $known }
error-unknown-ratio = 🤔 { $model } can't make { $name }. It can make: { $known }
error-unsupported-option = 🤔 { $model } doesn't take <code>--{ $name }</code> here. It takes: <code>{ $known }</code>
error-unsupported-mode = 🤔 { $mode ->
    [mask] { $model } cannot change a marked part alone. Models that can: { $able }.
    [image_to_image] { $model } does not start from pictures. Models that can: { $able }.
    [upscale] { $model } does not enlarge pictures. Models that can: { $able }.
    [text_to_video] { $model } does not film from words. Models that can: { $able }.
    [image_to_video] { $model } does not animate pictures. Models that can: { $able }.
    [video_to_video] { $model } does not change videos. Models that can: { $able }.
    [extend_video] { $model } cannot go on with this video. Models that can: { $able }.
    [upscale_video] { $model } cannot enlarge this video. Models that can: { $able }.
   *[other] { $model } does not paint from words. Models that can: { $able }.
  }
error-input-missing = 🖼 A picture is missing. Send one, or reply to one with this command.
error-input-too-large = 🐘 The picture has { $size_mb } MB; { $limit_mb } MB is the most. Send it smaller, or as a photo.
error-input-too-many = 🖼 { $model } takes { $limit ->
    [one] { $limit } picture
   *[other] { $limit } pictures
  } at a time; you sent { $count }.
error-input-unreadable = 🧐 I can't read this as a picture. Send it as a photo, or as a JPEG, PNG or WebP file.
error-input-gone = 🕳 The picture is not kept any more. Send it again.
error-not-found = 🕳 That is not there any more.
error-not-yours = ✋ That belongs to somebody else.
error-search-over = 🔎 That was a while ago, and I no longer know what you were looking for. Send <code>/history</code> with the words again.
error-link-gone = 🔗 This link leads nowhere any more: whoever shared it took it back, or the picture was deleted.
error-nothing-to-cancel = There is nothing to stop.

error-quota-exceeded = 📊 { $allowance ->
    [image_to_image] Pictures from pictures
    [upscale] Upscales
    [video] Videos
   *[other] Pictures
  }: { $left } of { $limit } left today, and this takes { $needed }. A new day begins in { $hours } hr { $minutes } min.
error-throttled = 🐢 That was a bit fast. Try again in { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
  }.
error-banned = ⛔ The operator has closed this bot to you. { $reason }

error-misconfigured = 🔑 The model's provider does not accept this bot's key. The operator has to mend that.
error-out-of-credits = 🪫 This bot's account with the model's provider is used up. The operator has to top it up.
error-rate-limited = 🚦 Too many requests have reached this model. Try again in a minute.
error-unavailable = 💤 { $reason ->
    [DISABLED_BY_QUEUE] The model's queue is full just now.
    [DISABLED_MANUALLY] The model is switched off by its maker for the moment.
    [RETIRED] The model is no longer offered by its maker.
   *[other] The model does not answer just now.
  }
error-content-rejected = 🙅 The model's moderation declined to paint this. Put it in other words, or start from another picture.
error-invalid-request = 🤔 The model could not do anything with this request. Change the prompt or the settings.
error-bad-response = 🤯 The model answered with something that makes no sense.
error-task-failed = 💥 The model began and could not finish.
error-timed-out = ⌛ The model took too long, so I stopped waiting.
error-result-lost = 🕳 The picture was made, but it could not be fetched any more.
error-ambiguous = 🌫 The model did not say whether it took the request. I don't ask twice by myself, so that nothing is paid twice.

error-cancelled = ✖ Stopped.
error-cancelled-late = ✖ Stopped, but the model had begun.

error-unreachable = 📪 The chat cannot be written to.
error-file-rejected = 📎 Telegram does not take this picture here, neither as a photo nor as a file. If this chat does not allow pictures, ask me in our private chat; otherwise try other proportions.

error-internal = 🛠 Something went wrong on our side while this picture was made. The operator finds it in the log under <code>{ NUMBER($run, useGrouping: 0) }</code>.

# What came of the quota, and the next step.
error-refunded = Nothing was taken from your daily quota.
error-spent = It counts towards your daily quota.
error-next-retry = 🔁 Trying again may help.
error-next-model = ➡️ Another model may do it.
error-unexpected = 🛠 Something went wrong on our side. If it happens again, tell the operator this number: <code>{ $reference }</code>
