"""What is to be deployed: parameters, secrets, and the stack if there is one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scripts.deployment.stacks import DeploymentStack


@dataclass(frozen=True, slots=True)
class ExaminedStack:
    """The stack at AWS. ``status`` is None if there is none, ``failure`` is why it could not be asked."""

    status: str | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)
    outputs: Mapping[str, str] = field(default_factory=dict)
    failure: str = ""


@dataclass(frozen=True, slots=True)
class SecretContent:
    """A secret of the template: its settings, or why there are none. ``origin`` says where it was read."""

    name: str
    origin: str
    settings: Mapping[str, str] = field(default_factory=dict, repr=False)
    failure: str = ""


@dataclass(frozen=True, slots=True)
class DoctorInputs:
    """``parameters`` are those that ``make deploy`` would use; ``named`` are from its command line.

    ``functions`` are the settings of each function (by logical id of the template) from its secrets;
    ``secrets`` are by the last part of their name. ``access_token`` is one of Supabase's Management API.
    """

    stack: DeploymentStack
    deployed: ExaminedStack
    parameters: Mapping[str, str]
    named: Mapping[str, str]
    secrets: Mapping[str, SecretContent]
    functions: Mapping[str, Mapping[str, str]] = field(repr=False)
    access_token: str = field(default="", repr=False)

    @property
    def supabase_url(self) -> str:
        return self.parameters.get("SupabaseUrl", "").rstrip("/")

    def setting(self, function: str, name: str) -> str:
        """Return a setting of a function from its secrets; empty if it is not set."""
        return self.functions.get(function, {}).get(name, "")
