"""`.env.example` lists every setting, and nothing else."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

from dotenv import dotenv_values
from pydantic_settings import BaseSettings

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / ".env.example"


def settings_classes() -> Iterator[type[BaseSettings]]:
    """Yield the settings classes of the functions and of the local product."""
    files = [
        *ROOT.glob("functions/*/settings.py"),
        ROOT / "local/stack/settings.py",
        ROOT / "local/simulator/__main__.py",
    ]
    for file in files:
        module = importlib.import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
        for _, member in inspect.getmembers(module, inspect.isclass):
            if issubclass(member, BaseSettings) and member.__module__ == module.__name__:
                yield member


def variables() -> set[str]:
    return {
        f"{settings.model_config['env_prefix']}{name}".upper()
        for settings in settings_classes()
        for name, field in settings.model_fields.items()
        if field.validation_alias is None  # otherwise Lambda sets it
    }


def test_exactly_all_settings_are_listed() -> None:
    listed = re.findall(r"^# ([A-Z_]+)=", EXAMPLE.read_text(), re.MULTILINE)
    assert len(listed) == len(set(listed))
    assert set(listed) == variables()


def test_each_setting_has_a_comment_and_none_is_active() -> None:
    paragraphs = EXAMPLE.read_text().split("\n\n")
    for paragraph in paragraphs:
        *comment, last = paragraph.strip().splitlines()
        if re.match(r"# [A-Z_]+=", last):
            assert comment, last
    assert dotenv_values(EXAMPLE) == {}


def test_settings_classes_are_found() -> None:
    names = {settings.__name__ for settings in settings_classes()}
    assert {"GatewaySettings", "ControlPlaneSettings", "UsageSettings", "LocalSettings"} <= names
