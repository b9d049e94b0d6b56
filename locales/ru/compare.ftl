# Один запрос, разные модели.

command-compare = Один запрос, разные модели

ask-compare = 🆚 Что нарисовать разными моделями?
ask-compare-change = 🆚 Что изменить в этой картинке разными моделями?

compare-text = 🆚 Выберите модели: все картинки придут вместе.
    { $prompt }
    { $notes }
compare-dropped = ℹ️ { $model } не { $count ->
    [one] понимает
    [few] понимают
   *[many] понимают
  } <code>{ $flags }</code>.
compare-impossible = 🚫 { $model }: { $text }
compare-more = Нужны хотя бы две модели.
compare-single = 🆚 Это здесь умеет только { $model }, сравнивать не с чем.
compare-model = { $chosen ->
    [yes] ✓ { $model }
   *[no] { $model }
  }
compare-priced = { $model } · ${ $price }
