# Элементы: персонажи и вещи, которые показывают один раз и потом зовут по имени: @fox.

command-elements = Ваши персонажи: @имя в запросе

elements-empty = 🧩 <b>Элементов пока нет</b>

    Покажите кого-то или что-то один раз, а потом просто называйте в запросах.

    Пришлите картинку (или альбом, до { $most }) с подписью <code>/element лиса</code> или ответьте так на картинку. И дальше: <i>@лиса на велосипеде</i>. Слова после имени станут описанием: <code>/element лиса рыжая лиса в шарфе</code>
elements-text = 🧩 <b>Ваши элементы</b>: { $count } из { $limit }

    Нажмите на имя, чтобы изменить. Добавить: картинка с подписью <code>/element имя</code>
elements-all = 🧩 Все

element-text = 🧩 <b>{ $name }</b>
    { $about }{ $count ->
        [one] { $count } картинка из { $limit }
        [few] { $count } картинки из { $limit }
       *[many] { $count } картинок из { $limit }
    }

    Назовите в запросе: <i>{ $name } на велосипеде</i>. Та же команда с другой картинкой добавит её.
element-about = <i>{ $text }</i>
element-saved = ✅ Сохранено.
element-grown = ✅ Добавлено.
element-renamed = ✅ Переименовано.
element-described = ✅ Описание сохранено.
element-deleted = 🗑 Удалено.
element-rename = 🏷 Переименовать
element-describe = ✏️ Описать
element-delete-text = 🗑 Удалить <b>{ $name }</b> и его картинки у меня? То, что с ним нарисовано, останется.

ask-element-name = 🏷 Как теперь назвать <b>{ $name }</b>? Одно слово, до { $limit } знаков.
ask-element-about = ✏️ Что такое <b>{ $name }</b>? Например: <i>рыжая лиса в зелёном шарфе</i> (до { $limit } знаков)

error-element-name-unfit = 🧩 Имя элемента — одно слово из букв и цифр, не длиннее { $limit } знаков: <code>/element лиса</code>
error-element-name-taken = 🧩 Элемент «{ $name }» у вас уже есть.
error-element-description-too-long = ✂️ Описание не длиннее { $limit } знаков, а у вас { $length }.
error-element-full = 🧩 У @{ $name } стало бы { $count } картинок, а можно не больше { $limit }. Чтобы начать заново, удалите его в /elements.
error-elements-too-many = 🧩 У вас уже { $limit } элементов, больше нельзя. Сначала удалите какой-нибудь в /elements.
error-elements-unplaced = 🧩 { $model } смотрит не больше { $limit ->
    [one] чем на { $limit } картинку
    [few] чем на { $limit } картинки
   *[many] чем на { $limit } картинок
  } сразу, а здесь нужно хотя бы { $count }. Могут: { $able }. Выберите модель через <code>--model</code> или в /settings.
