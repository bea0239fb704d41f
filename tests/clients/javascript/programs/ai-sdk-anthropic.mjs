import { createAnthropic } from "@ai-sdk/anthropic";
import { capabilities } from "../capabilities/ai-sdk.mjs";
import { MODEL, key, report, url } from "../capabilities/capabilities.mjs";

const provider = createAnthropic({ baseURL: `${url}/v1`, apiKey: key });
await report(capabilities(provider(MODEL)));
