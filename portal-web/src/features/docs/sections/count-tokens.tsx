import { CodeBlock } from "@/components/ui/code-block";
import { COMMANDS } from "../calls";
import { C, P } from "../prose";
import { Route } from "../route";
import { useDocs } from "../use-docs";

export function CountTokens() {
  const { baseUrl, model } = useDocs();
  return (
    <>
      <Route method="POST" path="/v1/messages/count_tokens" />
      <P>
        How many input tokens a message has: the number its stream will begin with. It is estimated at one
        token for each four bytes of UTF-8, and counts against no limit.
      </P>
      <CodeBlock language="shell" label="Counting tokens" code={COMMANDS.countTokens(baseUrl, model)} />
      <P>
        What a request used is on its receipt: counted by the model where it says so (<C>router</C>), else
        estimated.
      </P>
    </>
  );
}
