"""A local Telegram: the Bot API over HTTP, as strict as the real one, and the people who use it.

It serves two masters: ``make demo`` (people in a browser) and the test suite (scripted people), so
that people can see what tests see. It knows nothing of our bot: any bot that speaks HTTP may use
it, in this process or another one, and its state outlives the bot's restarts.

Starting::

    async with Sandbox() as sandbox:     # port=, host=, token=, privacy=, flood=, clock=
        api = TelegramAPIServer.from_base(sandbox.url)
        bot = Bot(sandbox.token, session=AiohttpSession(api=api))

``sandbox.url``
    base address of the server, e.g. ``http://127.0.0.1:40123``
``sandbox.token``, ``sandbox.bot_user``
    the bot's token, and the bot as a ``User`` in JSON (``id``, ``username``, ...)
``sandbox.page_script``
    address of what stands in for ``telegram-web-app.js`` in pages inside Telegram
``sandbox.calls``
    every call of the bot, oldest first: ``call.method``, ``call.params`` (decoded; an upload
    stands as ``<name, n bytes>``), ``call.at``, ``call.result``, ``call.error`` (``None`` or an
    ``ApiError`` with ``code`` and ``description``); ``sandbox.calls.named("sendPhoto")``;
    ``await sandbox.calls.wait("sendPhoto", count=2, timeout=5)`` until that many are processed,
    ``await sandbox.calls.started("sendPhoto")`` until it has come, processed or not
``sandbox.faults``
    scripted faults, see ``bot.sandbox.faults``:
    ``sandbox.faults.add("sendPhoto", Fault.lost_answer(), times=1)``
``sandbox.flood``
    flood limits: ``Sandbox(flood="record" | "enforce" | "off")``, by default recorded;
    ``sandbox.flood.violations`` is empty when the bot kept to them
``sandbox.clock``
    ``Sandbox(clock=ManualClock())``, then ``sandbox.clock.advance(60)`` seconds
``await sandbox.confirmed(timeout=5)``
    waits until the bot has taken every update

People and chats::

    anna = sandbox.person("Anna", language="en")    # the same name gives the same person
    boris = sandbox.person("Boris", language="ru", username="boris")
    chat = anna.private                             # her chat with the bot, as she sees it
    group = sandbox.group("Painters", members=[anna, boris], forum=True)   # Anna owns it
    painters = group.as_(boris)                     # the group as Boris sees it

A chat view (``anna.private``, ``group.as_(boris)``; the same object every time) speaks for one
person and remembers how far they have read::

    msg = await chat.say("a fox", reply_to=None, topic=None)    # a MessageView of what she sent
    msg = await chat.command("imagine", "a fox", reply_to=None, topic=None)   # "/imagine a fox";
                       # in groups "/imagine@bot a fox", unless addressed=False
    msg = await chat.send_photo(png_bytes, caption=None, reply_to=None, topic=None)
    msg = await chat.send_document(data, "a.png", "image/png", caption=None, ...)
    msg = await chat.send_video(mp4_bytes, caption=None, ...)   # measured as clients do;
                       # size=(640, 360), duration=5 tell something else of it
    msg = await chat.send_animation(gif_or_mp4_bytes, caption=None, ...)
    msgs = await chat.send_album([png, png], caption=None, reply_to=None, topic=None)
    msg = await chat.forward(message)
    msg = await chat.edit(msg, "another text")
    await chat.delete(msg)
    await chat.clear()

Waiting is driven by events and never misses one: every view has a cursor into the journal; a wait
looks at what the bot sent or edited since the event that the last wait returned, so it does not
matter whether the message came before or after the call::

    m = await chat.wait(lambda m: "fox" in m.text, timeout=5, since=None)
    m = await chat.wait_text("fox")             # in the text or caption
    m = await chat.wait_photo()                 # and wait_document(), wait_video()
    ms = await chat.wait_album(count=4)         # the messages of one media group, in order
    m = await chat.wait_button("🔁")            # a message or edit with such a button
    await chat.wait_action("upload_photo")      # a chat action since the last one waited for

``since=msg`` looks at everything after that message instead (for runs that finish in any order);
``since=START`` at the whole history. ``chat.skip()`` marks all as seen. A wait that fails raises
``NothingCameError`` with the transcript in its text.

::

    chat.messages                               # all that are not deleted, oldest first
    chat.last                                   # the newest
    transcript(chat)                            # the conversation as plain text

A message view is what was seen at that moment (an edit makes a new view)::

    m.id  m.chat_id  m.text  m.caption  m.words (text or caption)  m.html  m.entities  m.json
    m.buttons          # labels by row: [["🔁 Again", "✨"], ...]
    m.button("🔁")     # the JSON of the button with this in its label, or with this data
    m.photo            # None or a Picture: .width .height .size .file_size .spoiler
    m.document  m.video  m.animation            # None or its JSON
    await m.bytes()    # of the largest photo size, document, video or animation
    m.reply_to         # id of the message it answers, or None
    m.replies_to(msg)  m.thread_id  m.album_id  m.edited  m.from_bot
    m.deleted  m.reactions  m.latest            # these three tell of now, not of then
    m = await m.becomes(lambda m: "done" in m.text, timeout=5)    # now or after an edit
    await m.gone(timeout=5)                                       # now or once it is deleted

What people do::

    alert = await anna.tap(m, "🔁", timeout=5)  # by part of the label, or by the callback data;
                       # waits for such a button, then for the bot's answer:
                       # .text .show_alert .url .copied (copy button) .inline (inline button)
    await anna.press(m, "🔁")                   # does not wait for the answer; gives the query id
    await anna.react(m, "❤");  await anna.react(m, None)
    found = await anna.inline("a fox", chat=None, offset="", timeout=5)   # typed after "@bot "
                       # found.results (JSON)  found.next_offset  found.button  found["title part"]
    m = await anna.choose(found, 0, chat=None)  # by place, id or part of the title; chat: a view
                       # of hers, by default her private chat with the bot
    url = await anna.launch(m, "Open")          # a page inside Telegram, by a web_app button or,
                       # without a message, by the menu button: its address, signed for her
    await anna.pay(m)                           # pre_checkout_query, then successful_payment
    await anna.block_bot();  await anna.unblock_bot()
    await anna.start(payload="")                # taps Start or a deep link
    anna.language = "ru"
    anna.commands                               # what "/" shows her: {"imagine": "..."}

    group.id  group.topics  group.commands(person)  group.migrate() -> new id
    group.add(person)  group.kick(person)  group.promote(person)  group.demote(person)
    group.add_bot()  group.remove_bot()  group.promote_bot()
    group.silence_bot("photos")                 # by default everything; group.add_bot() gives back
    group.forbid("messages", "photos")          # to all plain members; group.forbid() nothing
    m = await group.say_as_group("/group off")  # as an administrator who remains anonymous
    group.add_topic("Foxes") -> thread id;  group.delete_topic(thread_id)

A ``timeout`` is in seconds.
"""

from bot.sandbox.chatview import START, ChatView
from bot.sandbox.clock import ManualClock, SystemClock
from bot.sandbox.errors import ApiError, NothingCameError
from bot.sandbox.faults import Fault, Faults
from bot.sandbox.groups import Group
from bot.sandbox.messages import MessageView, Picture
from bot.sandbox.people import Answer, Found, PaymentRefusedError, Person
from bot.sandbox.sandbox import BOT, TOKEN, Sandbox


def transcript(view: ChatView) -> str:
    """Return a conversation as plain text."""
    return view.transcript()


__all__ = [
    "BOT",
    "START",
    "TOKEN",
    "Answer",
    "ApiError",
    "ChatView",
    "Fault",
    "Faults",
    "Found",
    "Group",
    "ManualClock",
    "MessageView",
    "NothingCameError",
    "PaymentRefusedError",
    "Person",
    "Picture",
    "Sandbox",
    "SystemClock",
    "transcript",
]
