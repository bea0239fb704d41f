import agents from "./content/clients/agents.json";
import javascript from "./content/clients/javascript.json";
import python from "./content/clients/python.json";
import { C, DocsTable, H3 } from "./prose";

/** A client as a test of this product runs it: each row is held against its test. */
export interface TestedClient {
  client: string;
  package: string;
  version: string;
  route: string;
  works: readonly string[];
  settings: string | null;
}

export const TESTED_CLIENTS: readonly { group: string; clients: readonly TestedClient[] }[] = [
  { group: "Coding agents", clients: agents },
  { group: "Python", clients: python },
  { group: "JavaScript", clients: javascript },
];

/** Which clients work, by version; nothing for a group without any. */
export function ClientTables({ groups }: { groups: typeof TESTED_CLIENTS }) {
  return groups
    .filter(({ clients }) => clients.length > 0)
    .map(({ group, clients }) => (
      <div key={group}>
        <H3>{group}</H3>
        <DocsTable
          label={`Tested clients: ${group}`}
          columns={["Client", "Version", "Route", "Works", "Settings"]}
          rows={clients.map((row) => ({
            cells: [
              <span key="client">
                {row.client}
                {row.package !== row.client && (
                  <span className="block text-ink-3 text-sm [overflow-wrap:anywhere]">{row.package}</span>
                )}
              </span>,
              row.version,
              <C key="route">{row.route}</C>,
              row.works.join(", "),
              row.settings ?? "–",
            ],
          }))}
        />
      </div>
    ));
}
