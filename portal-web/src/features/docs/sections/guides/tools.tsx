import { CodeTabs } from "@/components/code-tabs";
import { C, DocsTable, H3, P } from "../../prose";
import { toolCall, toolMessage, toolResponse, toolResult } from "../../sample-calls";
import { useSample } from "../../use-sample";

export function Tools() {
  const call = useSample(toolCall, "tools");
  const result = useSample(toolResult, "tools");
  const message = useSample(toolMessage, "tools");
  const response = useSample(toolResponse, "tools");
  return (
    <>
      <P>
        A model with tools can ask your program to run a function: it answers with the function's name and its
        arguments, your program runs it and sends the result back, and the model goes on. Models that have
        tools say so in the model list; others reject them with <C>unsupported_feature</C>, which names the
        models that have them.
      </P>
      <H3>1. Offer a tool</H3>
      <CodeTabs label="Chat completion with a tool" code={call} />
      <P>
        The answer has <C>tool_calls</C>, each with an <C>id</C>, a name, and arguments as JSON text. Its
        finish reason is <C>tool_calls</C>, or <C>stop</C> if you chose the function by name. In a stream a
        call begins with its id and name, and its arguments follow in fragments.
      </P>
      <H3>2. Send the result</H3>
      <P>
        Repeat the conversation with the model's calls, and one result for each of them before anything else:
      </P>
      <CodeTabs label="Chat completion with a result" code={result} />
      <H3>Messages and Responses</H3>
      <P>
        In messages a call is a block <C>tool_use</C> and its result a block <C>tool_result</C> of the next
        user message. In responses they are the items <C>function_call</C> and <C>function_call_output</C>.
      </P>
      <CodeTabs label="Message with a tool" code={message} />
      <div className="h-4" />
      <CodeTabs label="Response with a tool" code={response} />
      <H3>Which tool is called</H3>
      <DocsTable
        label="Choices of tools"
        columns={["Chat completions and Responses", "Messages", "Description"]}
        rows={[
          { cells: [<C key="o">auto</C>, <C key="a">auto</C>, "The model decides. The default."] },
          { cells: [<C key="o">required</C>, <C key="a">any</C>, "At least one call."] },
          { cells: ["A function by name", <C key="a">tool</C>, "A call of this one."] },
          { cells: [<C key="o">none</C>, <C key="a">none</C>, "No call."] },
          {
            cells: [
              <C key="o">parallel_tool_calls: false</C>,
              <C key="a">disable_parallel_tool_use</C>,
              "One call at most.",
            ],
          },
        ]}
      />
      <H3>What is checked</H3>
      <P>
        What the model writes is never changed. Without <C>strict</C> arguments arrive as they were written,
        so check them before you use them. With <C>strict</C> they must fit the schema, in messages they must
        be an object, and a choice other than <C>auto</C> must be kept. An answer that breaks one of these
        rules is an error <C>model_output_invalid</C>: HTTP status 422, or an error event at the end of a
        stream. If nothing was sent yet, we let the model try once more, at our expense; the first answer is
        charged.
      </P>
    </>
  );
}
