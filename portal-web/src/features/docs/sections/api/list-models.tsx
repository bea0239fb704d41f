import { CodeBlock } from "@/components/ui/text/code-block";
import { Endpoint } from "../../endpoint";
import { C, P } from "../../prose";
import { COMMANDS } from "../../sample-calls";
import { useSampleValues } from "../../use-sample";

export function ListModels() {
  const { baseUrl } = useSampleValues();
  return (
    <>
      <Endpoint method="GET" path="/v1/models" />
      <P>
        Lists the models this key may use, in a format that both SDKs can read. <C>GET /v1/models/{"{id}"}</C>{" "}
        returns one model.
      </P>
      <CodeBlock language="shell" label="Listing models" code={COMMANDS.listModels(baseUrl)} />
    </>
  );
}
