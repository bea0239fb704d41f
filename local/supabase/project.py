"""The folder an embedded Supabase lives in: configuration, data, and which migrations the data has seen."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from string import Template

MIGRATIONS = Path(__file__).parents[2] / "supabase" / "migrations"

# Keys stay in the environment. The port is the listener's; 127.0.0.1 is set on the command line.
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
    """A migration that the data has already seen is not what it was. The message says what to do."""


class Project:
    """One such folder. ``config`` is for the server; ``data`` is PGlite's."""

    def __init__(self, folder: Path, migrations: Path = MIGRATIONS) -> None:
        self.folder = folder.resolve()
        self._migrations = migrations.resolve()
        self.config = self.folder / "supabase" / "config.toml"
        self.data = self.folder / "data"
        self.log = self.folder / "supabase.log"
        self._seen = self.folder / "migrations.json"

    def prepare(self, port: int) -> None:
        """Write the configuration. The migrations are linked, not copied: there is one source."""
        self.config.parent.mkdir(parents=True, exist_ok=True)
        self.config.write_text(_CONFIG.substitute(port=port, data=self.data))
        link = self.config.parent / "migrations"
        if link.is_symlink():
            link.unlink()  # the repository may have moved
        link.symlink_to(self._migrations, target_is_directory=True)

    def discard_half_made(self) -> bool:
        """Delete data whose first start was interrupted, and return whether there is no data now."""
        if self._seen.exists():
            return False
        if self.data.exists():
            shutil.rmtree(self.data)
        return True

    def is_behind(self) -> bool:
        """Return whether there are migrations the data has not seen. Raises MigrationChanged."""
        seen: dict[str, str] = json.loads(self._seen.read_text()) if self._seen.exists() else {}
        current = self._current()
        changed = [name for name, text in seen.items() if current.get(name) != text]
        if changed:
            raise MigrationChanged(
                f"supabase/migrations/{changed[0]} was changed after this local database was made with it."
                " `make dev-reset` forgets the local database."
            )
        return seen != current

    def caught_up(self) -> None:
        """Remember that the data has seen every migration there is."""
        self._seen.write_text(json.dumps(self._current(), indent=1))

    def fingerprint(self) -> str:
        """Return a short name for the whole schema."""
        return hashlib.sha256(json.dumps(self._current()).encode()).hexdigest()[:16]

    def _current(self) -> dict[str, str]:
        """Return the migrations in order: file name → hash of the text."""
        return {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(self._migrations.glob("*.sql"))
        }
