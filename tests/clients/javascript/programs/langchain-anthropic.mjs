import { ChatAnthropic } from "@langchain/anthropic";
import { MODEL, key, report, url } from "../capabilities/capabilities.mjs";
import { capabilities } from "../capabilities/langchain.mjs";

const model = new ChatAnthropic({ model: MODEL, apiKey: key, anthropicApiUrl: url, maxTokens: 1000 });
await report(capabilities(model, { "JSON schema": "jsonSchema" }));
