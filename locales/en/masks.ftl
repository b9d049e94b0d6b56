told-mask = 🎭 I take one of the two pictures for a mask: only what it marks, in black or in red, is changed.
error-mask-unclear = 🎭 { $marked ->
    [everything] Almost all of the picture is marked. Mark only the part that is to change.
   *[nothing] I see no red on this copy of the picture. Paint over the part that is to change, in red and with a broad brush.
  }
