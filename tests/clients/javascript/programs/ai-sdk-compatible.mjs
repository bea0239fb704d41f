import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { capabilities } from "../capabilities/ai-sdk.mjs";
import { MODEL, key, report, url } from "../capabilities/capabilities.mjs";

const provider = createOpenAICompatible({
  name: "cortensor",
  baseURL: `${url}/v1`,
  apiKey: key,
  includeUsage: true,
  supportsStructuredOutputs: true,
});
await report(capabilities(provider(MODEL)));
