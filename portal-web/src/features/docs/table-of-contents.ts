import type { ComponentType } from "react";
import { ChatCompletions } from "./sections/api/chat-completions";
import { Completions } from "./sections/api/completions";
import { CountTokens } from "./sections/api/count-tokens";
import { ListModels } from "./sections/api/list-models";
import { Messages } from "./sections/api/messages";
import { Responses } from "./sections/api/responses";
import { Answers } from "./sections/guides/answers";
import { CodingAgents } from "./sections/guides/coding-agents";
import { Compatibility } from "./sections/guides/compatibility";
import { Errors } from "./sections/guides/errors";
import { JsonOutput } from "./sections/guides/json-output";
import { Limits } from "./sections/guides/limits";
import { Prompts } from "./sections/guides/prompts";
import { StatusAndHealth } from "./sections/guides/status-and-health";
import { Streaming } from "./sections/guides/streaming";
import { Tools } from "./sections/guides/tools";
import { UsageAndPrivacy } from "./sections/guides/usage-and-privacy";
import { Authentication } from "./sections/start/authentication";
import { Models } from "./sections/start/models";
import { Quickstart } from "./sections/start/quickstart";

export interface Section {
  /** Anchor of the section. */
  id: string;
  title: string;
  Content: ComponentType;
}

export const TABLE_OF_CONTENTS: readonly { group: string; sections: readonly Section[] }[] = [
  {
    group: "Get started",
    sections: [
      { id: "quickstart", title: "Quickstart", Content: Quickstart },
      { id: "authentication", title: "Authentication", Content: Authentication },
      { id: "models", title: "Models", Content: Models },
    ],
  },
  {
    group: "API",
    sections: [
      { id: "chat-completions", title: "Chat completions", Content: ChatCompletions },
      { id: "responses", title: "Responses", Content: Responses },
      { id: "messages", title: "Messages", Content: Messages },
      { id: "completions", title: "Completions", Content: Completions },
      { id: "list-models", title: "List models", Content: ListModels },
      { id: "count-tokens", title: "Count tokens", Content: CountTokens },
    ],
  },
  {
    group: "Guides",
    sections: [
      { id: "tools", title: "Tools", Content: Tools },
      { id: "json-output", title: "JSON output", Content: JsonOutput },
      { id: "coding-agents", title: "Coding agents", Content: CodingAgents },
      { id: "prompts", title: "How messages reach the model", Content: Prompts },
      { id: "answers", title: "What is removed from answers", Content: Answers },
      { id: "streaming", title: "Streaming", Content: Streaming },
      { id: "limits", title: "Limits", Content: Limits },
      { id: "errors", title: "Errors and retries", Content: Errors },
      { id: "status", title: "Status and health", Content: StatusAndHealth },
      { id: "compatibility", title: "Compatibility", Content: Compatibility },
      { id: "usage", title: "Usage and privacy", Content: UsageAndPrivacy },
    ],
  },
];
