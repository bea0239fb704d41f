import { CodeTabs } from "@/components/code-tabs";
import { chatStream, completionStream, messageStream } from "../calls";
import { C, H3, P } from "../prose";
import { useSample } from "../use-docs";

export function Streaming() {
  const chat = useSample(chatStream);
  const message = useSample(messageStream);
  const completion = useSample(completionStream);
  return (
    <>
      <P>
        With <C>stream: true</C> the answer comes as server-sent events, in the order that the SDKs of each
        format expect.
      </P>
      <H3>Chat completions</H3>
      <CodeTabs label="Streamed chat completion" code={chat} />
      <H3>Messages</H3>
      <CodeTabs label="Streamed message" code={message} />
      <H3>Completions</H3>
      <P>
        Each event is the envelope with the next piece of text; the last one has the token counts, then comes{" "}
        <C>[DONE]</C>.
      </P>
      <CodeTabs label="Streamed completion" code={completion} />
      <H3>When something goes wrong</H3>
      <P>
        A stream begins with its first text, so a failure before it is an ordinary HTTP error. A failure after
        it comes as an error event inside the stream, and nothing follows: no finish reason, no <C>[DONE]</C>.
        An answer that ends without one of these is not whole.
      </P>
      <P>
        While nothing comes, a comment is sent every ten seconds so that connections stay open; SDKs skip it.
        Closing the connection stops the model, and the request counts as cancelled.
      </P>
    </>
  );
}
