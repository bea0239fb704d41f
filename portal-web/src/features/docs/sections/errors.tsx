import { Fragment, type ReactNode } from "react";
import { CodeBlock } from "@/components/ui/code-block";
import tree from "../content/error-tree.json";
import { C, Facts, H3, P } from "../prose";

/** What official SDKs do with it. */
function retried({ retry, status }: (typeof tree)[number]): string {
  if (retry === "after") return "After the wait";
  if (retry === "no") return "No";
  return retry === "yes" || status >= 500 || status === 429 || status === 409 ? "Twice" : "No";
}

export function Errors() {
  return (
    <>
      <P>
        Every error has the shape of its route's format, a stable <C>code</C>, a message that says what to do,
        and an id. <C>x-request-id</C> and <C>request-id</C> carry the same id on every answer; it finds the
        request in your usage, and support finds it by this.
      </P>
      <CodeBlock
        language="json"
        label="An error of chat completions"
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
        SDKs repeat 408, 409, 429 and 5xx twice by themselves, and obey <C>x-should-retry</C>. A failed
        request that is repeated is a new request, with an id of its own.
      </P>
      <H3>All codes</H3>
      <Facts
        label="Error codes"
        columns={["Code", "Status", "Meaning", "SDKs retry"]}
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

/** Words between backticks are code. */
function withCode(text: string): ReactNode {
  return text
    .split("`")
    .map((part, index) =>
      index % 2 === 1 ? <C key={index}>{part}</C> : <Fragment key={index}>{part}</Fragment>,
    );
}
