import { CodeTabs } from "@/components/code-tabs";
import { C, DocsTable, P } from "../../prose";
import { schemaChat, schemaMessage } from "../../sample-calls";
import { useSample } from "../../use-sample";

export function JsonOutput() {
  const chat = useSample(schemaChat, "json");
  const message = useSample(schemaMessage, "json");
  return (
    <>
      <P>Models with JSON output can answer in JSON that fits a schema of yours.</P>
      <CodeTabs label="Chat completion with a schema" code={chat} />
      <div className="h-4" />
      <CodeTabs label="Message with a schema" code={message} />
      <DocsTable
        label="Fields for JSON output"
        columns={["API format", "Field", "Formats"]}
        rows={[
          {
            cells: [
              "Chat completions",
              <C key="f">response_format</C>,
              <>
                <C>json_schema</C>, and <C>json_object</C> for any object
              </>,
            ],
          },
          {
            cells: [
              "Responses",
              <C key="f">text.format</C>,
              <>
                <C>json_schema</C>, and <C>json_object</C> for any object
              </>,
            ],
          },
          { cells: ["Messages", <C key="f">output_config.format</C>, <C key="t">json_schema</C>] },
        ]}
      />
      <P>
        The answer is checked, never changed: one that is no object for <C>json_object</C>, or that does not
        fit a <C>strict</C> schema, is an error <C>model_output_invalid</C>. In a strict schema each object
        requires all its properties and allows no others. An answer that <C>max_tokens</C> cut is not checked:
        its finish reason says so.
      </P>
    </>
  );
}
