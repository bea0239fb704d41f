import { CodeTabs } from "@/components/code-tabs";
import { Endpoint } from "../endpoint";
import { C, DocsTable, H3, P } from "../prose";
import { chat } from "../sample-calls";
import { useSample } from "../use-sample";

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
              "Required. Roles system, developer, user and assistant; content as text or a list of text parts. A name tells several users apart.",
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
        Not supported: tools, images, audio, log probabilities, more than one choice, and response formats
        other than text. A request that uses one of these is rejected with <C>unsupported_feature</C>, which
        names the field. Tools are accepted with <C>tool_choice</C> <C>none</C>, and an assistant message may
        be empty. Unknown fields are ignored.
      </P>
    </>
  );
}
