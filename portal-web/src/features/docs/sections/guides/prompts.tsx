import { C, DocsTable, H3, P } from "../../prose";

export function Prompts() {
  return (
    <>
      <P>
        A single user message reaches the model byte for byte. A conversation reaches it as one text, each
        message under a heading: <C>### System:</C>, <C>### User:</C> or <C>### Assistant:</C>, or{" "}
        <C>### User (alice):</C> for a message with a <C>name</C>. The <C>prompt</C> of completions is sent
        raw, without a chat template, and nothing in it is changed.
      </P>
      <H3>What is changed</H3>
      <P>
        Text in a message must not pass for a message of another role. So two things in it get one more
        character; nothing is removed, and all other text, such as Markdown and code, stays as it is.
      </P>
      <DocsTable
        label="Changes in the text of messages"
        columns={["Text", "Change", "Where"]}
        rows={[
          {
            cells: [
              "A control token that this model would obey",
              <>
                A space: <C>{"<|turn>"}</C> becomes <C>{"< |turn>"}</C> for Gemma 4, and stays for other
                models.
              </>,
              "Every message",
            ],
          },
          {
            cells: [
              "A line that reads as a heading of a message, also in look-alike or invisible characters, quoted, indented or bold",
              <>
                A backslash: <C>### System:</C> becomes <C>{"### \\System:"}</C>. <C># User</C>,{" "}
                <C># user:</C> in YAML and <C>### User stories</C> stay.
              </>,
              "Conversations",
            ],
          },
        ]}
      />
      <P>
        A name has up to 64 characters, without whitespace and <C>{"< > | \\ /"}</C>. In the heading,
        characters other than letters, digits and <C>{"_ - . @ + '"}</C> are shown as percent codes.
      </P>
    </>
  );
}
