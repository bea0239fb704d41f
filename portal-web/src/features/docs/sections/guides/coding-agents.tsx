import { CodeBlock } from "@/components/ui/text/code-block";
import { KEY_VARIABLE } from "@/lib/samples";
import { AGENTS } from "../../agent-settings";
import { C, H3, P } from "../../prose";
import { useSampleValues } from "../../use-sample";

export function CodingAgents() {
  const { baseUrl, model } = useSampleValues("tools");
  return (
    <>
      <P>
        Coding agents need a model with tools. Set your key in <C>{KEY_VARIABLE}</C>, as in the quickstart.
        The model list shows the context of each model, which agents do not ask for.
      </P>
      {AGENTS.map(({ name, place, language, text, note }) => (
        <div key={name}>
          <H3>{name}</H3>
          <P>{place}:</P>
          <CodeBlock language={language} label={`Settings of ${name}`} code={text(baseUrl, model)} />
          {note && <P>{note}</P>}
        </div>
      ))}
    </>
  );
}
