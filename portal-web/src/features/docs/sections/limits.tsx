import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { meQuery } from "@/lib/api/queries";
import { formatWhole, formatWindow } from "@/lib/format";
import { PATHS } from "@/lib/paths";
import { planName } from "@/lib/plan";
import { usePortal } from "@/lib/portal";
import { useStore } from "@/lib/store";
import { C, Facts, H3, P } from "../prose";

export function Limits() {
  const { api, session } = usePortal();
  const isIn = useStore(session).status === "signed-in";
  const { data: me } = useQuery({ ...meQuery(api), enabled: isIn });
  return (
    <>
      <P>
        Requests are counted in sliding windows: per minute for each key, per five hours and per week for the
        organisation. A window looks back from now, so it frees up gradually.
      </P>
      {me && me.limits.length > 0 && (
        <Facts
          label="Your limits"
          columns={[`Your limits (${planName(me.plan)})`, "Counted"]}
          rows={me.limits.map((limit) => ({
            cells: [
              `${formatWhole(limit.limit)} requests per ${formatWindow(limit.seconds)}`,
              limit.scope === "key" ? "for each key" : "over all keys",
            ],
          }))}
        />
      )}
      <P>
        Where you stand is on the{" "}
        <Link className="text-accent underline underline-offset-4" to={PATHS.usage}>
          usage
        </Link>{" "}
        page, and in headers of every answer, for the window that would refuse first:
      </P>
      <Facts
        label="Limit headers"
        columns={["Chat completions, completions", "Messages", "Meaning"]}
        rows={(["limit", "remaining", "reset"] as const).map((name) => ({
          cells: [
            <C key="o">x-ratelimit-{name}-requests</C>,
            <C key="a">anthropic-ratelimit-requests-{name}</C>,
            {
              limit: "How many are allowed",
              remaining: "How many are left",
              reset: "When the window resets",
            }[name],
          ],
        }))}
      />
      <H3>When a limit is reached</H3>
      <P>
        A full minute gives 429 <C>rate_limit_exceeded</C> with <C>retry-after</C>: wait that long, and SDKs
        do so by themselves. A full longer window gives <C>insufficient_quota</C> (429, on <C>/v1/messages</C>{" "}
        402) with <C>x-should-retry: false</C>, since waiting seconds cannot help; so does prepaid credit that
        is used up. Both say which limit it is, how much is used and when it resets, or the balance. A request
        refused for a full window counts against nothing.
      </P>
    </>
  );
}
