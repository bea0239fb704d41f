"""A logical backup of the database, and its restore into a new project: ``make backup``, ``make restore``.

A backup holds rows only. The objects of a database come from the repository's migrations, so a restored
one has the roles, grants, policies and functions of the release that it is restored with, and nothing
that was changed by hand.
"""


class BackupFailed(Exception):
    """A backup or a restore is not possible or not whole. The message says why, and what to do."""
