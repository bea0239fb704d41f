import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { meQuery } from "@/lib/api/queries";
import { formatWhole } from "@/lib/format/numbers";
import { planName } from "@/lib/format/plan-name";
import { formatWindow } from "@/lib/format/times";
import { PATHS } from "@/lib/paths";
import { usePortal } from "@/lib/portal";
import { useStore } from "@/lib/state/store";
import { C, DocsTable, H3, P } from "../../prose";

export function Limits() {
  const { api, session } = usePortal();
  const isSignedIn = useStore(session).status === "signed-in";
  const { data: me } = useQuery({ ...meQuery(api), enabled: isSignedIn });
  return (
    <>
      <P>
        Requests are counted in sliding windows: per minute for each key, per five hours and per week for the
        organisation. A window covers the time up to now, so capacity frees up gradually.
      </P>
      <P>
        The free allowance belongs to a person: on Free, every limit, per minute too, is shared by all
        organisations that you created, also those that you handed over or left. An organisation on a paid
        plan has limits of its own.
      </P>
      {me && me.limits.length > 0 && (
        <DocsTable
          label="Your limits"
          columns={[`Your limits (${planName(me.plan)})`, "Scope"]}
          rows={me.limits.map((limit) => ({
            cells: [
              `${formatWhole(limit.limit)} requests per ${formatWindow(limit.seconds)}`,
              limit.scope === "key" ? "per key" : "across all keys",
            ],
          }))}
        />
      )}
      <P>
        Your current usage is on the{" "}
        <Link className="text-accent underline underline-offset-4" to={PATHS.usage}>
          usage
        </Link>{" "}
        page, and in the headers of every response, for the window that is closest to its limit:
      </P>
      <DocsTable
        label="Limit headers"
        columns={["Chat completions, completions", "Messages", "Description"]}
        rows={(["limit", "remaining", "reset"] as const).map((name) => ({
          cells: [
            <C key="o">x-ratelimit-{name}-requests</C>,
            <C key="a">anthropic-ratelimit-requests-{name}</C>,
            {
              limit: "Allowed requests",
              remaining: "Remaining requests",
              reset: "When the window resets",
            }[name],
          ],
        }))}
      />
      <H3>When a limit is reached</H3>
      <P>
        When the limit per minute is reached, requests fail with 429 <C>rate_limit_exceeded</C> and{" "}
        <C>retry-after</C>, which SDKs respect by default. When a longer window or the prepaid credit is used
        up, requests fail with <C>insufficient_quota</C> (429, on <C>/v1/messages</C> 402) and{" "}
        <C>x-should-retry: false</C>, since a retry within seconds cannot succeed. Both errors name the limit,
        how much of it is used and when it resets, or the balance. A request rejected because a window is full
        does not count against any limit.
      </P>
      <H3>Context</H3>
      <P>
        Prompt and answer share the model's context. A prompt that is certainly longer is rejected with 400{" "}
        <C>context_length_exceeded</C> and costs nothing. If <C>max_tokens</C> is more than an estimate of the
        prompt leaves, it is reduced to that, and an answer that reaches it ends with <C>length</C> or{" "}
        <C>max_tokens</C>.
      </P>
      <H3>Changes in the portal</H3>
      <P>
        A person can make 60 changes a minute and 1,000 a day in the portal and its API, and all members of an
        organisation together 240 a minute and 5,000 a day. Further ones fail with 429{" "}
        <C>rate_limit_exceeded</C>, and <C>retry-after</C> says when the next one passes. Reading is not
        counted, and revoking keys and removing members has a limit of its own.
      </P>
    </>
  );
}
