import { CodeBlock } from "@/components/ui/code-block";
import { C, P } from "../prose";

export function Authentication() {
  return (
    <>
      <P>
        Every call carries an API key, as a bearer token or in <C>x-api-key</C>. Both work on every route;
        where both are sent, the bearer token counts.
      </P>
      <CodeBlock
        language="http"
        label="Headers with a key"
        code={"Authorization: Bearer ctx_…\nx-api-key: ctx_…"}
      />
      <P>
        A key belongs to an organisation, and its usage counts there. A revoked key is refused within seconds.
        Keep keys out of repositories and out of pages that others open: whoever has one can spend your
        limits.
      </P>
    </>
  );
}
