# Что решают админы группы и что узнают об этом участники.

group-panel = 👥 <b>Настройки группы</b>
    Для всех в «{ $title }». Менять их могут админы.
group-panel-today = { $daily ->
    [none] Картинок сегодня: { $today }
   *[other] Картинок сегодня: { $today } из { $daily }
  }
group-panel-on = 🟢 Бот включён
group-panel-off = 🔴 Бот выключен
group-panel-models = 🧠 Модели: { $on ->
    [all] все
   *[other] { $on } из { $all }
  }
group-panel-daily = 📊 В день: { $daily ->
    [none] без ограничений
   *[other] { $daily }
  }
group-panel-payer = 💳 Кто платит: { $payer ->
    [group] группа
   *[member] каждый за себя
  }
group-panel-spoiler = 🙈 Спойлер: { $state }
group-panel-language = 🌍 Язык: { $language }
group-panel-language-own = у каждого свой
group-panel-closed = 👥 Закрыто.

group-models-text = 🧠 <b>Модели в этой группе</b>
    Нажмите, чтобы выключить или включить. Кто выбрал себе выключенную здесь модель, получит первую из включённых.
group-models-all = ✓ Включить все

group-daily-text = 📊 <b>Картинок в день</b>
    На всех участников вместе, до 00:00 UTC. Неудачные не считаются.
    Любое другое число: <code>/group daily 30</code>
group-daily-none = Без ограничений

group-payer-text = 💳 <b>Кто платит</b>
    Каждая картинка засчитывается в дневной лимит: того, кто её попросил, или самой группы, один на всех участников.
group-payer-purse = Лимит группы (тариф { $plan }), в день:
    { $lines }
group-payer-no-purse = Своего лимита у этой группы нет. Его может выдать оператор бота: <code>/group plan pro</code>
group-payer-member = Каждый за себя
group-payer-group = Группа

group-language-text = 🌍 <b>Язык</b>
    На каком я говорю в этой группе.
group-language-auto = У каждого свой

# Ответы на `/group daily 30` и тому подобное.
group-set-on = 🟢 Я включён в этой группе.
group-set-off = 🔴 Я выключен в этой группе и молчу. Админы включат меня командой <code>/group on</code>.
group-set-daily = 📊 В этой группе можно получить { $daily ->
    [one] { $daily } картинку в день.
    [few] { $daily } картинки в день.
   *[many] { $daily } картинок в день.
  }
group-set-daily-none = 📊 Своего ограничения у группы больше нет.
group-set-payer-member = 💳 Каждый платит из своего дневного лимита.
group-set-payer-group = 💳 Платит группа, из своего лимита. Сколько осталось: /quota
group-set-spoiler-on = 🙈 Картинки приходят под спойлером: их видно после нажатия.
group-set-spoiler-off = 🙈 Картинки приходят открытыми.
group-set-language = 🌍 Теперь я говорю в этой группе по-русски.
group-set-language-auto = 🌍 С каждым я говорю на его языке.
group-set-model-on = 🧠 { $model } в этой группе включена.
group-set-model-off = 🧠 { $model } в этой группе выключена.
group-set-model-all = Любая модель
group-plan-usage = 🤔 Можно так: <code>{ $known }</code>
group-set-plan = 💳 Теперь у группы есть свой лимит, тариф { $plan }. Платить ли из него, решают админы: <code>/group pays group</code>
group-set-plan-none = 💳 Своего лимита у группы больше нет, кроме того, что есть у всех групп.

group-usage = 🤔 Такой настройки нет. Можно так:
    <code>/group on</code> · <code>/group off</code>
    <code>/group allow { $model }</code> · <code>/group forbid { $model }</code>
    <code>/group daily 50</code> · <code>/group daily none</code>
    <code>/group pays members</code> · <code>/group pays group</code>
    <code>/group spoiler on</code> · <code>/group spoiler off</code>
    <code>/group language ru</code> · <code>/group language auto</code>
    А просто <code>/group</code> открывает панель.
group-private = 👥 Команда <code>/group</code> для групп: там админы решают, кто платит, какие модели рисуют и не только. Добавьте меня в группу и отправьте её там.
group-add = ➕ Добавить меня в группу
group-anonymous = 🎭 Вы пишете от имени группы, и мне не понять, чья это будет картинка. Напишите от своего имени или откройте настройки группы: /group.

group-help-text = <b>Рисовать в этой группе</b>
    { $ways }
    Параметры действуют на один раз: <code>--ar 16:9</code> · <code>--style</code> стиль · <code>--no</code> что исключить · <code>--n 4</code> · <code>--model</code> модель

    <b>Изменить картинку</b>
    Ответьте словами на мою картинку или командой <code>/imagine сделай ночь</code> на любую другую.

    <b>Под каждой картинкой</b>
    Кнопки 🔁 ✨ ✏️ 🖌 🔍 📄 для всех. ✖ и 🗑 — для того, кто просил картинку, и для админов.
    { $payer ->
        [group] Платит группа, из дневного лимита, одного на всех.
       *[member] Платит тот, кто попросил или нажал, из своего дневного лимита.
    }

    <b>Команды</b>
    /batch — несколько картинок, по запросу в строке
    /compare — один запрос, разные модели
    /settings — ваши модель, стиль, пропорции
    /quota — сколько осталось на сегодня
    /status — какие модели сейчас работают
    /cancel — остановить всё ваше здесь
    /group — настройки группы, для админов

quota-purse-text = 📊 <b>Лимит группы</b>, тариф { $plan }

    { $lines }

    Он один на всех участников. Новый день начнётся через { $resets } (00:00 UTC).
quota-group-line = 👥 В этой группе на сегодня { $left ->
    [one] осталась <b>{ $left }</b> картинка из { $daily }
    [few] осталось <b>{ $left }</b> картинки из { $daily }
   *[many] осталось <b>{ $left }</b> картинок из { $daily }
  }, кто бы ни просил.

# Ошибки.
error-not-admin = ✋ Это могут только админы группы.
error-no-purse = 💳 Своего лимита у этой группы нет. Его может выдать оператор бота.
error-model-barred = 🧠 Модель { $model } в этой группе выключена. Включены: { $known }.
error-last-model = 🧠 Хотя бы одна модель должна остаться. Чтобы бот замолчал, выключите его целиком.
error-purse-empty = 📊 Лимит группы, { $allowance ->
    [image_to_image] картинки по картинкам
    [upscale] увеличения
    [video] видео
   *[other] картинки
  }: на сегодня осталось { $left } из { $limit }, а нужно { $needed }. Новый день начнётся через { $hours } ч { $minutes } мин.
error-group-quota-exceeded = 👥 Картинки в этой группе: на сегодня осталось { $left } из { $limit }, а нужно { $needed }. Новый день начнётся через { $hours } ч { $minutes } мин.
error-group-off = 🔴 Админы выключили меня в этой группе.

told-instead-barred = ℹ️ Модель { $wanted } в этой группе выключена, рисует { $used }.
