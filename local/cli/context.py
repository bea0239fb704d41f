"""For most commands: the ``.env`` file, the state folder, the addresses of the product."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from local.paths import ROOT

if TYPE_CHECKING:
    from local.cli.database_access import DatabaseAccess
    from local.stack.addresses import QueueAddresses
    from local.stack.settings import LocalSettings
    from local.stack.state import State


def load_env_file() -> None:
    """Add variables from ``.env`` or the file in LOCAL_ENV_FILE. Those already set take precedence."""
    from dotenv import load_dotenv

    load_dotenv(os.environ.get("LOCAL_ENV_FILE") or ROOT / ".env")


def load_state(settings: LocalSettings) -> State:
    from local.stack.state import State

    return State(ROOT / settings.state_dir)


def load_queue() -> QueueAddresses:
    """Return the addresses of the usage queue on this machine, or of the one that the settings name."""
    from local.stack.addresses import queue_addresses
    from local.stack.settings import LocalSettings

    return queue_addresses(LocalSettings())


def load_database() -> DatabaseAccess:
    """Return the access to the database on this machine, or to the one that the settings name."""
    from local.cli.database_access import database_access
    from local.stack.settings import LocalSettings

    settings = LocalSettings()
    return database_access(settings, load_state(settings))
