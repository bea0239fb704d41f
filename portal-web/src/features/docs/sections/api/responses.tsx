import { CodeTabs } from "@/components/code-tabs";
import { Endpoint } from "../../endpoint";
import { C, DocsTable, H3, P } from "../../prose";
import { response } from "../../sample-calls";
import { useSample } from "../../use-sample";

export function Responses() {
  const code = useSample(response);
  return (
    <>
      <Endpoint method="POST" path="/v1/responses" />
      <P>
        OpenAI's Responses API, with or without streaming. Nothing is stored between requests: send the whole
        conversation with each one, as items of <C>input</C>. OpenAI's Agents SDK, AI SDK and Codex use this
        route unless told otherwise.
      </P>
      <CodeTabs label="Response" code={code} />
      <H3>Parameters</H3>
      <DocsTable
        label="Parameters of responses"
        columns={["Field", "Description"]}
        rows={[
          {
            cells: [
              <C key="n">input</C>,
              "Required. A text, or items: messages, function calls and their outputs. Reasoning items are left out.",
            ],
          },
          { cells: [<C key="n">instructions</C>, "A system message before the input."] },
          { cells: [<C key="n">max_output_tokens</C>, "Maximum number of output tokens."] },
          {
            cells: [
              <>
                <C>temperature</C> <C>top_p</C>
              </>,
              "0 to 2, and 0 to 1.",
            ],
          },
          {
            cells: [
              <>
                <C>tools</C> <C>tool_choice</C> <C>parallel_tool_calls</C>
              </>,
              <>
                Functions, alone or in namespaces, for models that support tools. Tools that only OpenAI runs,
                such as web search, are ignored, and <C>x-ignored-tools</C> names them. A choice that forces
                one is rejected.
              </>,
            ],
          },
          {
            cells: [
              <C key="n">text.format</C>,
              "Text, a JSON object, or a JSON schema, for models that support JSON output.",
            ],
          },
          {
            cells: [
              <>
                <C>metadata</C> <C>user</C> <C>prompt_cache_key</C> <C>safety_identifier</C>
              </>,
              "Repeated in the response.",
            ],
          },
          { cells: [<C key="n">stream</C>, "If true, the response is sent as events."] },
        ]}
      />
      <P>
        <C>store</C> is accepted, and the response says that it is false. <C>previous_response_id</C>,{" "}
        <C>conversation</C>, <C>prompt</C>, <C>background</C>, references to stored items, images and files
        are rejected with <C>unsupported_feature</C>, which names the field. Unknown fields are ignored.
      </P>
    </>
  );
}
