# Kinds of work.
mode-text-to-image = Picture from words
mode-image-to-image = Picture from a picture
mode-upscale = Enlargement
mode-text-to-video = Video from words
mode-image-to-video = Video from a picture
mode-video-to-video = Video from a video
mode-extend-video = Longer video
mode-upscale-video = Larger video

# What is counted by the day, as lines of a list.
allowance-text-to-image = Pictures from words
allowance-image-to-image = Pictures from pictures
allowance-upscale = Upscales
allowance-video = Videos

# Advanced options: `option-<key>` of every option that a provider declares.
option-strength = Strength of change
option-scale = Enlargement
option-steps = Steps
option-prior-steps = Preparing steps
option-side = Size, px
option-quality = Quality
option-variants = Variants
option-enhance = Improve my words
option-translate = Translate to English
option-upsampling = Elaborate my words
option-safety = Tolerance (0: strictest)
option-guidance = Obedience to the words
option-smart-upscale = Paint small, then enlarge
option-format = File format
option-faces = Improve faces
option-denoise = Remove noise
option-duration = Duration, s
option-sound = Sound
option-mode = Mode (pro: finer)
option-resolution = Resolution
option-references = Pictures as references
option-start = From second
option-end = To second

plan-free = Free
plan-pro = Pro
plan-business = Business
plan-enterprise = Enterprise

# Why a model takes no work: our error codes and the vendors' own words.
reason-unknown = does not take requests now
reason-unavailable = does not answer
reason-misconfigured = its key does not work
reason-out-of-credits = out of credits
reason-rate-limited = too busy
reason-bad-response = answers nonsense
reason-disabled-by-queue = its queue is full
reason-disabled-manually = switched off by its maker
reason-no-pipeline = offers no model now
