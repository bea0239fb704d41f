import { Link } from "react-router";
import { CodeTabs } from "@/components/code-tabs";
import { CodeBlock } from "@/components/ui/text/code-block";
import { PATHS } from "@/lib/paths";
import { KEY_VARIABLE } from "@/lib/samples";
import { C, H3, P } from "../../prose";
import { quickstart } from "../../sample-calls";
import { useSample, useSampleValues } from "../../use-sample";

export function Quickstart() {
  const { baseUrl } = useSampleValues();
  const code = useSample(quickstart);
  return (
    <>
      <P>
        The API is compatible with those of OpenAI and Anthropic, so their SDKs work unchanged: only the base
        URL and the key differ.
      </P>
      <H3>1. Create a key</H3>
      <P>
        Create a key on the{" "}
        <Link className="text-accent underline underline-offset-4" to={`${PATHS.keys}?create=1`}>
          API keys
        </Link>{" "}
        page. It is shown once; store it where your program can read it:
      </P>
      <CodeBlock language="shell" label="Setting the key" code={`export ${KEY_VARIABLE}="ctx_…"`} />
      <H3>2. Make a call</H3>
      <P>
        The base URL is <C>{baseUrl}</C>. The OpenAI SDK needs it with <C>/v1</C>, the Anthropic SDK without.
      </P>
      <CodeTabs label="Quickstart" code={code} />
      <H3>3. See it in your usage</H3>
      <P>
        Within seconds, the request appears on the{" "}
        <Link className="text-accent underline underline-offset-4" to={PATHS.usage}>
          usage
        </Link>{" "}
        page, with its tokens and timing.
      </P>
    </>
  );
}
