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
from functions.usage_rollup.ingest.received import ReceivedMessage
from portal.observability.emf import MetricBlock
from portal.observability.log_lines import write_line

SERVICE = "usage-ingest"
"""The dimension of its metric; its alarm in ``template.yaml`` names it."""

Handler = Callable[[dict[str, Any], Any], Any]


def ingest_handler(ingestion: Ingestion, runner: asyncio.Runner, metrics_namespace: str = "") -> Handler:
    """Return the handler of an SQS event.

    It returns ``{"batchItemFailures": [{"itemIdentifier"}]}``: the messages to deliver again. Lambda counts
    such an invocation as a success, so their number is a metric, unless ``metrics_namespace`` is empty. If
    that is every message, it raises BatchProcessingError, which delivers them again too: an outage counts as
    an error of the function as well.
    """
    block = MetricBlock(metrics_namespace, [["service"]], {"messages_failed": "Count"})

    def handler(event: dict[str, Any], context: Any) -> Any:
        messages = [_received(record) for record in event["Records"]]
        failures = runner.run(ingestion.ingest(messages))
        if failures and metrics_namespace:
            write_line(
                {
                    "level": "ERROR",
                    "message": "usage.messages_failed",
                    "service": SERVICE,
                    "messages_failed": len(failures),
                    "_aws": block.stamp(),
                }
            )

        def raise_failure(record: SQSRecord) -> None:
            if failure := failures.get(record.message_id):
                raise failure

        processor = BatchProcessor(EventType.SQS)
        return process_partial_response(event, raise_failure, processor, context)

    return handler


def _received(record: dict[str, Any]) -> ReceivedMessage:
    return ReceivedMessage(
        record["messageId"], record["body"], int(record["attributes"]["SentTimestamp"]) / 1000
    )
