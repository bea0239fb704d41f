"""The messages of the local queue on disk: moto's are in memory, and a kill would lose them.

``QueueJournal`` is a file of JSON lines, ``{"sent": <message id>, "body": …}`` or
``{"deleted": <message id>}``. ``JournalingApp`` is a WSGI application in front of moto's: it writes a message
to the journal before the sender gets its answer, and a deletion after moto deleted the message. So a message
is delivered at least once, however the server ends. It reads SQS's JSON protocol, which boto3 uses.
"""

from __future__ import annotations

import io
import json
import os
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_ACTIONS = {"SendMessage", "SendMessageBatch", "ReceiveMessage", "DeleteMessage", "DeleteMessageBatch"}
_COMPACT_BYTES = 1_000_000
"""Above this size the file is emptied as soon as no message is left."""


class QueueJournal:
    """The messages that were sent and not deleted, by id, in ``path``, which only its owner can read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._bodies = _read(path)
        self._deleted_early: set[str] = set()  # between moto's answer to the sender and ``record_sent``
        self._file = self._rewrite()

    def pending(self) -> dict[str, str]:
        """Return the bodies of the messages that were sent and not deleted, by message id, in their order."""
        with self._lock:
            return dict(self._bodies)

    def record_sent(self, message_id: str, body: str) -> None:
        with self._lock:
            if message_id in self._deleted_early:
                self._deleted_early.remove(message_id)
                return
            self._bodies[message_id] = body
            self._append({"sent": message_id, "body": body})

    def record_deleted(self, message_id: str) -> None:
        with self._lock:
            if self._bodies.pop(message_id, None) is None:
                self._deleted_early.add(message_id)
                return
            self._append({"deleted": message_id})
            if not self._bodies and self._file.tell() > _COMPACT_BYTES:
                self._file.close()
                self._file = self._rewrite()

    def close(self) -> None:
        with self._lock:
            self._file.close()

    def _append(self, line: dict[str, str]) -> None:
        self._file.write(json.dumps(line).encode() + b"\n")
        self._file.flush()  # to the operating system, which keeps it when this process is killed

    def _rewrite(self) -> BinaryIO:
        """Replace the file by one that holds only what is pending; return it, open for appending."""
        replacement = self._path.with_suffix(".new")
        handle = os.open(replacement, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        file = os.fdopen(handle, "wb")
        for message_id, body in self._bodies.items():
            file.write(json.dumps({"sent": message_id, "body": body}).encode() + b"\n")
        file.flush()
        replacement.replace(self._path)
        return file


def _read(path: Path) -> dict[str, str]:
    bodies: dict[str, str] = {}
    if not path.exists():
        return bodies
    for line in path.read_bytes().splitlines():
        try:
            record = json.loads(line)
        except ValueError:  # the server was killed while it wrote this line: its sender was told nothing
            continue
        if "sent" in record:
            bodies[record["sent"]] = record["body"]
        else:
            bodies.pop(record["deleted"], None)
    return bodies


class JournalingApp:
    """Passes each call on to ``app`` and writes to ``journal`` which messages were sent and deleted."""

    def __init__(self, app: WSGIApplication, journal: QueueJournal) -> None:
        self._app = app
        self._journal = journal
        self._message_ids: dict[str, str] = {}  # by receipt handle

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        action = environ.get("HTTP_X_AMZ_TARGET", "").partition(".")[2]
        if action not in _ACTIONS:
            return self._app(environ, start_response)
        request = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(request)
        statuses: list[str] = []

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            statuses.append(status)
            return start_response(status, headers, *rest)

        answer = b"".join(self._app(environ, start))
        if statuses[0].startswith("200"):
            self._record(action, json.loads(request), json.loads(answer or b"{}"))
        return [answer]

    def _record(self, action: str, request: dict[str, Any], answer: dict[str, Any]) -> None:
        match action:
            case "SendMessage":
                self._journal.record_sent(answer["MessageId"], request["MessageBody"])
            case "SendMessageBatch":
                bodies = {entry["Id"]: entry["MessageBody"] for entry in request["Entries"]}
                for sent in answer.get("Successful", []):
                    self._journal.record_sent(sent["MessageId"], bodies[sent["Id"]])
            case "ReceiveMessage":
                for message in answer.get("Messages", []):
                    self._message_ids[message["ReceiptHandle"]] = message["MessageId"]
            case "DeleteMessage":
                self._delete(request["ReceiptHandle"])
            case "DeleteMessageBatch":
                handles = {entry["Id"]: entry["ReceiptHandle"] for entry in request["Entries"]}
                for deleted in answer.get("Successful", []):
                    self._delete(handles[deleted["Id"]])

    def _delete(self, receipt_handle: str) -> None:
        message_id = self._message_ids.pop(receipt_handle, None)
        if message_id is not None:
            self._journal.record_deleted(message_id)
