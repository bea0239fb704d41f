"""The coding agents of ``make test-agents``."""

from __future__ import annotations

import json

from local.processes.node_packages import node
from tests.support.clients.agents import (
    AFTER,
    BEFORE,
    COMMAND,
    CONTEXT_TOKENS,
    OTHERS,
    CodingAgent,
    Launch,
    Workplace,
    program,
    scripted_task,
)
from tests.support.clients.model_gateway import MODEL


def _continue(place: Workplace) -> Launch:
    model = {
        "name": MODEL,
        "provider": "openai",
        "model": MODEL,
        "apiBase": f"{place.url}/v1",
        "apiKey": place.key,
        "roles": ["chat", "edit", "apply"],
        "defaultCompletionOptions": {"contextLength": CONTEXT_TOKENS},
    }
    settings = {"name": "Cortensor", "version": "1.0.0", "schema": "v1", "models": [model]}
    file = place.write("config.yaml", json.dumps(settings))  # JSON is YAML
    task = scripted_task(
        ("Read", {"filepath": place.notes}),
        ("Edit", {"file_path": place.notes, "old_string": BEFORE, "new_string": AFTER}),
        ("Bash", {"command": COMMAND}),
    )
    cn = program(OTHERS, "@continuedev/cli/dist/cn.js")
    return Launch(
        (node(), cn, "--print", "--auto", "--config", file, task), {"CONTINUE_TELEMETRY_ENABLED": "0"}
    )


def _qwen_code(place: Workplace) -> Launch:
    settings = {
        "general": {"enableAutoUpdate": False},
        "privacy": {"usageStatisticsEnabled": False},
        "telemetry": {"enabled": False},
    }
    place.write(".qwen/settings.json", json.dumps(settings))
    task = scripted_task(
        ("read_file", {"file_path": place.notes}),
        ("edit", {"file_path": place.notes, "old_string": BEFORE, "new_string": AFTER}),
        ("run_shell_command", {"command": COMMAND, "is_background": False}),
    )
    environment = {
        "OPENAI_API_KEY": place.key,
        "OPENAI_BASE_URL": f"{place.url}/v1",
        "OPENAI_MODEL": MODEL,
    }
    qwen = program(OTHERS, "@qwen-code/qwen-code/cli-entry.js")
    return Launch((node(), qwen, "--yolo", "--auth-type", "openai", task), environment)


def _cline(place: Workplace) -> Launch:
    provider = {
        "provider": "openai-compatible",
        "apiKey": place.key,
        "model": MODEL,
        "baseUrl": f"{place.url}/v1",
    }
    saved = {"settings": provider, "updatedAt": "2026-12-01T00:00:00.000Z", "tokenSource": "manual"}
    name = provider["provider"]
    providers = {"version": 1, "lastUsedProvider": name, "providers": {name: saved}}
    place.write(".cline/data/settings/providers.json", json.dumps(providers))
    settings = place.write("global.json", json.dumps({"telemetryOptOut": True, "autoUpdateEnabled": False}))
    task = scripted_task(
        ("read_files", {"files": [{"path": place.notes}]}),
        ("editor", {"path": place.notes, "old_text": BEFORE, "new_text": AFTER}),
        ("run_commands", {"commands": [COMMAND]}),
    )
    environment = {
        "CLINE_GLOBAL_SETTINGS_PATH": settings,
        "CLINE_SESSION_BACKEND_MODE": "local",  # otherwise it leaves a server of its own running
        "E2E_TEST": "true",  # no feature flags from its makers
    }
    return Launch((program(OTHERS, "@cline/cli-*/bin/cline"), task), environment)


OTHER_AGENTS = (
    CodingAgent("Continue", "@continuedev/cli", "/v1/chat/completions", OTHERS, _continue),
    CodingAgent("Qwen Code", "@qwen-code/qwen-code", "/v1/chat/completions", OTHERS, _qwen_code),
    CodingAgent("Cline", "cline", "/v1/chat/completions", OTHERS, _cline, "@cline/cli-linux-x64"),
)
