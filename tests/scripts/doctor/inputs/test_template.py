"""What the doctor reads in template.yaml."""

from __future__ import annotations

from pathlib import Path

from scripts.doctor.inputs.template import read_template
from scripts.doctor.settings import SETTINGS
from scripts.doctor.supabase import FUNCTION_ROLES


def test_every_function_of_the_template_is_known() -> None:
    template = read_template()
    assert template.secrets_of.keys() == SETTINGS.keys()
    assert FUNCTION_ROLES.keys() == SETTINGS.keys()
    assert all(template.secrets_of.values())


def test_secrets_are_named_and_read_in_order() -> None:
    template = read_template()
    assert set(template.secrets.values()) == {
        "gateway",
        "routers",
        "control-plane",
        "key-upkeep",
        "usage-ingest",
        "usage-rollup",
        "pool-monitor",
    }
    gateway = [template.secrets[id_] for id_ in template.secrets_of["GatewayFunction"]]
    assert gateway == ["gateway", "routers"]
    monitor = [template.secrets[id_] for id_ in template.secrets_of["PoolMonitorFunction"]]
    assert monitor == ["pool-monitor", "routers"]


def test_parameters_have_their_defaults() -> None:
    defaults = read_template().defaults
    assert defaults["SupabaseUrl"] is None
    assert defaults["AuthProvider"] == "supabase"


def test_reserved_concurrency_is_a_number_or_a_parameter(tmp_path: Path) -> None:
    path = tmp_path / "template.yaml"
    path.write_text("""
Parameters:
  Reserved: {Type: Number, Default: 0}
Resources:
  A: {Type: AWS::Serverless::Function, Properties: {ReservedConcurrentExecutions: 5}}
  B: {Type: AWS::Serverless::Function, Properties: {ReservedConcurrentExecutions: !Ref Reserved}}
  C:
    Type: AWS::Serverless::Function
    Properties: {ReservedConcurrentExecutions: !If [Reserves, !Ref Reserved, !Ref AWS::NoValue]}
  D: {Type: AWS::Serverless::Function, Properties: {}}
""")
    assert read_template(path).reserved == {"A": 5, "B": "Reserved", "C": "Reserved"}
