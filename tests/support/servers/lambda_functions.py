"""Functions with published versions in moto's Lambda, and the stack that deployed them."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from tests.support.servers.cloudformation import CloudFormationStack

_TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    ],
}


@dataclass
class VersionedStack:
    """``deploy`` does what SAM and CloudFormation do to functions; ``clients`` are those of the scripts."""

    aws: Callable[[str], Any]
    codedeploy: Any = None
    stack: CloudFormationStack = field(init=False)

    def __post_init__(self) -> None:
        self.functions: Any = self.aws("lambda")
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as file:
            file.writestr("app.py", "")
        self.code = archive.getvalue()
        iam = self.aws("iam")
        role = iam.create_role(RoleName="role", AssumeRolePolicyDocument=json.dumps(_TRUST))
        self._role = role["Role"]["Arn"]
        self.aws("s3").create_bucket(Bucket="sam-bucket")
        self.stack = CloudFormationStack("portal", {"Resources": {}}, {"Stage": "dev"}, read=self._read)

    def clients(self, service: str) -> Any:
        if service == "cloudformation":
            return self.stack.client()
        return self.codedeploy if service == "codedeploy" else self.aws(service)

    def deploy(self, deployment: str, names: Sequence[str]) -> None:
        """Publish a version of each function and serve it."""
        resources: dict[str, Any] = {}
        for name in names:
            version = self._publish(name, deployment)
            arn = f"arn:aws:lambda:us-east-1:123456789012:function:{name}:{version}"
            self.stack.resources[name] = ("AWS::Lambda::Function", name)
            self.stack.resources[f"{name}Version{deployment}"] = ("AWS::Lambda::Version", arn)
            reference = {"Fn::GetAtt": [f"{name}Version{deployment}", "Version"]}
            resources[name] = {"Type": "AWS::Lambda::Function", "Properties": {}}
            resources[f"{name}Version{deployment}"] = {
                "Type": "AWS::Lambda::Version",
                "DeletionPolicy": "Retain",
                "Properties": {"FunctionName": {"Ref": name}},
            }
            resources[f"{name}Aliaslive"] = {
                "Type": "AWS::Lambda::Alias",
                "UpdatePolicy": {"CodeDeployLambdaAliasUpdate": {}},
                "Properties": {"FunctionName": {"Ref": name}, "FunctionVersion": reference, "Name": "live"},
            }
            resources[f"{name}VersionErrors"] = {
                "Type": "AWS::CloudWatch::Alarm",
                "Properties": {"Dimensions": [{"Name": "ExecutedVersion", "Value": reference}]},
            }
        self.stack.template = {"Resources": resources}
        self.stack.parameters["DeploymentId"] = deployment

    def served(self) -> dict[str, str]:
        """Return the version of each function's alias."""
        names = [name for name, (kind, _) in self.stack.resources.items() if kind == "AWS::Lambda::Function"]
        return {
            name: self.functions.get_alias(FunctionName=name, Name="live")["FunctionVersion"]
            for name in names
        }

    def _publish(self, name: str, deployment: str) -> str:
        if name not in self.stack.resources:
            self.functions.create_function(
                FunctionName=name,
                Runtime="python3.13",
                Role=self._role,
                Handler="app.handler",
                Code={"ZipFile": self.code},
                Description=deployment,
            )
            version = self.functions.publish_version(FunctionName=name)["Version"]
            self.functions.create_alias(FunctionName=name, Name="live", FunctionVersion=version)
        else:
            self.functions.update_function_configuration(FunctionName=name, Description=deployment)
            version = self.functions.publish_version(FunctionName=name)["Version"]
            self.functions.update_alias(FunctionName=name, Name="live", FunctionVersion=version)
        return str(version)

    def _read(self, url: str) -> bytes:
        host, path = urlsplit(url).hostname, urlsplit(url).path.removeprefix("/")
        assert host == "sam-bucket.s3.us-east-1.amazonaws.com"
        body: bytes = self.aws("s3").get_object(Bucket="sam-bucket", Key=path)["Body"].read()
        return body
