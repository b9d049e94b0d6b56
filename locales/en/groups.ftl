# What the admins of a group decide, and what its members are told of it.

group-panel = 👥 <b>Group settings</b>
    For everybody in { $title }. Admins can change them.
group-panel-today = { $daily ->
    [none] Pictures today: { $today }
   *[other] Pictures today: { $today } of { $daily }
  }
group-panel-on = 🟢 The bot is on
group-panel-off = 🔴 The bot is off
group-panel-models = 🧠 Models: { $on ->
    [all] all
   *[other] { $on } of { $all }
  }
group-panel-daily = 📊 Pictures a day: { $daily ->
    [none] no limit
   *[other] { $daily }
  }
group-panel-payer = 💳 Who pays: { $payer ->
    [group] the group
   *[member] each member
  }
group-panel-spoiler = 🙈 Covered pictures: { $state }
group-panel-language = 🌍 Language: { $language }
group-panel-language-own = each their own
group-panel-closed = 👥 Closed.

group-models-text = 🧠 <b>Models in this group</b>
    Tap one to switch it off or on. Whoever prefers one that is off here gets the first that is on.
group-models-all = ✓ All on

group-daily-text = 📊 <b>Pictures a day</b>
    For all members together, until 00:00 UTC. What failed does not count.
    Any other number: <code>/group daily 30</code>
group-daily-none = No limit

group-payer-text = 💳 <b>Who pays</b>
    Each picture counts towards a daily quota: that of whoever asked for it, or the group's own purse, which all members share.
group-payer-purse = The group's purse (plan { $plan }), a day:
    { $lines }
group-payer-no-purse = This group has no purse of its own. An operator of this bot can give it one: <code>/group plan pro</code>
group-payer-member = Each member
group-payer-group = The group

group-language-text = 🌍 <b>Language</b>
    In which I speak in this group.
group-language-auto = Each their own

# Answers to `/group daily 30` and the like.
group-set-on = 🟢 I am on in this group.
group-set-off = 🔴 I am off in this group and keep quiet. Admins wake me with <code>/group on</code>.
group-set-daily = 📊 This group may have { $daily ->
    [one] { $daily } picture a day.
   *[other] { $daily } pictures a day.
  }
group-set-daily-none = 📊 This group has no limit of its own any more.
group-set-payer-member = 💳 Each member pays from their own daily quota.
group-set-payer-group = 💳 The group pays from its own purse. What is left: /quota
group-set-spoiler-on = 🙈 Pictures come covered: a tap shows them.
group-set-spoiler-off = 🙈 Pictures come as they are.
group-set-language = 🌍 I speak English in this group now.
group-set-language-auto = 🌍 I speak to everybody in their own language.
group-set-model-on = 🧠 { $model } is on in this group.
group-set-model-off = 🧠 { $model } is off in this group.
group-set-model-all = Every model
group-plan-usage = 🤔 Like this: <code>{ $known }</code>
group-set-plan = 💳 This group has a purse of its own now, with plan { $plan }. Its admins decide whether it pays: <code>/group pays group</code>
group-set-plan-none = 💳 This group has no purse of its own any more, apart from what all groups have.

group-usage = 🤔 That is not something I can set. Like this:
    <code>/group on</code> · <code>/group off</code>
    <code>/group allow { $model }</code> · <code>/group forbid { $model }</code>
    <code>/group daily 50</code> · <code>/group daily none</code>
    <code>/group pays members</code> · <code>/group pays group</code>
    <code>/group spoiler on</code> · <code>/group spoiler off</code>
    <code>/group language en</code> · <code>/group language auto</code>
    <code>/group</code> alone opens the panel.
group-private = 👥 <code>/group</code> is for groups: there admins say who pays, which models paint and more. Add me to one, and send it there.
group-add = ➕ Add me to a group
group-anonymous = 🎭 You write in the name of the group, so I can't tell whose picture that would be. Write as yourself, or open the group's settings with /group.

group-help-text = <b>Paint in this group</b>
    { $ways }
    Parameters hold for this one time: <code>--ar 16:9</code> · <code>--style</code> · <code>--no</code> what to leave out · <code>--n 4</code> · <code>--model</code>

    <b>Change a picture</b>
    Reply with words to one of mine, or with <code>/imagine make it night</code> to anybody's.

    <b>Below each picture</b>
    Everybody may press 🔁 ✨ ✏️ 🖌 🔍 📄. ✖ and 🗑 are for whoever asked for the picture, and for admins.
    { $payer ->
        [group] The group pays, from a daily quota that all share.
       *[member] Whoever asks or presses pays from their own daily quota.
    }

    <b>Commands</b>
    /batch – several pictures, one prompt per line
    /compare – one prompt, several models
    /settings – your model, style, proportions
    /quota – what is left today
    /status – which models answer
    /cancel – stop what you have running here
    /group – settings of this group, for admins

quota-purse-text = 📊 <b>The group's purse</b>, plan { $plan }

    { $lines }

    All members of this group share it. A new day begins in { $resets } (00:00 UTC).
quota-group-line = 👥 This group today: { $left ->
    [one] <b>{ $left }</b> picture of { $daily } left
   *[other] <b>{ $left }</b> pictures of { $daily } left
  }, whoever asks.

# Errors.
error-not-admin = ✋ Only the admins of this group can do that.
error-no-purse = 💳 This group has no purse of its own. An operator of this bot can give it one.
error-model-barred = 🧠 { $model } is off in this group. On: { $known }.
error-last-model = 🧠 One model has to stay on. To silence the bot, switch it off as a whole.
error-purse-empty = 📊 The group's purse, { $allowance ->
    [image_to_image] pictures from pictures
    [upscale] upscales
    [video] videos
   *[other] pictures
  }: { $left } of { $limit } left today, and this takes { $needed }. A new day begins in { $hours } hr { $minutes } min.
error-group-quota-exceeded = 👥 Pictures in this group: { $left } of { $limit } left today, and this takes { $needed }. A new day begins in { $hours } hr { $minutes } min.
error-group-off = 🔴 The admins switched me off in this group.

told-instead-barred = ℹ️ { $wanted } is off in this group, so { $used } does it.
