import { Check } from "lucide-react";
import type { ReactNode } from "react";
import type { Dialect } from "@/lib/samples/call";
import features from "../content/compatibility.json";
import versions from "../content/sdk-versions.json";
import { C, Facts, H3, P } from "../prose";

const yes = (
  <span className="text-good">
    <Check size={16} aria-label="yes" role="img" />
  </span>
);
const no = <span className="text-ink-3">–</span>;

interface Cell {
  /** The test that shows it offered, or refused. */
  probe?: string;
  refusal?: string;
  /** Where it is offered, if not everywhere. */
  only?: string;
}

/** What each format offers; null: the format itself has no such thing. Tests run the probe of every cell. */
const FEATURES: readonly ({ feature: string } & Record<Dialect, Cell | null>)[] = features;

export function Compatibility() {
  return (
    <>
      <P>Every release of the service is tested with these releases of the official SDKs:</P>
      <Facts
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
      <H3>What each format offers</H3>
      <Facts
        label="Features by format"
        columns={["Feature", "Chat completions", "Messages", "Completions"]}
        rows={FEATURES.map(({ feature, openai, anthropic, cortensor }) => ({
          cells: [feature, said(openai), said(anthropic), said(cortensor)],
        }))}
      />
    </>
  );
}

function said(cell: Cell | null): ReactNode {
  if (cell?.refusal) return <span className="text-ink-3">Refused</span>;
  return cell ? (cell.only ?? yes) : no;
}
