"""The template deployed into moto's CloudFormation."""

from __future__ import annotations

import copy
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import boto3
from botocore.exceptions import ClientError
from botocore.parsers import ResponseParserError

from tests.support.cloudformation.moto_resources import FAILING, RENAMED, literal_names
from tests.support.cloudformation.transform import Template
from tests.support.servers.aws import aws_server

REGION = "us-east-1"


@dataclass(frozen=True)
class DryAccount:
    """An AWS account, empty at first. ``connect`` returns boto3's client of a service."""

    session: Any
    url: str

    def connect(self, service: str) -> Any:
        return self.session.client(service, endpoint_url=self.url)

    def deploy(self, name: str, template: Template, parameters: Mapping[str, str]) -> None:
        """Create a stack. If that fails, CloudFormation's rollback follows, and the error is raised."""
        cloudformation = self.connect("cloudformation")
        self._upload(json.dumps(_for_moto(template)))
        try:
            cloudformation.create_stack(
                StackName=name,
                TemplateURL="https://s3.amazonaws.com/bucket/template.json",
                Parameters=[
                    {"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()
                ],
                Capabilities=["CAPABILITY_IAM"],
            )
        except (ClientError, ResponseParserError):  # the second: an error of another service of moto
            # moto leaves what it has created. Its deletion keeps only what has the policy Retain: as the
            # rollback of a creation does, for which RetainExceptOnCreate is the same as Delete.
            cloudformation.delete_stack(StackName=name)
            raise

    def delete(self, name: str) -> None:
        """Delete a stack that was deployed as ``living(template)``."""
        self.connect("cloudformation").delete_stack(StackName=name)

    def _upload(self, template: str) -> None:
        s3 = self.connect("s3")
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as files:
            files.writestr("app.py", "")
        s3.create_bucket(Bucket="bucket")
        s3.put_object(Bucket="bucket", Key="key", Body=archive.getvalue())
        s3.put_object(Bucket="bucket", Key="template.json", Body=template)

    def names(self) -> set[str]:
        """Return the names of everything that has one. Layers are left out: their versions share one name."""
        connect = self.connect
        queues = connect("sqs").list_queues().get("QueueUrls", [])
        return {
            *(f"queue {url.rpartition('/')[2]}" for url in queues),
            *(f"secret {each['Name']}" for each in connect("secretsmanager").list_secrets()["SecretList"]),
            *(f"log {each['logGroupName']}" for each in connect("logs").describe_log_groups()["logGroups"]),
            *(f"function {each['FunctionName']}" for each in connect("lambda").list_functions()["Functions"]),
            *(f"table {name}" for name in connect("dynamodb").list_tables()["TableNames"]),
            *(f"schedule {each['Name']}" for each in connect("scheduler").list_schedules()["Schedules"]),
            *(
                f"topic {each['TopicArn'].rpartition(':')[2]}"
                for each in connect("sns").list_topics()["Topics"]
            ),
            *(f"role {each['RoleName']}" for each in connect("iam").list_roles()["Roles"]),
            *(f"api {each['name']}" for each in connect("apigateway").get_rest_apis()["items"]),
            *(
                f"bucket {each['Name']}"
                for each in connect("s3").list_buckets()["Buckets"]
                if each["Name"] != "bucket"
            ),
            *(f"{kind} {name}" for kind, name in literal_names),
        }


@contextmanager
def dry_account() -> Iterator[DryAccount]:
    literal_names.clear()
    with aws_server() as url:
        yield DryAccount(boto3.Session("test", "test", region_name=REGION), url)


def _for_moto(template: Template) -> Template:
    """Return the template with moto's types.

    A wait handle, which others depend on, comes first: then moto has created what it refers to.
    """
    resources = {
        name: {**resource, "Type": RENAMED.get(resource["Type"], resource["Type"])}
        for name, resource in template["Resources"].items()
    }
    first = {name: each for name, each in resources.items() if each["Type"] in RENAMED.values()}
    return {**template, "Resources": {**first, **resources}}


def living(template: Template) -> Template:
    """Return the template as it binds after the creation: moto knows only Retain."""
    changed = copy.deepcopy(template)
    for resource in changed["Resources"].values():
        if resource.get("DeletionPolicy") == "RetainExceptOnCreate":
            resource["DeletionPolicy"] = "Retain"
    return changed


def failing_at_the_end(template: Template) -> Template:
    """Return the template with one more resource, whose creation fails when all others exist."""
    failing = {"Type": FAILING, "DependsOn": list(template["Resources"])}
    return {**template, "Resources": {**template["Resources"], "Failing": failing}}
