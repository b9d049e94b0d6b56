"""What can be wrong with the database before anything was asked of it."""


class DatabaseUnusable(Exception):
    """The database cannot be used: a sentence for the operator, without passwords."""


class AlreadyRunning(Exception):
    """Another process holds this database."""
