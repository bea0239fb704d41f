import { ChatOpenAI } from "@langchain/openai";
import { MODEL, key, report, url } from "../capabilities/capabilities.mjs";
import { capabilities } from "../capabilities/langchain.mjs";

const model = new ChatOpenAI({
  model: MODEL,
  apiKey: key,
  configuration: { baseURL: `${url}/v1` },
  useResponsesApi: true,
});
await report(capabilities(model, { "JSON schema": "jsonSchema" }));
