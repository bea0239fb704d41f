import { CodeBlock } from "@/components/ui/code-block";
import { COMMANDS } from "../calls";
import { C, P } from "../prose";
import { Route } from "../route";
import { useDocs } from "../use-docs";

export function ListModels() {
  const { baseUrl } = useDocs();
  return (
    <>
      <Route method="GET" path="/v1/models" />
      <P>
        The models this key may call, in a form that both SDKs read. <C>GET /v1/models/{"{id}"}</C> gives one.
      </P>
      <CodeBlock language="shell" label="Listing models" code={COMMANDS.listModels(baseUrl)} />
    </>
  );
}
