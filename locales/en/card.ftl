# The status card, the result's caption, and reports.

card-title = 🎨 <b>{ $model }</b>{ $details }
card-detail = {" "}· { $detail }
card-place = ⏳ In line: place { $place }
card-progress = { $bar } { $percent } %
card-progress-estimated = { $bar } ≈ { $percent } %
card-done = 🖼 { $done } of { $total } ready
card-left = ⏱ About { $time } left
card-soon = ⏱ Any moment now
card-stopping = ✖ Stopping…
caption-seed = seed { $seed }
caption-instead = ↪ { $model } did not take it; painted by { $other }.
caption-instead-without = ↪ { $model } did not take it; painted by { $other }, without: { $dropped }.
album-control = 🖼 { $count ->
    [one] { $count } picture
   *[other] { $count } pictures
  }: tap a number for its buttons.
report-several = ⚠️ { $failed } of { $total } pictures could not be made:
report-item = { $numbers }: { $text }
report-returned = { $returned ->
    [0] They count towards your daily quota.
    [one] { $returned } run was returned to your daily quota.
   *[other] { $returned } runs were returned to your daily quota.
  }
