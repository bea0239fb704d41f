"""The state that ``make dev`` keeps between runs: one folder that only its owner can read."""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, Field

Document = TypeVar("Document", bound=BaseModel)


class AlreadyRunning(RuntimeError):
    """Another process uses the same folder."""


class Secrets(BaseModel):
    """``secrets.json``: generated at the first run; they protect only the state on this machine."""

    key_pepper: str = Field(default_factory=lambda: secrets.token_urlsafe(32))
    jwt_secret: str = Field(default_factory=lambda: secrets.token_urlsafe(48))
    supabase_secret_key: str = Field(default_factory=lambda: f"sb_secret_{secrets.token_urlsafe(24)}")
    supabase_publishable_key: str = Field(
        default_factory=lambda: f"sb_publishable_{secrets.token_urlsafe(24)}"
    )
    router_key: str = Field(default_factory=lambda: secrets.token_urlsafe(24))
    password: str = Field(default_factory=lambda: secrets.token_urlsafe(12))


class ProductAccess(BaseModel):
    """``dev.json``: addresses and credentials of the running product."""

    api_url: str
    portal_url: str
    supabase_url: str
    supabase_publishable_key: str
    router_url: str
    router_urls: tuple[str, ...] = ()
    queue_url: str
    email: str
    password: str
    api_key: str


class State:
    """The state folder. Files with secrets are created with mode 0600."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()

    @property
    def supabase(self) -> Path:
        """Folder of the embedded Supabase."""
        return self.folder / "supabase"

    @property
    def logs(self) -> Path:
        """Folder of the logs of the child processes."""
        return self.folder / "logs"

    def prepare(self) -> None:
        """Create the folder, for its owner only."""
        self.logs.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Lock the folder; the lock ends with the process. Raises AlreadyRunning."""
        handle = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            owner = os.read(handle, 20).decode().strip()
            os.close(handle)
            raise AlreadyRunning(
                f"`make dev` already runs here, as process {owner}. Stop it with Ctrl-C in its terminal."
            ) from error
        try:
            os.ftruncate(handle, 0)
            os.write(handle, str(os.getpid()).encode())
            yield
        finally:
            os.close(handle)

    def secrets(self) -> Secrets:
        """Return the secrets, after generating those that are missing."""
        stored = self._read("secrets.json", Secrets) or Secrets()
        self._write("secrets.json", stored)
        return stored

    def access(self) -> ProductAccess | None:
        """Return the access of the last run; None before the first."""
        return self._read("dev.json", ProductAccess)

    def save_access(self, access: ProductAccess) -> None:
        self._write("dev.json", access)

    def delete(self) -> None:
        """Delete the folder. Raises AlreadyRunning while the product runs."""
        if self.folder.exists():
            with self.locked():
                shutil.rmtree(self.folder)

    def _read(self, name: str, kind: type[Document]) -> Document | None:
        try:
            return kind.model_validate_json((self.folder / name).read_bytes())
        except FileNotFoundError:
            return None

    def _write(self, name: str, document: BaseModel) -> None:
        path = self.folder / name
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        replacement = path.with_suffix(".new")
        handle = os.open(replacement, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            json.dump(document.model_dump(), file, indent=2)
            file.write("\n")
        replacement.replace(path)
