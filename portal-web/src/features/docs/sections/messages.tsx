import { CodeTabs } from "@/components/code-tabs";
import { message, messageSampled } from "../calls";
import { C, Facts, H3, P } from "../prose";
import { Route } from "../route";
import { useSample } from "../use-docs";

export function Messages() {
  const code = useSample(message);
  const sampled = useSample(messageSampled);
  return (
    <>
      <Route method="POST" path="/v1/messages" />
      <P>Anthropic's Messages, whole or streamed.</P>
      <CodeTabs label="Message" code={code} />
      <H3>Parameters</H3>
      <Facts
        label="Parameters of messages"
        columns={["Field", "Meaning"]}
        rows={[
          {
            cells: [
              <C key="n">messages</C>,
              "Required. Roles user, assistant and system; content as text or a list of text blocks.",
            ],
          },
          { cells: [<C key="n">max_tokens</C>, "Required. Longest answer in tokens."] },
          { cells: [<C key="n">system</C>, "How the model should behave, as text or blocks."] },
          {
            cells: [
              <C key="n">stop_sequences</C>,
              "Texts that end the answer; which one did is in stop_sequence.",
            ],
          },
          { cells: [<C key="n">stream</C>, "True: the answer comes as events."] },
          {
            cells: [
              <>
                <C>temperature</C> <C>top_p</C> <C>top_k</C>
              </>,
              "Version 2023-06-01 only.",
            ],
          },
        ]}
      />
      <H3>Versions</H3>
      <P>
        <C>anthropic-version</C> may be <C>2023-06-01</C> or <C>2026-10-21</C>, which the newest SDKs send. As
        at Anthropic, the newer one has no sampling parameters. To set a temperature, ask for the older one:
      </P>
      <CodeTabs label="Message with a temperature" code={sampled} />
    </>
  );
}
