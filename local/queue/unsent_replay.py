"""Queue the usage events that the API could not send, and logged, once the queue answers again.

On AWS a person does that with ``usage replay``; on one machine the queue is down whenever it starts again.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from local.queue.client import send_confirmed
from portal.usage.messages import encode, pack
from portal.usage.unsent import read_unsent

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

log = logging.getLogger(__name__)


class UnsentReplay:
    """Reads ``api_log``, and the file that it was rotated to, from where the last call stopped.

    ``positions`` is a file of the bytes read so far, by inode. After a kill events may be queued twice; an
    event that is recorded twice counts once.
    """

    def __init__(self, client: SQSClient, queue_url: str, api_log: Path, positions: Path) -> None:
        self._client = client
        self._queue_url = queue_url
        self._logs = (api_log.with_suffix(".previous.log"), api_log)
        self._positions = positions

    def run_once(self) -> int:
        """Queue the events that were logged since the last call; return how many. Raises QueueUnavailable."""
        before = self._read_positions()
        after: dict[str, int] = {}
        events: list[bytes] = []
        for path in self._logs:
            if path.exists():
                inode = str(path.stat().st_ino)
                lines, after[inode] = _complete_lines(path, before.get(inode, 0))
                events.extend(_unsent(lines))
        for message in pack(events):
            send_confirmed(self._client, self._queue_url, message.body.decode())
        if after != before:
            replacement = self._positions.with_suffix(".new")
            replacement.write_text(json.dumps(after))
            replacement.replace(self._positions)
        return len(events)

    def _read_positions(self) -> dict[str, int]:
        try:
            positions: dict[str, int] = json.loads(self._positions.read_text())
        except (FileNotFoundError, ValueError):
            return {}
        return positions


def _complete_lines(path: Path, position: int) -> tuple[list[str], int]:
    """Return the lines of ``path`` that end after ``position``, and where the last of them ends."""
    with path.open("rb") as file:
        file.seek(position)
        data = file.read()
    complete = data[: data.rfind(b"\n") + 1]
    return complete.decode(errors="replace").splitlines(), position + len(complete)


def _unsent(lines: list[str]) -> Iterator[bytes]:
    for line in lines:
        try:
            yield from map(encode, read_unsent([line]))
        except ValueError:
            log.exception("unsent_replay.line_unreadable")
