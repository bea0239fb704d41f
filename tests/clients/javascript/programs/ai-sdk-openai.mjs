import { createOpenAI } from "@ai-sdk/openai";
import { capabilities } from "../capabilities/ai-sdk.mjs";
import { MODEL, key, report, url } from "../capabilities/capabilities.mjs";

const provider = createOpenAI({ baseURL: `${url}/v1`, apiKey: key });
await report(capabilities(provider(MODEL), { openai: { store: false } }));
