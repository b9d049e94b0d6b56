share-text = 🔗 Кто откроет эту ссылку, увидит { $kind ->
    [clip] ролик и его
   *[picture] картинку и её
  } рецепт:
    { $link }
share-copy = 📋 Скопировать
share-revoke = ✖ Отозвать
share-revoked = ✖ Ссылка отозвана и больше никуда не ведёт. Новую сделает кнопка 🔗.

shared-text = 🔗 С вами поделились { $kind ->
    [clip] роликом
   *[picture] картинкой
  }.

    { $recipe }
shared-text-started = 🔗 С вами поделились { $kind ->
    [clip] роликом. Он сделан
   *[picture] картинкой. Она сделана
  } из другого снимка, которого здесь нет: пришлите мне свой с этими словами.

    { $recipe }
shared-again = 🔁 Хочу и себе

recipe-left-out = ℹ️ { $model } не учтёт: { $names }
recipe-changed = ℹ️ { $model } возьмёт другое: { $changes }
