"""The functions of the template: runtime, processor, layer, streaming, and the queue of usage events."""

from __future__ import annotations

from typing import Any

from tests.support.artifacts.template import FUNCTIONS, STREAMED, of_type


def test_all_functions_have_runtime_processor_and_layer(resources: dict[str, Any]) -> None:
    functions = of_type(resources, "AWS::Lambda::Function")
    assert set(functions) == {f"{name}Function" for name in FUNCTIONS} | {"ManagedGatewayFunction"}
    for properties in functions.values():
        assert properties["Runtime"] == "python3.13"
        assert properties["Architectures"] == [{"Ref": "Architecture"}]
        assert len(properties["Layers"]) == 1


def test_default_processor_is_arm(transformed: dict[str, Any]) -> None:
    assert transformed["Parameters"]["Architecture"]["Default"] == "arm64"


def test_streaming_functions_use_the_streaming_runtime(resources: dict[str, Any]) -> None:
    functions = of_type(resources, "AWS::Lambda::Function")
    for name in FUNCTIONS:
        wrapper = functions[f"{name}Function"]["Environment"]["Variables"].get("AWS_LAMBDA_EXEC_WRAPPER")
        expected = "/opt/python/portal/lambda_runtime/stream-wrapper" if name in STREAMED else None
        assert wrapper == expected, name


def test_usage_queue_has_dead_letter_queue(resources: dict[str, Any]) -> None:
    queues = of_type(resources, "AWS::SQS::Queue")
    redrive = queues["UsageQueue"]["RedrivePolicy"]
    assert redrive["deadLetterTargetArn"] == {"Fn::GetAtt": ["UsageDeadLetters", "Arn"]}
    assert redrive["maxReceiveCount"] >= 3
    assert queues["UsageDeadLetters"]["MessageRetentionPeriod"] == 14 * 24 * 3600
    ingest = of_type(resources, "AWS::Lambda::Function")["UsageIngestFunction"]
    assert queues["UsageQueue"]["VisibilityTimeout"] >= 6 * ingest["Timeout"]
    (mapping,) = of_type(resources, "AWS::Lambda::EventSourceMapping").values()
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
