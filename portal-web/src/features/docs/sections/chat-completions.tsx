import { CodeTabs } from "@/components/code-tabs";
import { chat } from "../calls";
import { C, Facts, H3, P } from "../prose";
import { Route } from "../route";
import { useSample } from "../use-docs";

export function ChatCompletions() {
  const code = useSample(chat);
  return (
    <>
      <Route method="POST" path="/v1/chat/completions" />
      <P>OpenAI's Chat Completions, whole or streamed.</P>
      <CodeTabs label="Chat completion" code={code} />
      <H3>Parameters</H3>
      <Facts
        label="Parameters of chat completions"
        columns={["Field", "Meaning"]}
        rows={[
          {
            cells: [
              <C key="n">messages</C>,
              "Required. Roles system, developer, user and assistant; content as text or a list of text parts.",
            ],
          },
          { cells: [<C key="n">model</C>, "One of the models above. Left out: the default model."] },
          {
            cells: [
              <C key="n">max_tokens</C>,
              <>
                Longest answer in tokens. <C>max_completion_tokens</C> is the same.
              </>,
            ],
          },
          { cells: [<C key="n">temperature</C>, "0 to 2."] },
          { cells: [<C key="n">top_p</C>, "0 to 1."] },
          {
            cells: [
              <C key="n">stop</C>,
              "One text or up to four; the answer ends before the first that comes up.",
            ],
          },
          {
            cells: [
              <C key="n">seed</C>,
              "A whole number. The same seed asks for the same answer; it is not a promise.",
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
                True: the answer comes as events. <C>stream_options.include_usage</C> adds the token counts at
                the end.
              </>,
            ],
          },
        ]}
      />
      <P>
        Not offered: tools, images, audio, log probabilities, more than one choice, and formats other than
        text. A request for one of these is refused with <C>unsupported_feature</C>, which names the field.
        Unknown fields are ignored.
      </P>
    </>
  );
}
