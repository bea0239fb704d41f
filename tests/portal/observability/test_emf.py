"""Metrics in CloudWatch's embedded metric format, as Powertools writes them."""

from __future__ import annotations

import json

import orjson
from aws_lambda_powertools.metrics.provider.cloudwatch_emf.cloudwatch import AmazonCloudWatchEMFProvider

from portal.observability.emf import MetricBlock


def test_document_equals_that_of_powertools() -> None:
    powertools = AmazonCloudWatchEMFProvider(namespace="Portal/test", service="gateway")
    powertools.add_metric("requests", "Count", 1)
    powertools.add_metric("ttft_ms", "Milliseconds", 250.0)
    expected = powertools.serialize_metric_set()["_aws"]["CloudWatchMetrics"]
    block = MetricBlock("Portal/test", [["service"]], {"requests": "Count", "ttft_ms": "Milliseconds"})
    document = json.loads(orjson.dumps(block.stamp()))["CloudWatchMetrics"]
    for directive in (*document, *expected):
        for metric in directive["Metrics"]:
            metric.pop("StorageResolution", None)
    assert document == expected


def test_metrics_with_other_dimensions_are_declared_besides() -> None:
    of_version = MetricBlock("Portal/test", [["service", "version"]], {"failed": "Count"})
    block = MetricBlock("Portal/test", [["service"]], {"requests": "Count"}, besides=of_version)
    line = json.loads(orjson.dumps({"_aws": block.stamp()}))
    assert [
        (each["Namespace"], each["Dimensions"], each["Metrics"]) for each in line["_aws"]["CloudWatchMetrics"]
    ] == [
        ("Portal/test", [["service"]], [{"Name": "requests", "Unit": "Count"}]),
        ("Portal/test", [["service", "version"]], [{"Name": "failed", "Unit": "Count"}]),
    ]
