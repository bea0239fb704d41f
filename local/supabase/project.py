"""The folder of an embedded Supabase: configuration, data, and which migrations were applied to the data."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from string import Template

MIGRATIONS = Path(__file__).parents[2] / "supabase" / "migrations"

# Keys come from the environment. The command line sets the address to listen on.
_CONFIG = Template("""\
project_id = "cortensor-portal"

[api]
port = $port
schemas = ["public"]
max_rows = 1000

[db]
driver = "pglite"
url = "$data"

[auth]
enabled = true
site_url = "http://127.0.0.1:8788"
jwt_secret = "env(LITE_JWT_SECRET)"
publishable_key = "env(LITE_PUBLISHABLE_KEY)"
secret_key = "env(LITE_SECRET_KEY)"
jwt_expiry = 3600
enable_signup = true
minimum_password_length = 8

[auth.email]
enable_signup = true
enable_confirmations = false
""")


class MigrationChanged(RuntimeError):
    """A migration was changed after it was applied to the data. The message says what to do."""


class Project:
    """One folder: ``config`` is read by the server, ``data`` belongs to PGlite."""

    def __init__(self, folder: Path, migrations: Path = MIGRATIONS) -> None:
        self.folder = folder.resolve()
        self._migrations = migrations.resolve()
        self.config = self.folder / "supabase" / "config.toml"
        self.data = self.folder / "data"
        self.log = self.folder / "supabase.log"
        self._applied_file = self.folder / "migrations.json"

    def prepare(self, port: int) -> None:
        """Write the configuration, and link the migrations of the repository."""
        self.config.parent.mkdir(parents=True, exist_ok=True)
        self.config.write_text(_CONFIG.substitute(port=port, data=self.data))
        link = self.config.parent / "migrations"
        if link.is_symlink():
            link.unlink()  # the repository may have been moved
        link.symlink_to(self._migrations, target_is_directory=True)

    def discard_incomplete_data(self) -> bool:
        """Delete the data if its creation was interrupted; return whether the folder has no data now."""
        if self._applied_file.exists():
            return False
        if self.data.exists():
            shutil.rmtree(self.data)
        return True

    def has_pending_migrations(self) -> bool:
        """Return whether migrations must be applied to the data. Raises MigrationChanged."""
        applied: dict[str, str] = (
            json.loads(self._applied_file.read_text()) if self._applied_file.exists() else {}
        )
        current = self._current()
        changed = [name for name, text in applied.items() if current.get(name) != text]
        if changed:
            raise MigrationChanged(
                f"supabase/migrations/{changed[0]} was changed after it was applied to this local database."
                " `make dev-reset` deletes the local database."
            )
        return applied != current

    def record_applied(self) -> None:
        """Record that all migrations were applied."""
        self._applied_file.write_text(json.dumps(self._current(), indent=1))

    def fingerprint(self) -> str:
        """Return a hash of all migrations, 16 hexadecimal digits long."""
        return hashlib.sha256(json.dumps(self._current()).encode()).hexdigest()[:16]

    def _current(self) -> dict[str, str]:
        """Return the migrations in order: file name → hash of the text."""
        return {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(self._migrations.glob("*.sql"))
        }
