import { CodeTabs } from "@/components/code-tabs";
import { CodeBlock } from "@/components/ui/text/code-block";
import { Endpoint } from "../../endpoint";
import { C, H3, P } from "../../prose";
import { completion } from "../../sample-calls";
import { useSample, useSampleValues } from "../../use-sample";

const TEXT_COMPLETION = {
  id: "req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD",
  object: "text_completion",
  created: 1_764_000_000,
  choices: [{ index: 0, text: " Paris.", finish_reason: "stop" }],
  usage: { prompt_tokens: 6, completion_tokens: 2, total_tokens: 8 },
};

export function Completions() {
  const code = useSample(completion);
  const { model } = useSampleValues();
  return (
    <>
      <Endpoint method="POST" path="/v1/completions" />
      <P>
        Cortensor's own format: a prompt in the request, an envelope in the response. The parameters are those
        of chat completions, with <C>prompt</C> instead of <C>messages</C>, plus <C>top_k</C>. The prompt is
        one text, or an array with one text. OpenAI's SDKs work with <C>completions.create</C>: the fields of
        their response stand beside those of the envelope.
      </P>
      <CodeTabs label="Completion" code={code} />
      <H3>Response envelope</H3>
      <P>
        Every response has this shape; <C>data</C> repeats the fields beside the envelope. On failure,{" "}
        <C>status</C> is <C>failed</C>, <C>data</C> is null, and <C>error</C> has <C>code</C>, <C>message</C>,{" "}
        <C>type</C>, <C>param</C> and <C>details</C>.
      </P>
      <CodeBlock
        language="json"
        label="Envelope of a completion"
        code={JSON.stringify(
          {
            request_id: "req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD",
            status: "ok",
            model,
            router_pool: model,
            data: TEXT_COMPLETION,
            error: null,
            ...TEXT_COMPLETION,
          },
          null,
          2,
        )}
      />
    </>
  );
}
