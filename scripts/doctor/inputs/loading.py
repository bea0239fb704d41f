"""Collects the inputs of the doctor from samconfig.toml, the command line, the stack, and the secrets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from scripts.deployment.stacks import DeploymentStack
from scripts.doctor.inputs import DoctorInputs, ExaminedStack
from scripts.doctor.inputs.secrets import NamedSecrets, SecretFiles, StackSecrets, read_contents, settings_of
from scripts.doctor.inputs.template import StackTemplate

Connect = Callable[..., Any]
"""``connect(service)`` or ``connect(service, region)``: boto3's client, with short timeouts."""

_PLACEHOLDER = "****"  # what CloudFormation returns for a parameter with NoEcho


def load_inputs(
    stack: DeploymentStack,
    template: StackTemplate,
    connect: Connect,
    *,
    overrides: Sequence[str] = (),
    secrets_folder: Path | None = None,
    access_token: str = "",
) -> DoctorInputs:
    """Return the inputs. ``overrides`` are ``Name=value``. Raises ValueError for one without a value."""
    named = _pairs(overrides)
    deployed = read_stack(stack.name, connect)
    store: NamedSecrets
    if secrets_folder is not None:
        store = SecretFiles(secrets_folder)
    else:
        store = StackSecrets(stack.name, connect("secretsmanager"))
    contents = read_contents(template.secrets.values(), store)
    functions = {
        function: settings_of([template.secrets[id_] for id_ in ids], contents)
        for function, ids in template.secrets_of.items()
    }
    return DoctorInputs(
        stack=stack,
        deployed=deployed,
        parameters=merged(template.defaults, deployed.parameters, _pairs(stack.parameters), named),
        named=named,
        secrets=contents,
        functions=functions,
        access_token=access_token,
    )


def merged(
    defaults: Mapping[str, str | None],
    deployed: Mapping[str, str],
    configured: Mapping[str, str],
    named: Mapping[str, str],
) -> dict[str, str]:
    """Return the parameters that a deployment would use: it keeps what neither of the last two names."""
    known = {name: value for name, value in defaults.items() if value is not None}
    kept = {name: value for name, value in deployed.items() if value != _PLACEHOLDER}
    return {**known, **kept, **configured, **named}


def read_stack(name: str, connect: Connect) -> ExaminedStack:
    """Return the stack ``name``, that there is none, or why it could not be asked."""
    try:
        (found,) = connect("cloudformation").describe_stacks(StackName=name)["Stacks"]
    except ClientError as error:
        if "does not exist" in error.response["Error"]["Message"]:
            return ExaminedStack()
        return ExaminedStack(failure=error.response["Error"]["Code"])
    except BotoCoreError as error:
        return ExaminedStack(failure=type(error).__name__)
    return ExaminedStack(
        status=found["StackStatus"],
        parameters={each["ParameterKey"]: each["ParameterValue"] for each in found.get("Parameters", ())},
        outputs={each["OutputKey"]: each["OutputValue"] for each in found.get("Outputs", ())},
    )


def _pairs(texts: Sequence[str]) -> dict[str, str]:
    pairs = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name:
            raise ValueError(f"{name or text!r} is not Name=value")
        pairs[name] = value
    return pairs
