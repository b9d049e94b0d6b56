from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.fsm.storage.base import StorageKey

from bot.storage.conversations import ConversationStore
from bot.storage.database import Database
from bot.telegram.fsm import ConversationStorage, conversation_key
from tests.support.database import database_url, new_database_url, sqlite_template

__all__ = ["database_url", "new_database_url", "sqlite_template"]

ASKING = State("prompt", group_name="asking")
KEY = StorageKey(bot_id=1, chat_id=-5, user_id=7, thread_id=3)


def test_a_conversation_is_a_person_in_a_topic_of_a_chat() -> None:
    assert conversation_key(KEY) == "-5:3:7"
    assert conversation_key(StorageKey(bot_id=1, chat_id=7, user_id=7)) == "7:0:7"


async def test_a_restart_forgets_no_question(database_url: str) -> None:
    first = Database(database_url)
    asked = FSMContext(ConversationStorage(ConversationStore(first)), KEY)
    await asked.set_state(ASKING)
    await asked.update_data(run=12)
    await first.close()
    second = Database(database_url)
    remembered = FSMContext(ConversationStorage(ConversationStore(second)), KEY)
    assert await remembered.get_state() == ASKING.state == "asking:prompt"
    assert await remembered.get_data() == {"run": 12}
    await remembered.clear()
    assert await remembered.get_state() is None
    await second.close()
