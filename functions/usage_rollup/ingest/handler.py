"""The Lambda handler of the usage queue.

``runner`` holds one event loop for the life of the environment: the pooled connections belong to it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from functions.usage_rollup.ingest.ingestion import Ingestion

Handler = Callable[[dict[str, Any], Any], Any]


def ingest_handler(ingestion: Ingestion, runner: asyncio.Runner) -> Handler:
    """Return the handler of an SQS event.

    It returns ``{"batchItemFailures": [{"itemIdentifier"}]}``: the messages to deliver again.
    """

    def handler(event: dict[str, Any], context: Any) -> Any:
        bodies = {record["messageId"]: record["body"] for record in event["Records"]}
        failures = runner.run(ingestion.ingest(bodies))

        def raise_failure(record: SQSRecord) -> None:
            if failure := failures.get(record.message_id):
                raise failure

        processor = BatchProcessor(EventType.SQS, raise_on_entire_batch_failure=False)
        return process_partial_response(event, raise_failure, processor, context)

    return handler
