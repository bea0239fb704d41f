import { generatedUsage } from "../support/generated-usage.ts";
import {
  type Account,
  acceptInvitation,
  anyTarget,
  createKey,
  createTeam,
  invite,
  newAccount,
  newOperator,
  portal,
  recordRequests,
  rpc,
} from "../support/product.ts";

/** The accounts and paths that the screenshots show. */
export interface SeedData {
  /** An account on the pro plan with keys and two weeks of usage. */
  customer: Account;
  /** The secret of one of its keys. */
  secret: string;
  /** A new account without keys. */
  newUser: Account;
  /** An account close to a limit. */
  nearLimit: Account;
  /** The owner of a team with members and a pending invitation. */
  teamOwner: Account;
  /** Path of the customer's invitation to that team. */
  invitation: string;
  operator: Account;
  /** Ids that the admin pages show. */
  inspected: { key: string; request: string };
}

export async function seedProduct(): Promise<SeedData> {
  const customer = await newAccount("ada");
  await rpc("change_plan", {
    p_organization_id: customer.organizationId,
    p_plan: "pro",
    p_reason: "screenshots",
  });
  const keys = await Promise.all(
    ["Production website", "Staging", "Nightly evaluation"].map((name) => createKey(customer, name)),
  );
  for (const [index, perDay] of [42, 14, 9].entries()) {
    await recordRequests(customer, keys[index]?.id ?? "", generatedUsage(14, perDay));
  }
  const { teamOwner, invitation } = await seedTeam(customer);
  const { operator, request } = await seedAdminActions(customer, keys[2]?.id ?? "");
  return {
    customer,
    secret: keys[0]?.key ?? "",
    newUser: await newAccount("new"),
    nearLimit: await seedNearLimit(),
    teamOwner,
    invitation,
    operator,
    inspected: { key: keys[1]?.id ?? "", request },
  };
}

async function seedNearLimit(): Promise<Account> {
  const account = await newAccount("busy");
  const key = await createKey(account, "Busy key");
  const now = Date.now();
  const recent = Array.from({ length: 93 }, (_, n) => ({ at: new Date(now - 60_000 - n * 1000) }));
  await recordRequests(account, key.id, recent);
  return account;
}

async function seedTeam(customer: Account): Promise<Pick<SeedData, "teamOwner" | "invitation">> {
  const teamOwner = await newAccount("grace");
  const team = await createTeam(teamOwner, "Analytical Engines");
  for (const [name, role] of [
    ["katherine", "admin"],
    ["joan", "member"],
  ] as const) {
    const member = await newAccount(name);
    await acceptInvitation(member, await invite(teamOwner, team, member.email, role));
  }
  await invite(teamOwner, team, "hedy@example.com");
  const invitation = `/portal/invitation#${await invite(teamOwner, team, customer.email)}`;
  return { teamOwner, invitation };
}

async function seedAdminActions(customer: Account, keyId: string) {
  const operator = await newOperator();
  const send = (method: string, path: string, body: object) =>
    portal(operator.token, `/portal/admin/${path}`, { method, body: JSON.stringify(body) });
  await send("PUT", `keys/${keyId}/state`, { state: "disabled", reason: "it was in a public repository" });
  const target = await anyTarget(operator);
  await send("PUT", `targets/${target.id}`, { state: "draining", weight: 0.5, reason: "a new disk" });
  await send("POST", `organizations/${customer.organizationId}/credits`, {
    amount_nanousd: 25_000_000_000,
    reason: "sorry for Tuesday's outage",
  });
  const requests = await portal(customer.token, "/portal/usage-events?limit=1");
  return { operator, request: requests.data[0].request_id as string };
}
