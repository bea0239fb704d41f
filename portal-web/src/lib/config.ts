const METHODS = ["password", "password_reset", "magic_link", "ethereum", "solana"] as const;

/** What one build must be told about the place it runs in: the file `/config.json` beside it. */
export interface Config {
  /** Base URL of gateway and control plane, without a slash at the end. */
  api_url: string;
  auth: SupabaseAuth | ClerkAuth;
  /** Where the page sends people who want more, or help: a web address or `mailto:`. */
  contact_url?: string;
}

export interface SupabaseAuth {
  provider: "supabase";
  supabase_url: string;
  publishable_key: string;
  /** Ways to sign in that the project has switched on. */
  methods: readonly SignInMethod[];
}

export type SignInMethod = (typeof METHODS)[number];

export interface ClerkAuth {
  provider: "clerk";
  /** Address of Clerk's Frontend API, which its script comes from. */
  clerk_url: string;
  publishable_key: string;
  /** None: Clerk's own forms offer what is switched on there. */
  methods: readonly SignInMethod[];
}

/** The site cannot know where its API is. The message is for people. */
export class NotConfigured extends Error {}

export async function loadConfig(fetcher: typeof fetch = fetch): Promise<Config> {
  let answer: Response;
  try {
    // Must match the preload in index.html, or the file is fetched twice.
    answer = await fetcher("/config.json", { credentials: "same-origin" });
  } catch {
    throw new NotConfigured("The portal cannot be reached. Check your connection, then reload.");
  }
  const told: unknown = await answer.json().catch(() => null);
  if (!answer.ok) {
    const said = isRecord(told) && typeof told.error === "string" ? told.error : undefined;
    throw new NotConfigured(said ?? `The portal's configuration is missing (HTTP ${answer.status}).`);
  }
  return readConfig(told);
}

export function readConfig(told: unknown): Config {
  const root = record(told, "config.json");
  return {
    api_url: address(root.api_url, "api_url"),
    auth: readAuth(record(root.auth, "auth")),
    ...(typeof root.contact_url === "string" ? { contact_url: root.contact_url } : {}),
  };
}

function readAuth(auth: Record<string, unknown>): Config["auth"] {
  if (auth.provider === "clerk") {
    return {
      provider: "clerk",
      clerk_url: address(auth.clerk_url, "auth.clerk_url"),
      publishable_key: text(auth.publishable_key, "auth.publishable_key"),
      methods: [],
    };
  }
  if (auth.provider !== "supabase") {
    throw new NotConfigured(`config.json: auth.provider '${String(auth.provider)}' is not known.`);
  }
  const methods = Array.isArray(auth.methods) ? auth.methods.filter(isMethod) : [];
  return {
    provider: "supabase",
    supabase_url: address(auth.supabase_url, "auth.supabase_url"),
    publishable_key: text(auth.publishable_key, "auth.publishable_key"),
    methods: methods.length > 0 ? methods : ["password"],
  };
}

function isMethod(value: unknown): value is SignInMethod {
  return METHODS.some((method) => method === value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function record(value: unknown, name: string): Record<string, unknown> {
  if (!isRecord(value)) throw new NotConfigured(`config.json: ${name} must be an object.`);
  return value;
}

function text(value: unknown, name: string): string {
  if (typeof value !== "string" || value === "") throw new NotConfigured(`config.json: ${name} is missing.`);
  return value;
}

function address(value: unknown, name: string): string {
  const url = text(value, name);
  if (!URL.canParse(url)) throw new NotConfigured(`config.json: ${name} is not a URL.`);
  return url.replace(/\/+$/, "");
}
