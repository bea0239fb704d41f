"""Public prices of AWS in us-east-1, in US dollars, as of November 2026, before free tiers and discounts.

Sources, to be read again before a decision:

- Lambda, Managed Instances: https://aws.amazon.com/lambda/pricing/
- API Gateway (REST): https://aws.amazon.com/api-gateway/pricing/
- EC2, data transfer, public addresses: https://aws.amazon.com/ec2/pricing/on-demand/, https://aws.amazon.com/vpc/pricing/
- SQS: https://aws.amazon.com/sqs/pricing/
- DynamoDB: https://aws.amazon.com/dynamodb/pricing/on-demand/
- CloudWatch: https://aws.amazon.com/cloudwatch/pricing/
- WAF: https://aws.amazon.com/waf/pricing/
- Secrets Manager: https://aws.amazon.com/secrets-manager/pricing/
"""

from __future__ import annotations

from dataclasses import dataclass

HOURS = 730
"""Hours of a month, as AWS counts."""
MONTH_SECONDS = HOURS * 3600

LAMBDA_GB_SECOND = {"arm64": 0.0000133334, "x86_64": 0.0000166667}
"""Of the first tier, which ends at 6 (x86_64) or 7.5 (arm64) thousand million GB-seconds a month."""
LAMBDA_MILLION_REQUESTS = 0.20
MANAGEMENT_FEE = 0.15
"""Of the on-demand price of the instances, whatever they are really paid with."""

API_MILLION_REQUESTS = ((333e6, 3.50), (1_000e6, 2.80), (20_000e6, 2.38), (float("inf"), 1.51))
"""Up to so many requests of the month → dollars a million."""
API_METERED_BYTES = 10e6
"""A streamed response counts as one request for each 10 MB that it begins."""

SQS_MILLION_REQUESTS = 0.40
SQS_BATCH = 10
"""Messages that one receive and one delete take."""
TABLE_MILLION_READ_UNITS = 0.125
TABLE_MILLION_WRITE_UNITS = 0.625
"""On demand. A unit reads 4 KB twice, eventually consistent, or writes 1 KB."""
TABLE_READ_SECONDS = 2
"""How often an environment reads the head of what is published."""
LOG_GB_INGESTED = 0.50
LOG_GB_MONTH_STORED = 0.03
METRIC = 0.30
ALARM = 0.10
SECRET = 0.40
WAF_ACL = 5.00
WAF_RULE = 1.00
WAF_MILLION_REQUESTS = 0.60
EGRESS_GB = 0.09

NAT_HOUR = 0.045
NAT_GB = 0.045
PUBLIC_ADDRESS_HOUR = 0.005


@dataclass(frozen=True, slots=True)
class InstanceType:
    """A type of EC2 instance; ``price`` is dollars an hour."""

    name: str
    vcpus: int
    memory_gb: int
    price: float

    @property
    def architecture(self) -> str:
        """The processor, as Lambda names it: names of Graviton types have a g after the generation."""
        return "arm64" if "g" in self.name.partition(".")[0] else "x86_64"

    @property
    def environments(self) -> int:
        """Environments of 1 vCPU and 2 GB: Lambda keeps 1 vCPU and 1 GB of each instance for itself."""
        return min(self.vcpus - 1, (self.memory_gb - 1) // 2)


INSTANCE_TYPES = {
    each.name: each
    for each in (
        InstanceType("c7g.large", 2, 4, 0.0725),
        InstanceType("c7g.xlarge", 4, 8, 0.1450),
        InstanceType("c8g.large", 2, 4, 0.0798),
        InstanceType("c8g.xlarge", 4, 8, 0.1595),
        InstanceType("m7g.large", 2, 8, 0.0816),
        InstanceType("m7g.xlarge", 4, 16, 0.1632),
        InstanceType("c6i.large", 2, 4, 0.0850),
        InstanceType("c6i.xlarge", 4, 8, 0.1700),
        InstanceType("c7i.large", 2, 4, 0.0893),
        InstanceType("c7i.xlarge", 4, 8, 0.1785),
    )
}
DEFAULT_INSTANCE = {"arm64": "c8g.large", "x86_64": "c7i.large"}
"""The dearer of the types that the template allows: Lambda chooses."""
