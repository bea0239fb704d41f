import { CodeTabs } from "@/components/code-tabs";
import { CodeBlock } from "@/components/ui/code-block";
import { completion } from "../calls";
import { C, H3, P } from "../prose";
import { Route } from "../route";
import { useDocs, useSample } from "../use-docs";

export function Completions() {
  const code = useSample(completion);
  const { model } = useDocs();
  return (
    <>
      <Route method="POST" path="/v1/completions" />
      <P>
        Cortensor's own format: one prompt in, one envelope out. Parameters are those of chat completions,
        with <C>prompt</C> in place of <C>messages</C>, and <C>top_k</C>.
      </P>
      <CodeTabs label="Completion" code={code} />
      <H3>The envelope</H3>
      <P>
        Every answer has this shape, failures too: <C>status</C> is then <C>failed</C>, <C>data</C> is null,
        and <C>error</C> says what happened.
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
            data: {
              object: "text_completion",
              choices: [{ index: 0, text: " Paris.", finish_reason: "stop" }],
              usage: { prompt_tokens: 6, completion_tokens: 2, total_tokens: 8 },
            },
            error: null,
          },
          null,
          2,
        )}
      />
    </>
  );
}
