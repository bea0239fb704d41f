import { Link } from "react-router";
import { CodeTabs } from "@/components/code-tabs";
import { Endpoint } from "../../endpoint";
import { C, DocsTable, H3, P } from "../../prose";
import { chat } from "../../sample-calls";
import { useSample } from "../../use-sample";

export function ChatCompletions() {
  const code = useSample(chat);
  return (
    <>
      <Endpoint method="POST" path="/v1/chat/completions" />
      <P>OpenAI's Chat Completions API, with or without streaming.</P>
      <CodeTabs label="Chat completion" code={code} />
      <H3>Parameters</H3>
      <DocsTable
        label="Parameters of chat completions"
        columns={["Field", "Description"]}
        rows={[
          {
            cells: [
              <C key="n">messages</C>,
              "Required. Roles system, developer, user, assistant and tool; content as text or a list of text parts. A name tells several users apart.",
            ],
          },
          {
            cells: [<C key="n">model</C>, "One of the models above. If omitted, the default model is used."],
          },
          {
            cells: [
              <C key="n">max_tokens</C>,
              <>
                Maximum number of output tokens. <C>max_completion_tokens</C> is an alias.
              </>,
            ],
          },
          { cells: [<C key="n">temperature</C>, "0 to 2."] },
          { cells: [<C key="n">top_p</C>, "0 to 1."] },
          {
            cells: [
              <C key="n">stop</C>,
              "One string or up to four. Generation stops before the first one that occurs.",
            ],
          },
          {
            cells: [
              <C key="n">seed</C>,
              "An integer. The same seed aims for the same output, without a guarantee.",
            ],
          },
          {
            cells: [
              <>
                <C>presence_penalty</C> <C>frequency_penalty</C>
              </>,
              "-2 to 2.",
            ],
          },
          {
            cells: [
              <>
                <C>tools</C> <C>tool_choice</C> <C>parallel_tool_calls</C>
              </>,
              <Link key="l" to="#tools" className="text-accent underline underline-offset-4">
                Tools
              </Link>,
            ],
          },
          {
            cells: [
              <C key="n">response_format</C>,
              <Link key="l" to="#json-output" className="text-accent underline underline-offset-4">
                JSON output
              </Link>,
            ],
          },
          {
            cells: [
              <C key="n">stream</C>,
              <>
                If true, the response is sent as events. <C>stream_options.include_usage</C> adds the token
                counts at the end.
              </>,
            ],
          },
        ]}
      />
      <P>
        Not supported: images, audio, log probabilities, and more than one choice. A request that uses one of
        these is rejected with <C>unsupported_feature</C>, which names the field. Models without tools accept
        them with <C>tool_choice</C> <C>none</C>. Unknown fields are ignored.
      </P>
    </>
  );
}
