# Несколько картинок сразу: список, что он займёт и что из него вышло.

command-batch = Несколько картинок, по запросу в строке

ask-batch = 📝 Пришлите до { $limit } запросов, каждый с новой строки. У каждого могут быть свои параметры:

    <code>лиса в снегу
    сова с фонарём --ar 16:9</code>
ask-batch-change = 📝 Пришлите до { $limit } строк: в каждой напишите, что изменить в этой картинке.

batch-faults = ⚠️ Я пока ничего не рисую: { $count ->
    [one] с одной строкой не получится
    [few] с { $count } строками не получится
   *[many] с { $count } строками не получится
  }.

    { $faults }

    Исправьте и пришлите весь список ещё раз.
batch-fault = <b>{ $number }.</b> <i>{ $line }</i>
    { $text }
batch-text = 📝 Список для <b>{ $models }</b>:

    { $lines }
batch-line = { $number }. { $line }
batch-away = ⏳ Это пришло, пока меня не было. Ещё нужно?

draft-paint = 🎨 Нарисовать { $count }
draft-cost = { $what } · осталось { $left } из { $limit }
draft-dropped = Хорошо, не надо.

caption-price = ${ $price }
report-named = { $number }. { $name }

error-too-many-at-once = 📝 За один раз можно не больше { $limit } картинок, а здесь { $count }. Пришлите меньше.
