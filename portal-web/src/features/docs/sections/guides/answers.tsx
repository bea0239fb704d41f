import { C, DocsTable, H3, P } from "../../prose";

export function Answers() {
  return (
    <>
      <P>
        You get what the model wrote, and the same text whole and streamed. Where a text stands decides what
        is removed, not its spelling: an answer about <C>{"<think>"}</C>, <C>{"<|im_end|>"}</C> or{" "}
        <C>### User: first steps</C> arrives as it was written.
      </P>
      <DocsTable
        label="Removed from answers"
        columns={["Removed", "Where"]}
        rows={[
          {
            cells: [
              <>
                Reasoning, such as <C>{"<think>…</think>"}</C>. A tag of another model, such as{" "}
                <C>{"<reasoning>"}</C>, stays if your prompt asks for it.
              </>,
              "Before the answer",
            ],
          },
          {
            cells: [
              <>
                End tokens of the model, such as <C>{"<|im_end|>"}</C>
              </>,
              "At the very end",
            ],
          },
          {
            cells: [
              <>
                A message of another role that the model goes on to write: from <C>### User:</C>, alone on its
                line in a conversation, or a token of its template such as <C>{"<|turn>user"}</C>
              </>,
              "After the answer; not in code blocks, in sentences, or after a line that ends with a colon",
            ],
          },
          { cells: ["Everything from a stop string on", "After the answer"] },
        ]}
      />
      <H3>Models that reason first</H3>
      <P>
        Reasoning counts as output tokens. If <C>max_tokens</C> ends it, the answer is empty and its finish
        reason is <C>length</C>. Some models begin every answer in their reasoning; a stream then starts when
        the reasoning has ended.
      </P>
    </>
  );
}
