"""Update a deployed stack without SAM CLI, by a change set, and wait for the end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botocore.exceptions import WaiterError

from scripts.deployment.stacks import OperatorError, StackDescription

UPDATABLE = ("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE")


_NOTHING_TO_DO = ("didn't contain changes", "No updates are to be performed")


class UpdateFailed(OperatorError):
    """CloudFormation did not take, or took back, the update. The message says why."""


def update_stack(
    stack: StackDescription,
    cloudformation: Any,
    *,
    name: str,
    template_url: str | None = None,
    parameters: Mapping[str, str] | None = None,
) -> None:
    """Update with the template at ``template_url``, or the one that is deployed; other parameters stay.

    A change set, because CloudFormation then needs no more than CAPABILITY_IAM for a template that SAM
    transforms. Raises UpdateFailed.
    """
    template = {"UsePreviousTemplate": True} if template_url is None else {"TemplateURL": template_url}
    changed = parameters or {}
    values = [
        {"ParameterKey": key, "ParameterValue": changed[key]}
        if key in changed
        else {"ParameterKey": key, "UsePreviousValue": True}
        for key in (*stack.parameters, *(key for key in changed if key not in stack.parameters))
    ]
    target = {"StackName": stack.name, "ChangeSetName": name}
    cloudformation.create_change_set(
        **target,
        **template,
        Parameters=values,
        ChangeSetType="UPDATE",
        Capabilities=["CAPABILITY_IAM"],
    )
    try:
        cloudformation.get_waiter("change_set_create_complete").wait(**target, WaiterConfig={"Delay": 5})
    except WaiterError as error:
        reason = error.last_response.get("StatusReason", "it gave no reason")
        cloudformation.delete_change_set(**target)
        if any(words in reason for words in _NOTHING_TO_DO):
            return
        raise UpdateFailed(f"CloudFormation refused the change of {stack.name}: {reason}") from None
    try:
        cloudformation.execute_change_set(**target)
        cloudformation.get_waiter("stack_update_complete").wait(
            StackName=stack.name, WaiterConfig={"Delay": 10, "MaxAttempts": 720}
        )
    except WaiterError as error:
        response: Any = error.last_response
        status = (response.get("Stacks") or [{}])[0].get("StackStatus", "unknown")
        raise UpdateFailed(
            f"The update of {stack.name} did not succeed (status {status}). Its events say why."
        ) from None
