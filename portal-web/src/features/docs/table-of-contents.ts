import type { ComponentType } from "react";
import { Answers } from "./sections/answers";
import { Authentication } from "./sections/authentication";
import { ChatCompletions } from "./sections/chat-completions";
import { Compatibility } from "./sections/compatibility";
import { Completions } from "./sections/completions";
import { CountTokens } from "./sections/count-tokens";
import { Errors } from "./sections/errors";
import { Limits } from "./sections/limits";
import { ListModels } from "./sections/list-models";
import { Messages } from "./sections/messages";
import { Models } from "./sections/models";
import { Prompts } from "./sections/prompts";
import { Quickstart } from "./sections/quickstart";
import { Responses } from "./sections/responses";
import { StatusAndHealth } from "./sections/status-and-health";
import { Streaming } from "./sections/streaming";
import { UsageAndPrivacy } from "./sections/usage-and-privacy";

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
