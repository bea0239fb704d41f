"""The coding agents of ``make test``."""

from __future__ import annotations

import json

from tests.support.clients.agents import (
    AFTER,
    BEFORE,
    COMMAND,
    COMMON,
    CONTEXT_TOKENS,
    NOTES,
    CodingAgent,
    Launch,
    Workplace,
    program,
    scripted_task,
)
from tests.support.clients.model_gateway import MODEL


def _claude_code(place: Workplace) -> Launch:
    edit = {"file_path": place.notes, "old_string": BEFORE, "new_string": AFTER}
    task = scripted_task(
        ("Read", {"file_path": place.notes}),
        ("Edit", edit),
        ("Bash", {"command": COMMAND, "description": "Copies the notes"}),
    )
    claude = program(COMMON, "@anthropic-ai/claude-code-*/claude")
    options = ("--print", "--permission-mode", "acceptEdits", "--allowedTools", "Bash")
    environment = {
        "ANTHROPIC_BASE_URL": place.url,
        "ANTHROPIC_AUTH_TOKEN": place.key,
        "ANTHROPIC_MODEL": MODEL,
        "ANTHROPIC_DEFAULT_HAIKU_MODEL": MODEL,
        "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
        "DISABLE_AUTOUPDATER": "1",
    }
    return Launch((claude, *options), environment, task)


def _codex(place: Workplace) -> Launch:
    settings = f"""
        model = "{MODEL}"
        model_provider = "cortensor"
        model_context_window = {CONTEXT_TOKENS}
        check_for_update_on_startup = false
        [analytics]
        enabled = false
        [features]
        apps = false
        plugins = false
        [model_providers.cortensor]
        name = "Cortensor"
        base_url = "{place.url}/v1"
        env_key = "CORTENSOR_API_KEY"
        wire_api = "responses"
    """
    place.write(".codex/config.toml", settings)
    # It edits with a command that it applies itself.
    patch = ("*** Begin Patch", f"*** Update File: {NOTES}", "@@", f"-{BEFORE}", f"+{AFTER}", "*** End Patch")
    task = scripted_task(
        ("exec_command", {"cmd": f"cat {NOTES}"}),
        ("exec_command", {"cmd": "\n".join(["apply_patch <<'EOF'", *patch, "EOF", ""])}),
        ("exec_command", {"cmd": COMMAND}),
    )
    codex = program(COMMON, "@openai/codex-*/vendor/*/bin/codex")
    # Its sandbox needs rights that a container does not give.
    options = ("exec", "--skip-git-repo-check", "--dangerously-bypass-approvals-and-sandbox", "-")
    return Launch((codex, *options), {"CORTENSOR_API_KEY": place.key}, task)


def _opencode(place: Workplace) -> Launch:
    provider = {
        "npm": "@ai-sdk/openai-compatible",
        "name": "Cortensor",
        "options": {"baseURL": f"{place.url}/v1", "apiKey": place.key},
        "models": {MODEL: {"name": MODEL, "limit": {"context": CONTEXT_TOKENS, "output": 32_000}}},
    }
    settings = {
        "autoupdate": False,
        "share": "disabled",
        "permission": "allow",
        "model": f"cortensor/{MODEL}",
        "small_model": f"cortensor/{MODEL}",
        "provider": {"cortensor": provider},
    }
    place.write(".config/opencode/opencode.json", json.dumps(settings))
    task = scripted_task(
        ("read", {"filePath": place.notes}),
        ("edit", {"filePath": place.notes, "oldString": BEFORE, "newString": AFTER}),
        ("bash", {"command": COMMAND, "description": "Copies the notes"}),
    )
    disabled = ("AUTOUPDATE", "MODELS_FETCH", "LSP_DOWNLOAD", "DEFAULT_PLUGINS")
    environment = {f"OPENCODE_DISABLE_{name}": "1" for name in disabled}
    place.write(".npmrc", "offline=true\n")  # it installs what plugins would need
    return Launch((program(COMMON, "opencode-*/bin/opencode"), "run"), environment, task)


COMMON_AGENTS = (
    CodingAgent("Claude Code", "@anthropic-ai/claude-code", "/v1/messages", COMMON, _claude_code),
    CodingAgent("Codex", "@openai/codex", "/v1/responses", COMMON, _codex),
    CodingAgent(
        "opencode", "opencode-ai", "/v1/chat/completions", COMMON, _opencode, "opencode-linux-x64-baseline"
    ),
)
