import { createOpenAI } from "@ai-sdk/openai";
import { capabilities } from "../shared/ai-sdk.mjs";
import { MODEL, key, report, url } from "../shared/capabilities.mjs";

const provider = createOpenAI({ baseURL: `${url}/v1`, apiKey: key });
await report(capabilities(provider(MODEL), { openai: { store: false } }));
