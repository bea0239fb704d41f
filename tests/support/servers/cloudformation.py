"""CloudFormation with one stack, which changes by change sets. moto's has no UsePreviousTemplate for them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.support.servers.boto_client import answering_client, refusal

SAM_STACK = "aws-sam-cli-managed-default"


@dataclass
class CloudFormationStack:
    """``resources``: logical id → (type, physical id). ``read`` returns the template at an address.

    ``refuses``: why a change set cannot be made, if it cannot; ``ends``: the status after an update.
    """

    name: str
    template: dict[str, Any]
    parameters: dict[str, str] = field(default_factory=dict)
    resources: dict[str, tuple[str, str]] = field(default_factory=dict)
    outputs: dict[str, str] = field(default_factory=dict)
    status: str = "UPDATE_COMPLETE"
    read: Callable[[str], bytes] = lambda url: b""
    refuses: str | None = None
    ends: str = "UPDATE_COMPLETE"
    change_sets: dict[str, dict[str, Any]] = field(default_factory=dict)
    executed: list[str] = field(default_factory=list)
    cancelled: bool = False

    def __post_init__(self) -> None:
        self._client = answering_client(
            "cloudformation",
            {
                "DescribeStacks": self._describe,
                "ListStackResources": self._list,
                "DescribeStackResource": self._resource,
                "GetTemplate": self._template,
                "CreateChangeSet": self._create,
                "DescribeChangeSet": self._describe_change_set,
                "DeleteChangeSet": lambda **given: self.change_sets.pop(given["ChangeSetName"]),
                "ExecuteChangeSet": self._execute,
                "CancelUpdateStack": self._cancel,
            },
        )

    def client(self) -> Any:
        """Return boto3's client."""
        return self._client

    def _describe(self, **given: Any) -> dict[str, Any]:
        if given["StackName"] == SAM_STACK:
            return {"Stacks": [_stack(SAM_STACK, "CREATE_COMPLETE", {}, {"SourceBucket": "sam-bucket"})]}
        if given["StackName"] != self.name:
            raise refusal("DescribeStacks", "ValidationError", "Stack with id x does not exist")
        return {"Stacks": [_stack(self.name, self.status, self.parameters, self.outputs)]}

    def _list(self, **given: Any) -> dict[str, Any]:
        return {
            "StackResourceSummaries": [
                {"LogicalResourceId": logical, "ResourceType": kind, "PhysicalResourceId": physical}
                for logical, (kind, physical) in self.resources.items()
            ]
        }

    def _resource(self, **given: Any) -> dict[str, Any]:
        if given["LogicalResourceId"] not in self.resources:
            raise refusal("DescribeStackResource", "ValidationError", "Resource does not exist for stack")
        kind, physical = self.resources[given["LogicalResourceId"]]
        return {"StackResourceDetail": {"ResourceType": kind, "PhysicalResourceId": physical}}

    def _template(self, **given: Any) -> dict[str, Any]:
        assert given["TemplateStage"] == "Processed"
        return {"TemplateBody": json.loads(json.dumps(self.template))}

    def _create(self, **given: Any) -> None:
        assert given["ChangeSetType"] == "UPDATE"
        assert given["Capabilities"] == ["CAPABILITY_IAM"]
        for parameter in given["Parameters"]:
            # As CloudFormation demands.
            assert ("ParameterValue" in parameter) is not parameter.get("UsePreviousValue", False)
        self.change_sets[given["ChangeSetName"]] = given

    def _describe_change_set(self, **given: Any) -> dict[str, Any]:
        status = "FAILED" if self.refuses else "CREATE_COMPLETE"
        return {
            "ChangeSetName": given["ChangeSetName"],
            "Status": status,
            "StatusReason": self.refuses or "",
        }

    def _execute(self, **given: Any) -> None:
        change = self.change_sets.pop(given["ChangeSetName"])
        self.executed.append(given["ChangeSetName"])
        self.status = self.ends
        if "ROLLBACK" in self.ends:
            return
        if "TemplateURL" in change:
            self.template = json.loads(self.read(change["TemplateURL"]))
        for parameter in change["Parameters"]:
            if "ParameterValue" in parameter:
                self.parameters[parameter["ParameterKey"]] = parameter["ParameterValue"]

    def _cancel(self, **given: Any) -> None:
        self.cancelled = True


def _stack(
    name: str, status: str, parameters: Mapping[str, str], outputs: Mapping[str, str]
) -> dict[str, Any]:
    return {
        "StackName": name,
        "StackStatus": status,
        "CreationTime": datetime.now(UTC),
        "Parameters": [{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
        "Outputs": [{"OutputKey": key, "OutputValue": value} for key, value in outputs.items()],
    }
