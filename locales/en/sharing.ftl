share-text = 🔗 Whoever opens this link sees the { $kind ->
    [clip] clip
   *[picture] picture
  } with its recipe:
    { $link }
share-copy = 📋 Copy link
share-revoke = ✖ Take it back
share-revoked = ✖ The link is taken back: it leads nowhere any more. 🔗 makes a new one.

shared-text = 🔗 Somebody shares a { $kind ->
    [clip] clip
   *[picture] picture
  } with you.

    { $recipe }
shared-text-started = 🔗 Somebody shares a { $kind ->
    [clip] clip
   *[picture] picture
  } with you. It started from another one, which is not shared: send me one of yours with these words.

    { $recipe }
shared-again = 🔁 Make it mine

recipe-left-out = ℹ️ { $model } can't follow: { $names }
recipe-changed = ℹ️ { $model } takes instead: { $changes }
