history-newer = ◀ Новее
history-older = Старше ▶
history-recipe = 📜 Рецепт
history-sheet = ▦ К общему листу
history-all = 🖼 Все картинки
history-empty = 🖼 Здесь пока пусто. Напишите, что нарисовать, и картинка появится здесь.
history-empty-favourites = ⭐ В избранном пока пусто. Нажмите ⭐ под картинкой, и она появится здесь.
history-delete-text = 🗑 Удалить эту картинку вместе с файлом? Вернуть её будет нельзя.
