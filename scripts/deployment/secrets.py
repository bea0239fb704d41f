"""Put the secrets of a stack from files: ``python -m scripts.deployment.secrets dev secrets/dev``.

A file ``<name>.json`` holds the JSON object of the secret ``<stack>/<name>``. Secrets without a file stay as
they are. Nothing of their contents is printed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from scripts.deployment.command import Clients, run_command
from scripts.deployment.stacks import DeploymentStack, OperatorError, deployed_stack


class UnusableSecretFile(OperatorError):
    """A file is no JSON object, or belongs to no secret of the stack. The message names it."""


def read_secret_files(folder: Path, names: Mapping[str, str]) -> dict[str, str]:
    """Return secret id → content of the files in ``folder``. ``names``: end of a secret's name → its id.

    Raises UnusableSecretFile, before anything was put.
    """
    files = sorted(folder.glob("*.json"))
    if not files:
        raise UnusableSecretFile(
            f"There are no files in {folder}: {', '.join(f'{n}.json' for n in sorted(names))}."
        )
    contents: dict[str, str] = {}
    for file in files:
        if file.stem not in names:
            raise UnusableSecretFile(f"{file} belongs to no secret: they are {', '.join(sorted(names))}.")
        content = file.read_text()
        try:
            is_object = isinstance(json.loads(content), dict)
        except json.JSONDecodeError:
            is_object = False
        if not is_object:
            raise UnusableSecretFile(f"{file} is not a JSON object of settings.")
        contents[names[file.stem]] = content
    return contents


def put_secrets(stack: DeploymentStack, clients: Clients, *, folder: Path) -> None:
    """Put every file's content into its secret. Raises OperatorError and boto3's errors."""
    ids = deployed_stack(stack.name, clients("cloudformation")).outputs["Secrets"].split()
    secrets = clients("secretsmanager")
    names = {secrets.describe_secret(SecretId=id_)["Name"].rpartition("/")[2]: id_ for id_ in ids}
    for id_, content in read_secret_files(folder, names).items():
        secrets.put_secret_value(SecretId=id_, SecretString=content)
    left = [name for name in sorted(names) if not (folder / f"{name}.json").exists()]
    print(
        f"Put {len(names) - len(left)} secrets of {stack.name}."
        + (f" Left: {', '.join(left)}." if left else "")
    )


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("Name the environment and the folder: make secrets ENV=dev SECRETS=secrets/dev")
    sys.exit(run_command(sys.argv[1], partial(put_secrets, folder=Path(sys.argv[2]).expanduser())))
