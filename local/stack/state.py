"""What ``make dev`` remembers between runs: one folder, readable by its owner only."""

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
    """Another process works with the same folder."""


class Secrets(BaseModel):
    """Made up at the first run; they protect nothing but this machine's own state."""

    key_pepper: str = Field(default_factory=lambda: secrets.token_urlsafe(32))
    jwt_secret: str = Field(default_factory=lambda: secrets.token_urlsafe(48))
    supabase_secret_key: str = Field(default_factory=lambda: f"sb_secret_{secrets.token_urlsafe(24)}")
    supabase_publishable_key: str = Field(
        default_factory=lambda: f"sb_publishable_{secrets.token_urlsafe(24)}"
    )
    router_key: str = Field(default_factory=lambda: secrets.token_urlsafe(24))
    password: str = Field(default_factory=lambda: secrets.token_urlsafe(12))


class Access(BaseModel):
    """``dev.json``: everything needed to use the running product."""

    api_url: str
    portal_url: str
    supabase_url: str
    supabase_publishable_key: str
    router_url: str
    queue_url: str
    email: str
    password: str
    api_key: str


class State:
    """The folder. Files with secrets have mode 0600 from their first byte."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()

    @property
    def supabase(self) -> Path:
        """Where the embedded Supabase keeps its data."""
        return self.folder / "supabase"

    def log(self, name: str) -> Path:
        return self.folder / "logs" / f"{name}.log"

    def prepare(self) -> None:
        (self.folder / "logs").mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep others from the folder. Raises AlreadyRunning; the lock dies with the process."""
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
        """Return the secrets, making those that are missing."""
        known = self._read("secrets.json", Secrets) or Secrets()
        self._write("secrets.json", known)
        return known

    def access(self) -> Access | None:
        return self._read("dev.json", Access)

    def save_access(self, access: Access) -> None:
        self._write("dev.json", access)

    def forget(self) -> None:
        """Delete the folder. Raises AlreadyRunning while the product runs on it."""
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
        fresh = path.with_suffix(".new")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            json.dump(document.model_dump(), file, indent=2)
            file.write("\n")
        fresh.replace(path)
