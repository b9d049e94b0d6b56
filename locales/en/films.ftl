# The conversation about clips.
result-animate = 🎬 Animate
result-extend = ➕ Extend
result-sizes = 🔍 Enlarge
film-offer = { $what } · { $left } of { $limit } left · about { $time }
film-offer-free = { $what } · about { $time }
film-cost = 🎬 { $model }, usually about { $time }. It takes one video: { $left } of { $limit } left today.
film-cost-free = 🎬 { $model }, usually about { $time }.
film-wordless = 🎬 Just set it in motion
ask-film = 🎬 What shall I film? Describe the scene, or one shot a line: <code>5s: a fox wakes up</code>
ask-animate = 🎬 What shall happen in the picture? Tell me: <i>the fox turns its head, snow falls</i>.
ask-film-change = 🖌 What shall I change in the video? Tell me: <i>make it night</i>.
ask-extend = ➕ What happens next? Tell me: <i>the fox runs into the forest</i>.
clip-text = 🎞 What shall I do with the video?
clip-change = 🖌 Change
clip-nothing = 🎞 None of the models here changes videos. Send me a picture, and I set it in motion.
card-usual = 🎬 Usually takes about { $time }. Go on meanwhile: the video comes as a message of its own.
caption-part = part { $part }
error-films-only = 🎬 { $model } makes videos, not pictures. Ask for one: <code>/video a fox in the snow</code>
error-clip-too-large = 🐘 The video has { $size_mb } MB; { $limit_mb } MB is the most. Send a shorter or a smaller one.
command-video = Film: from words, or set a picture in motion
panel-film = 🎬 Videos
panel-film-text = 🎬 <b>Videos</b>: { $model }

    Tap a name to set it back to the model's default.
panel-film-none = 🎬 No model here makes videos.
