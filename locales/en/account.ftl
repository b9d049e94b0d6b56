quota-text = 📊 <b>Plan { $plan }</b>

    { $lines }

    A new day begins in { $resets } (00:00 UTC).
quota-line = { $kind }: <b>{ $left }</b> of { $limit } left
quota-line-free = { $kind }: no limit, { $used } used

status-text = 🚦 <b>Models</b>

    { $lines }
status-line = 🟢 <b>{ $model }</b>, usually { $usual }
status-line-queue = {" "}· { $queue } in its queue
status-line-waiting = {" "}· { $waiting } waiting here
status-line-off = 🔴 <b>{ $model }</b>: { $reason }
status-balances = 💳 <b>Left at the providers</b>

    { $lines }
status-balance = { $vendor }: { $left }
status-balance-resets = {" "}· renewed { $resets } UTC
balance-credits = { $left ->
    [one] { $left } credit
   *[other] { $left } credits
  }
balance-generations = { $left ->
    [one] { $left } picture
   *[other] { $left } pictures
  }
balance-upscales = { $left ->
    [one] { $left } upscale
   *[other] { $left } upscales
  }

privacy-text = 🔒 <b>What is stored about you</b>

    • your Telegram ID, language and settings
    • your requests, the pictures made from them, and the links you shared
    • your presets, and the elements you have shown
    • how much of your daily quota is used

    { $kept } What you ask for goes to the model's provider, without your name.
privacy-kept = Pictures are kept until you delete them.
privacy-kept-days = { $days ->
    [one] Files are kept for { $days } day.
   *[other] Files are kept for { $days } days.
  }
privacy-export = 📦 Export my data
privacy-export-toast = 📦 Packing…
privacy-export-caption = 📦 Everything stored about you: <code>data.json</code> and your pictures.
privacy-erase = 🗑 Delete my data
privacy-erase-text = 🗑 <b>Delete everything?</b>

    Settings, history and pictures will be gone, and whatever is running will be stopped. This cannot be undone. Messages in our chat stay until you delete them.
privacy-erase-yes = 🗑 Delete everything
privacy-erased = ✅ Done: everything is deleted. Write to me whenever you like, and we start afresh.
