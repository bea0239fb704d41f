import { KEY_VARIABLE } from "@/lib/samples";
import type { CodeLanguage } from "@/lib/samples/highlight";

export interface AgentSettings {
  name: string;
  /** Where the text belongs. */
  place: string;
  language: CodeLanguage;
  text: (baseUrl: string, model: string) => string;
  note?: string;
}

/** What each coding agent needs to use this API. All read the key from the environment, but for Cline. */
export const AGENTS: readonly AgentSettings[] = [
  {
    name: "Claude Code",
    place: "The shell that runs claude",
    language: "shell",
    text: (baseUrl, model) =>
      `export ANTHROPIC_BASE_URL="${baseUrl}"\n` +
      `export ANTHROPIC_AUTH_TOKEN="$${KEY_VARIABLE}"\n` +
      `export ANTHROPIC_MODEL="${model}"\n` +
      `export ANTHROPIC_DEFAULT_HAIKU_MODEL="${model}"\n` +
      "claude",
    note: "It does not know the context of a model that is not Anthropic's, and assumes a long one: start a new conversation before the model's is full.",
  },
  {
    name: "Codex",
    place: "~/.codex/config.toml",
    language: "shell",
    text: (baseUrl, model) =>
      `model = "${model}"\nmodel_provider = "cortensor"\n\n[model_providers.cortensor]\nname = "Cortensor"\n` +
      `base_url = "${baseUrl}/v1"\nenv_key = "${KEY_VARIABLE}"\nwire_api = "responses"`,
    note: "Set model_context_window to the context of the model.",
  },
  {
    name: "opencode",
    place: "opencode.json",
    language: "json",
    text: (baseUrl, model) =>
      JSON.stringify(
        {
          $schema: "https://opencode.ai/config.json",
          model: `cortensor/${model}`,
          provider: {
            cortensor: {
              npm: "@ai-sdk/openai-compatible",
              name: "Cortensor",
              options: { baseURL: `${baseUrl}/v1`, apiKey: `{env:${KEY_VARIABLE}}` },
              models: { [model]: { name: model } },
            },
          },
        },
        null,
        2,
      ),
    note: "Without limit.context of the model, opencode does not shorten long conversations.",
  },
  {
    name: "Continue",
    place: "~/.continue/config.yaml",
    language: "shell",
    text: (baseUrl, model) =>
      `name: Cortensor\nversion: 1.0.0\nschema: v1\nmodels:\n  - name: ${model}\n    provider: openai\n` +
      `    model: ${model}\n    apiBase: ${baseUrl}/v1\n    apiKey: \${{ secrets.${KEY_VARIABLE} }}\n` +
      "    capabilities: [tool_use]",
  },
  {
    name: "Qwen Code",
    place: "The shell that runs qwen",
    language: "shell",
    text: (baseUrl, model) =>
      `export OPENAI_BASE_URL="${baseUrl}/v1"\nexport OPENAI_API_KEY="$${KEY_VARIABLE}"\n` +
      `export OPENAI_MODEL="${model}"\nqwen`,
  },
  {
    name: "Cline",
    place: "Settings, API Provider: OpenAI Compatible",
    language: "shell",
    text: (baseUrl, model) => `Base URL: ${baseUrl}/v1\nAPI Key: ctx_…\nModel ID: ${model}`,
  },
];
