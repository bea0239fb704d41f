import { CodeBlock } from "@/components/ui/text/code-block";
import { C, P } from "../../prose";

export function Authentication() {
  return (
    <>
      <P>
        Send an API key with every request, as a bearer token or in <C>x-api-key</C>. Both work on every
        route; if both are sent, the bearer token is used.
      </P>
      <CodeBlock
        language="http"
        label="Authentication headers"
        code={"Authorization: Bearer ctx_…\nx-api-key: ctx_…"}
      />
      <P>
        A key belongs to an organisation, and its usage is counted there. A revoked key is rejected within
        seconds. Keep keys out of repositories and out of code that runs in browsers: anyone who has a key can
        use up your limits.
      </P>
      <P>
        An organisation has at most 50 keys that are neither revoked nor expired, and twice as many while keys
        are rotated. When a key is rotated, the old one works for the grace period that you choose. The grace
        period can be shortened later, never lengthened.
      </P>
    </>
  );
}
