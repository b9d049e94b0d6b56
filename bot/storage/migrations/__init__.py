"""Alembic's script folder: one file in `versions` per change of the tables."""
