"""What can be wrong with the database before anything was asked of it."""


class DatabaseUnusable(Exception):
    """The database cannot be used: a sentence for the operator, without passwords."""


class AddressUnusable(DatabaseUnusable):
    """DATABASE_URL itself is wrong: no later start will do better."""


class FolderUnusable(Exception):
    """The folder for pictures cannot be used: a sentence for the operator."""


class AlreadyRunning(Exception):
    """Another process holds this database."""
