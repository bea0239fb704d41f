import { Link } from "react-router";
import { CodeTabs } from "@/components/code-tabs";
import { Endpoint } from "../../endpoint";
import { C, DocsTable, H3, P } from "../../prose";
import { message, messageSampled } from "../../sample-calls";
import { useSample } from "../../use-sample";

export function Messages() {
  const code = useSample(message);
  const sampled = useSample(messageSampled);
  return (
    <>
      <Endpoint method="POST" path="/v1/messages" />
      <P>Anthropic's Messages API, with or without streaming.</P>
      <CodeTabs label="Message" code={code} />
      <H3>Parameters</H3>
      <DocsTable
        label="Parameters of messages"
        columns={["Field", "Description"]}
        rows={[
          {
            cells: [
              <C key="n">messages</C>,
              "Required. Roles user, assistant and system; content as text or a list of blocks (text, tool_use, tool_result), empty only for the assistant.",
            ],
          },
          { cells: [<C key="n">max_tokens</C>, "Required. Maximum number of output tokens."] },
          { cells: [<C key="n">system</C>, "System prompt, as text or text blocks."] },
          {
            cells: [
              <C key="n">stop_sequences</C>,
              "Strings that stop generation. The one that occurred is in stop_sequence.",
            ],
          },
          {
            cells: [
              <>
                <C>tools</C> <C>tool_choice</C>
              </>,
              <Link key="l" to="#tools" className="text-accent underline underline-offset-4">
                Tools
              </Link>,
            ],
          },
          {
            cells: [
              <C key="n">output_config.format</C>,
              <Link key="l" to="#json-output" className="text-accent underline underline-offset-4">
                JSON output
              </Link>,
            ],
          },
          { cells: [<C key="n">stream</C>, "If true, the response is sent as events."] },
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
        in Anthropic's own API, the newer version has no sampling parameters. To set a temperature, request
        the older version:
      </P>
      <CodeTabs label="Message with a temperature" code={sampled} />
    </>
  );
}
