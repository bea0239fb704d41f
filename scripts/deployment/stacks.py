"""The CloudFormation stacks of samconfig.toml, and what AWS says about one."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

ROOT = Path(__file__).resolve().parents[2]
CONFIG = ROOT / "samconfig.toml"


class OperatorError(Exception):
    """A command cannot do what the operator wants. The message says why, and what to do.

    ├── UnknownEnvironment, StackMissing
    ├── UpdateFailed    (``stack_update``)
    ├── UnusableSecretFile (``secrets``)
    ├── CannotRotate    (``rotate``)
    └── CannotRollBack  (``rollback``)
    """


class UnknownEnvironment(OperatorError):
    """samconfig.toml has no such environment. The message is one sentence."""


class StackMissing(OperatorError):
    """The stack was never deployed, or not in this account and region. The message is one sentence."""


@dataclass(frozen=True, slots=True)
class DeploymentStack:
    """The stack of one environment; ``parameters`` are ``Name=value``."""

    name: str
    region: str
    parameters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StackDescription:
    """What CloudFormation knows of a stack; ``status`` as in its API, such as ``UPDATE_COMPLETE``."""

    name: str
    status: str
    parameters: Mapping[str, str]
    outputs: Mapping[str, str]


def deployment_stack(environment: str) -> DeploymentStack:
    """Return the stack of ``dev``, ``prod``, …. Raises UnknownEnvironment."""
    environments = tomllib.loads(CONFIG.read_text())
    try:
        options = environments[environment]["deploy"]["parameters"]
    except (KeyError, TypeError):
        raise UnknownEnvironment(f"samconfig.toml has no environment {environment!r}.") from None
    return DeploymentStack(options["stack_name"], options["region"], tuple(options["parameter_overrides"]))


def deployed_stack(name: str, cloudformation: Any) -> StackDescription:
    """Return the stack ``name``. Raises StackMissing, and the errors of boto3's client."""
    try:
        (stack,) = cloudformation.describe_stacks(StackName=name)["Stacks"]
    except ClientError as error:
        if "does not exist" in str(error):
            raise StackMissing(f"There is no stack {name} in this account and region.") from None
        raise
    return StackDescription(
        name,
        stack["StackStatus"],
        {each["ParameterKey"]: each["ParameterValue"] for each in stack.get("Parameters", ())},
        {each["OutputKey"]: each["OutputValue"] for each in stack.get("Outputs", ())},
    )
