import { CodeBlock } from "@/components/ui/text/code-block";
import { Endpoint } from "../../endpoint";
import { C, P } from "../../prose";
import { COMMANDS } from "../../sample-calls";
import { useSampleValues } from "../../use-sample";

export function CountTokens() {
  const { baseUrl, model } = useSampleValues();
  return (
    <>
      <Endpoint method="POST" path="/v1/messages/count_tokens" />
      <P>
        Returns the number of input tokens of a message, the same number that its stream starts with. It is an
        estimate by words, signs and scripts, tools included, which is within 15% of gpt-oss's tokenizer on
        prose, code and JSON. The call uses nothing of your plan's limits; like lists of models it counts
        against 120 requests per minute and key of its own.
      </P>
      <CodeBlock language="shell" label="Counting tokens" code={COMMANDS.countTokens(baseUrl, model)} />
      <P>
        The token counts of a request are on its receipt: as reported by the model (<C>router</C>) if it
        reports them, otherwise estimated.
      </P>
    </>
  );
}
