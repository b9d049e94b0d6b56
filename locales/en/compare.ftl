# One prompt on several models side by side.

command-compare = One prompt on several models

ask-compare = 🆚 What shall the models paint?
ask-compare-change = 🆚 What shall the models change in this picture?

compare-text = 🆚 Choose the models; all their pictures come together.
    { $prompt }
    { $notes }
compare-dropped = ℹ️ { $model } { $count ->
    [one] does
   *[other] do
  } not take <code>{ $flags }</code>.
compare-impossible = 🚫 { $model }: { $text }
compare-more = At least two models are needed.
compare-single = 🆚 There is only { $model } here that can do this, so there is nothing to compare.
compare-model = { $chosen ->
    [yes] ✓ { $model }
   *[no] { $model }
  }
compare-priced = { $model } · ${ $price }
