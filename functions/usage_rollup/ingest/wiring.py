"""Create the collaborators that only the ingest has."""

from __future__ import annotations

from functions.usage_rollup.ingest.dead_letters import DeadLetters
from functions.usage_rollup.settings import IngestSettings
from portal.usage.sqs import SqsQueue


def open_dead_letters(settings: IngestSettings) -> DeadLetters:
    """Return the dead-letter queue. Its first message opens the connection."""
    endpoint = settings.usage_queue_endpoint
    return DeadLetters(
        SqsQueue(settings.usage_dead_letters_url, endpoint=None if endpoint is None else str(endpoint))
    )
