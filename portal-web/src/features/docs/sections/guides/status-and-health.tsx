import { Link } from "react-router";
import { PATHS } from "@/lib/paths";
import { C, DocsTable, P } from "../../prose";

const STATES = [
  ["operational", "Serves as usual."],
  ["degraded", "Serves, but slower, with more errors, or with a part of its capacity."],
  ["unavailable", "Requests are refused, because the model is disabled or nothing can serve it."],
] as const;

const SERVICE = [
  ["ok", "200", "Every offered model is operational."],
  ["degraded", "200", "Not every one is, but some model serves. Keep sending requests."],
  ["unavailable", "503", "No model serves. Every request is refused."],
] as const;

export function StatusAndHealth() {
  return (
    <>
      <P>
        The{" "}
        <Link className="text-accent underline underline-offset-4" to={PATHS.status}>
          status page
        </Link>{" "}
        shows each model with its state, its uptime, and its time to first token (TTFT) in the last 30
        minutes, 24 hours and 30 days. It needs no account. A period without measurements says “no data”.
      </P>
      <DocsTable
        label="States of a model"
        columns={["Model", "Description"]}
        rows={STATES.map(([state, text]) => ({ cells: [<C key="state">{state}</C>, text] }))}
      />
      <P>
        Uptime is the share of the measured time in which a model served; degraded time counts as served. It
        is measured by probes and by the requests of all customers.
      </P>
      <P>
        Monitors and load balancers ask <C>GET /health</C>, without a key. Its HTTP status is enough to
        decide:
      </P>
      <DocsTable
        label="Health"
        columns={["status", "HTTP status", "Description"]}
        rows={SERVICE.map(([status, code, text]) => ({ cells: [<C key="status">{status}</C>, code, text] }))}
      />
      <P>
        <C>models</C> lists the models that are offered, and <C>model_status</C> has one entry for each model:{" "}
        <C>id</C>, <C>status</C>, <C>capabilities</C> (<C>tools</C>, <C>json</C>), and <C>uptime</C> (0 to 1),{" "}
        <C>ttft_p50_ms</C> and <C>ttft_p95_ms</C> in <C>last_30_minutes</C>, <C>last_24_hours</C> and{" "}
        <C>last_30_days</C>; <C>null</C> means that nothing was measured. The states are at most some seconds
        old, the history half a minute.
      </P>
    </>
  );
}
