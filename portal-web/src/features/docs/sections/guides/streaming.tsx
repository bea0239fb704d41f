import { CodeTabs } from "@/components/code-tabs";
import { C, H3, P } from "../../prose";
import { chatStream, completionStream, messageStream } from "../../sample-calls";
import { useSample } from "../../use-sample";

export function Streaming() {
  const chat = useSample(chatStream);
  const message = useSample(messageStream);
  const completion = useSample(completionStream);
  return (
    <>
      <P>
        With <C>stream: true</C> the response is sent as server-sent events, in the order that the SDKs of
        each format expect.
      </P>
      <H3>Chat completions</H3>
      <CodeTabs label="Streamed chat completion" code={chat} />
      <H3>Messages</H3>
      <CodeTabs label="Streamed message" code={message} />
      <H3>Completions</H3>
      <P>
        Each event is the envelope with the next part of the text. The last one has the token counts, followed
        by <C>[DONE]</C>. With <C>stream_options.include_usage</C> the counts have an event of their own, as
        in chat completions.
      </P>
      <CodeTabs label="Streamed completion" code={completion} />
      <H3>Responses</H3>
      <P>
        Each event names its type. A <C>response.output_text.delta</C> has the next part of the text; the last
        event is <C>response.completed</C> or, if the text was cut, <C>response.incomplete</C>, with the whole
        response and its token counts.
      </P>
      <H3>Errors during a stream</H3>
      <P>
        A stream starts with the first text, so a failure before that is a normal HTTP error. A later failure
        is sent as an error event, in responses <C>response.failed</C>, after which the stream ends without a
        finish reason and without <C>[DONE]</C>. A response that ends without either of them is incomplete.
      </P>
      <P>
        While there is no output, a comment line is sent every ten seconds to keep the connection open, on{" "}
        <C>/v1/messages</C> a <C>ping</C>; SDKs ignore both. Closing the connection stops the model, and the
        request is recorded as a client disconnect; with an <C>Idempotency-Key</C> the model goes on, and the
        same request gets the whole response. A stream that reaches the longest duration of a request ends
        with an error event, and its text is charged.
      </P>
    </>
  );
}
