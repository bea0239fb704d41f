import { OpenAIProvider } from "@openai/agents";
import { capabilities } from "../capabilities/agents-sdk.mjs";
import { key, report, url } from "../capabilities/capabilities.mjs";

const provider = new OpenAIProvider({
  baseURL: `${url}/v1`,
  apiKey: key,
  useResponses: false,
});
await report(capabilities(provider));
