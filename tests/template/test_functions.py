"""The functions of the template: runtime, processor, layer, streaming, and the queue of usage events."""

from __future__ import annotations

from typing import Any

from functions.pool_monitor.loop import LAST_SECONDS
from functions.pool_monitor.work import STEP_SECONDS
from portal.connections.aws.dynamodb import EXPIRY, KEY
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
    # Messages wait while the database is away: a day and more, of the 14 that the queue keeps them.
    receives_a_day = 86_400 / queues["UsageQueue"]["VisibilityTimeout"]
    assert 2 * receives_a_day <= redrive["maxReceiveCount"] <= 1000
    assert queues["UsageQueue"]["MessageRetentionPeriod"] == 14 * 24 * 3600
    assert queues["UsageDeadLetters"]["MessageRetentionPeriod"] == 14 * 24 * 3600
    ingest = of_type(resources, "AWS::Lambda::Function")["UsageIngestFunction"]
    assert queues["UsageQueue"]["VisibilityTimeout"] >= 6 * ingest["Timeout"]
    (mapping,) = of_type(resources, "AWS::Lambda::EventSourceMapping").values()
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def test_shared_table_is_on_demand_and_expires_its_items(resources: dict[str, Any]) -> None:
    """As ``portal.connections.aws.dynamodb`` expects it, and as ``local.queue.shared_table`` creates it."""
    (table,) = of_type(resources, "AWS::DynamoDB::Table").values()
    assert table == {
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": KEY, "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": KEY, "KeyType": "HASH"}],
        "TimeToLiveSpecification": {"AttributeName": EXPIRY, "Enabled": True},
    }


def test_lambda_tries_no_scheduled_function_again(resources: dict[str, Any]) -> None:
    """Left alone it tries a failed asynchronous invocation twice more, beside the next scheduled one."""
    aliases = of_type(resources, "AWS::Lambda::Alias")
    schedules = of_type(resources, "AWS::Scheduler::Schedule").values()
    targets = [aliases[each["Target"]["Arn"]["Ref"]] for each in schedules]
    scheduled = {(alias["FunctionName"]["Ref"], alias["Name"]) for alias in targets}
    assert {name for name, _ in scheduled} == {
        "UsageRollupFunction",
        "KeyUpkeepFunction",
        "PoolMonitorFunction",
    }
    # The configuration of a function does not hold for its alias, which the schedules invoke.
    tried_again = {
        (each["FunctionName"]["Ref"], each["Qualifier"]): each["MaximumRetryAttempts"]
        for each in of_type(resources, "AWS::Lambda::EventInvokeConfig").values()
    }
    assert {name: tried_again[name] for name in scheduled} == dict.fromkeys(scheduled, 0)


def test_monitor_is_not_ended_before_it_has_handed_over(resources: dict[str, Any]) -> None:
    timeout = of_type(resources, "AWS::Lambda::Function")["PoolMonitorFunction"]["Timeout"]
    assert timeout >= LAST_SECONDS + 5 * STEP_SECONDS
