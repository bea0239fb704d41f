"""Entry of the usage ingest: Lambda calls ``handler`` with batches of the usage queue."""

from __future__ import annotations

import asyncio
import os

from functions.usage_rollup.ingest.handler import ingest_handler
from functions.usage_rollup.ingest.wiring import open_ingestion
from functions.usage_rollup.settings import IngestSettings
from portal.configuration import read_secrets

read_secrets(os.environ)
_settings = IngestSettings()
handler = ingest_handler(open_ingestion(_settings), asyncio.Runner(), _settings.metrics_namespace)
