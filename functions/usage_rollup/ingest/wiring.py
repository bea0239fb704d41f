"""Create the collaborators of the ingest."""

from __future__ import annotations

from functions.usage_rollup.ingest.dead_letters import DeadLetters
from functions.usage_rollup.ingest.ingestion import Ingestion
from functions.usage_rollup.ledger.supabase import SupabaseLedger
from functions.usage_rollup.settings import IngestSettings
from functions.usage_rollup.wiring import open_database, open_queue

CALL_SECONDS = 5.0
"""No customer waits for the ingest; the queue delivers a failed message again after 6 minutes."""


def open_ingestion(settings: IngestSettings) -> Ingestion:
    """Return the ingestion. Its first calls open the connections."""
    ledger = SupabaseLedger(open_database(settings, CALL_SECONDS))
    return Ingestion(ledger, _open_dead_letters(settings))


def _open_dead_letters(settings: IngestSettings) -> DeadLetters:
    return DeadLetters(open_queue(settings.usage_dead_letters_url, settings.usage_queue_endpoint))
