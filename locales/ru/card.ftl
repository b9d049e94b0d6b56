# Карточка хода работы, подпись под картинкой, отчёты.

card-title = 🎨 <b>{ $model }</b>{ $details }
card-detail = {" "}· { $detail }
card-place = ⏳ В очереди: место { $place }
card-progress = { $bar } { $percent } %
card-progress-estimated = { $bar } ≈ { $percent } %
card-done = 🖼 Готово { $done } из { $total }
card-left = ⏱ Осталось примерно { $time }
card-soon = ⏱ Вот-вот будет готово
card-stopping = ✖ Останавливаю…
caption-seed = seed { $seed }
caption-instead = ↪ { $model } сейчас не берёт заказы; нарисовано моделью { $other }.
caption-instead-without = ↪ { $model } сейчас не берёт заказы; нарисовано моделью { $other }, без этого: { $dropped }.
album-control = 🖼 { $count ->
    [one] { $count } картинка
    [few] { $count } картинки
   *[many] { $count } картинок
  }: нажмите номер, чтобы открыть кнопки.
report-several = ⚠️ Не получилось картинок: { $failed } из { $total }
report-item = { $numbers }: { $text }
report-returned = { $returned ->
    [0] Они засчитаны в дневной лимит.
    [one] В дневной лимит вернулся { $returned } запрос.
    [few] В дневной лимит вернулись { $returned } запроса.
   *[many] В дневной лимит вернулось { $returned } запросов.
  }
