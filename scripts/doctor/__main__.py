"""Ask everything that a deployment depends on: ``python -m scripts.doctor dev [Name=value ...]``."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

from scripts.build import ARCHITECTURE, OUTPUT
from scripts.checks import CheckResult
from scripts.checks.known_secrets import KnownSecrets
from scripts.checks.printing import as_json, as_lines, exit_code
from scripts.checks.running import run_checks
from scripts.deployment.stacks import UnknownEnvironment, deployment_stack
from scripts.doctor.http import http_client
from scripts.doctor.inputs import DoctorInputs
from scripts.doctor.inputs.loading import Connect, load_inputs
from scripts.doctor.inputs.template import StackTemplate, read_template
from scripts.doctor.plan import planned_checks
from scripts.doctor.routers.canary import canary_client
from scripts.doctor.secret_values import secret_values
from scripts.doctor.supabase.management import API, TOKEN

_AWS_TIMES = Config(connect_timeout=2, read_timeout=3, retries={"total_max_attempts": 1})


def connector(region: str) -> Connect:
    """Return what opens boto3's clients: of ``region`` unless another is named."""
    session = boto3.Session(region_name=region)
    open_client: Any = session.client

    def connect(service: str, region_name: str | None = None) -> Any:
        return open_client(service, region_name=region_name, config=_AWS_TIMES)

    return connect


async def examine(
    inputs: DoctorInputs,
    template: StackTemplate,
    connect: Connect,
    *,
    built: Path = OUTPUT / ARCHITECTURE,
    management_api: str = API,
) -> list[CheckResult]:
    """Return the results of all checks, without secrets."""
    known = KnownSecrets(secret_values(inputs))
    router = canary_client()
    async with http_client() as http:
        try:
            checks = planned_checks(
                inputs, template, connect, http, router, built=built, management_api=management_api
            )
            return [known.mask_result(result) for result in await run_checks(checks)]
        finally:
            await router.close()


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m scripts.doctor", description=__doc__)
    parser.add_argument("environment", help="dev or prod: an environment of samconfig.toml")
    parser.add_argument("parameters", nargs="*", help="Name=value, as for make deploy")
    parser.add_argument(
        "--secrets", type=Path, help="folder of gateway.json, routers.json, …; default: the stack's"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(arguments)
    if options.secrets is not None and not options.secrets.is_dir():
        print(f"{options.secrets} is no folder.", file=sys.stderr)
        return 2
    try:
        stack = deployment_stack(options.environment)
    except UnknownEnvironment as error:
        print(error, file=sys.stderr)
        return 2
    template, connect = read_template(), connector(stack.region)
    try:
        inputs = load_inputs(
            stack,
            template,
            connect,
            overrides=options.parameters,
            secrets_folder=options.secrets,
            access_token=os.environ.get(TOKEN, ""),
        )
    except ValueError as error:
        print(f"{error}.", file=sys.stderr)
        return 2
    # Not asyncio.run: it waits for a name server that does not answer.
    results = asyncio.new_event_loop().run_until_complete(examine(inputs, template, connect))
    if options.json:
        print(as_json(results))
    else:
        for line in as_lines(results, colours=sys.stdout.isatty()):
            print(line)
    return exit_code(results)


if __name__ == "__main__":
    code = main(sys.argv[1:])
    sys.stdout.flush()
    os._exit(code)  # a thread that waits for a name server holds nobody up
