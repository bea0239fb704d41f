import { ChatAnthropic } from "@langchain/anthropic";
import { MODEL, key, report, url } from "../shared/capabilities.mjs";
import { capabilities } from "../shared/langchain.mjs";

const model = new ChatAnthropic({ model: MODEL, apiKey: key, anthropicApiUrl: url, maxTokens: 1000 });
await report(capabilities(model, { "JSON schema": "jsonSchema" }));
