import { Fragment, type ReactNode } from "react";
import { CodeBlock } from "@/components/ui/text/code-block";
import tree from "../../content/error-tree.json";
import { C, DocsTable, H3, P } from "../../prose";

/** Whether the official SDKs retry the error. */
function retried({ retry, status }: (typeof tree)[number]): string {
  if (retry === "after") return "After retry-after";
  if (retry === "no") return "No";
  return retry === "yes" || status >= 500 || status === 429 || status === 409 ? "Twice" : "No";
}

export function Errors() {
  return (
    <>
      <P>
        Every error has the format of its route's API, a stable <C>code</C>, a message that says what to do,
        and a request ID. Every response carries the ID in <C>x-request-id</C> and <C>request-id</C>. Include
        it when you contact support.
      </P>
      <P>
        The ID finds the request on the usage page some seconds later. A refused request is shown as{" "}
        <em>refused</em>, with status, code and parameter: the first 100 refusals of a key in an hour, for 30
        days. The rest are counted by code. A refused request costs nothing and counts towards no limit.
        Requests without a key, or with one that we do not know, are not recorded.
      </P>
      <CodeBlock
        language="json"
        label="Error of chat completions"
        code={JSON.stringify(
          {
            error: {
              message: "The API key is not valid. Create a key on the API keys page of the portal.",
              type: "invalid_request_error",
              param: null,
              code: "invalid_api_key",
            },
          },
          null,
          2,
        )}
      />
      <H3>Retries</H3>
      <P>
        SDKs retry 408, 409, 429 and 5xx twice by default, and respect <C>x-should-retry</C>. A retry is a new
        request with its own ID, and is charged like any other: failures of the service are free, and after a
        disconnect you pay for what the model had produced.
      </P>
      <P>
        With an <C>Idempotency-Key</C> header a request runs to its end even if your connection breaks, is
        charged once, and for 24 hours the same request gets the stored response. While it runs, the answer is{" "}
        <C>409 request_still_running</C>. If it failed, the same key runs it again.
      </P>
      <P>
        When the service has no free capacity, the answer is 503 <C>service_unavailable</C>. When the whole
        API, your address or your credential sends too many requests, it is 429 <C>service_busy</C> or{" "}
        <C>rate_limit_exceeded</C>. <C>retry-after</C> says how long to wait. These answers come before your
        key is checked: they have a request ID and the body of both formats, cost nothing and are not
        recorded.
      </P>
      <H3>Error codes</H3>
      <DocsTable
        label="Error codes"
        columns={["Code", "Status", "Description", "SDKs retry"]}
        rows={tree.map((error) => ({
          id: `error-${error.code}`,
          cells: [
            <span key="code" className="sm:whitespace-nowrap">
              <C>{error.code}</C>
            </span>,
            error.status === error.anthropic_status
              ? String(error.status)
              : `${error.status} (messages: ${error.anthropic_status})`,
            withCode(error.meaning),
            retried(error),
          ],
        }))}
      />
    </>
  );
}

/** Render text between backticks as code. */
function withCode(text: string): ReactNode {
  return text
    .split("`")
    .map((part, index) =>
      index % 2 === 1 ? <C key={index}>{part}</C> : <Fragment key={index}>{part}</Fragment>,
    );
}
