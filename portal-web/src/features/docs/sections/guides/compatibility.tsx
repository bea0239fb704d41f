import { Check } from "lucide-react";
import type { ReactNode } from "react";
import type { Dialect } from "@/lib/samples/call";
import { ClientTables, TESTED_CLIENTS } from "../../clients";
import features from "../../content/compatibility.json";
import versions from "../../content/sdk-versions.json";
import { C, DocsTable, H3, P } from "../../prose";

const yes = (
  <span className="text-good">
    <Check size={16} aria-label="yes" role="img" />
  </span>
);
const no = <span className="text-ink-3">–</span>;

interface Cell {
  /** The test that shows that it is supported, or rejected. */
  probe?: string;
  refusal?: string;
  /** The only API version that supports it. */
  only?: string;
}

/** Supported features of each API format; null: the format itself does not have it. Tests run the probe of every cell. */
const FEATURES: readonly ({ feature: string } & Record<Exclude<Dialect, "responses">, Cell | null>)[] =
  features;

export function Compatibility() {
  return (
    <>
      <P>Every release of the service is tested with these versions of the official SDKs:</P>
      <DocsTable
        label="Tested SDKs"
        columns={["SDK", "Oldest", "Newest"]}
        rows={versions.map(({ name, language, oldest, newest }) => ({
          cells: [
            <span key="name">
              <C>{name}</C> <span className="text-ink-3">{language}</span>
            </span>,
            oldest ?? "–",
            newest,
          ],
        }))}
      />
      <ClientTables groups={TESTED_CLIENTS} />
      <H3>Requests</H3>
      <P>
        Bodies are plain JSON: a compressed one is refused with 415. <C>HEAD</C> works where <C>GET</C> does.
        Doubled and trailing slashes in a path do not matter. A path that another API has and this one has not
        answers 404, and the message names the route to use.
      </P>
      <H3>Features by API format</H3>
      <DocsTable
        label="Features by API format"
        columns={["Feature", "Chat completions", "Messages", "Completions"]}
        rows={FEATURES.map(({ feature, openai, anthropic, cortensor }) => ({
          cells: [feature, support(openai), support(anthropic), support(cortensor)],
        }))}
      />
    </>
  );
}

function support(cell: Cell | null): ReactNode {
  if (cell?.refusal) return <span className="text-ink-3">Not supported</span>;
  return cell ? (cell.only ?? yes) : no;
}
