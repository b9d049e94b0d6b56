# Пресеты: рецепты, которые люди сохраняют под именем как собственные стили.

command-presets = Ваши сохранённые стили

result-preset = 🎭 Пресет

presets-empty = 🎭 <b>Пресетов пока нет</b>

    Пресет — это ваш собственный стиль: модель, стиль, пропорции и всё остальное под одним именем.

    Нажмите 🎭 под удачной картинкой или ответьте на неё командой <code>/preset save вечер</code>. Без ответа та же команда сохранит то, что выбрано в /settings.
presets-text = 🎭 <b>Ваши пресеты</b>: { $count } из { $limit }
presets-all = 🎭 Все

preset-text = 🎭 <b>{ $name }</b>

    { $lines }

    Для одного запроса: <code>{ $flag }</code>
preset-saved = ✅ Сохранено.
preset-replaced = ✅ Сохранено вместо прежнего.
preset-renamed = ✅ Переименовано.
preset-worded = ✅ Эти слова попадут в каждый запрос.
preset-bare = ✅ Запросы останутся как есть.
preset-model-gone = ⚠️ { $model } больше нет
preset-adds = Добавляет
preset-adds-nothing = ничего
preset-prompt = Нарисовано по
preset-use = ✓ Для всех картинок
preset-leave = ✖ Больше не применять
preset-words = ✏️ Слова
preset-no-words = 🗑 Без слов
preset-rename = 🏷 Переименовать
preset-delete-text = 🗑 Удалить пресет <b>{ $name }</b>? Картинки останутся.

ask-preset-name = 🎭 Как назвать этот пресет? Например: <i>вечер</i> (до { $limit } знаков)
ask-preset-rename = 🏷 Как теперь назвать <b>{ $name }</b>? (до { $limit } знаков)
ask-preset-words = ✏️ Какие слова <b>{ $name }</b> будет добавлять к каждому запросу? Например: <i>масло, закатный свет</i> (до { $limit } знаков)

    Они идут после ваших слов; <code>{ $place }</code> ставит ваши слова в другое место: <i>портрет: { $place }, масло</i>
ask-preset-words-now = Сейчас, нажмите, чтобы скопировать: { $words }
ask-preset-words-from = Картинка нарисована по этому запросу, нажмите, чтобы скопировать: { $words }

panel-presets = 🎭 Пресет
panel-preset-none = Без пресета
panel-presets-text = 🎭 <b>Пресет</b>: { $name }

    При выборе всё станет так, как сохранено; его слова попадут в каждый запрос. Переименовать и удалить: /presets
panel-presets-empty = 🎭 <b>Пресетов пока нет</b>

    Нажмите 🎭 под удачной картинкой или сохраните то, что выбрано здесь: <code>/preset save вечер</code>.

told-preset-model = ℹ️ <b>{ $name }</b> сделан с моделью { $wanted }, а её больше нет: рисует { $used }.
toast-preset-model = ℹ️ Он сделан с моделью { $wanted }, а её больше нет: рисует { $used }.

error-unknown-preset = 🎭 { $count ->
    [0] Пресетов у вас пока нет. Нажмите 🎭 под картинкой или ответьте на неё командой <code>/preset save { $name }</code>.
   *[other] Непонятно, какой пресет вы имеете в виду: «{ $name }». У вас есть: { $known }
  }
error-preset-name-unfit = 🎭 Так пресет назвать нельзя. В имени должны быть буквы или цифры, без параметров, не больше { $limit } знаков.
error-preset-name-taken = 🎭 Пресет «{ $name }» у вас уже есть.
error-preset-words-too-long = ✂️ Пресет добавляет не больше { $limit } знаков, а у вас { $length }.
error-presets-too-many = 🎭 У вас уже { $limit } пресетов, больше нельзя. Сначала удалите какой-нибудь в /presets.
error-recipe-missing = 📜 Здесь нет рецепта. Возьмите картинку, которую нарисовал я, или исходный файл: у фотографий он теряется по дороге, а у увеличенных картинок его нет.
