"""Everything that outlives the process: the database's stores and the files below MEDIA_DIR."""
