const METHODS = ["password", "password_reset", "magic_link", "ethereum", "solana"] as const;

/** Settings of a deployment, read at run time from `/config.json` beside the build. */
export interface Config {
  /** Base URL of the gateway and the control plane, without a trailing slash. */
  api_url: string;
  auth: SupabaseAuth | ClerkAuth;
  /** Contact for upgrades and support: a web address or `mailto:`. */
  contact_url?: string;
}

export interface SupabaseAuth {
  provider: "supabase";
  supabase_url: string;
  publishable_key: string;
  /** Sign-in methods that are enabled in the project. */
  methods: readonly SignInMethod[];
}

export type SignInMethod = (typeof METHODS)[number];

export interface ClerkAuth {
  provider: "clerk";
  /** URL of Clerk's Frontend API, which also serves its script. */
  clerk_url: string;
  publishable_key: string;
  /** Always empty: Clerk's own forms offer the methods enabled there. */
  methods: readonly SignInMethod[];
}

/** `/config.json` is missing or invalid. The message is shown to the user. */
export class ConfigError extends Error {}

export async function loadConfig(fetcher: typeof fetch = fetch): Promise<Config> {
  let response: Response;
  try {
    // Must match the preload in index.html; otherwise the file is fetched twice.
    response = await fetcher("/config.json", { credentials: "same-origin" });
  } catch {
    throw new ConfigError("The portal cannot be reached. Check your connection, then reload.");
  }

  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) {
    const message = isRecord(body) && typeof body.error === "string" ? body.error : undefined;
    throw new ConfigError(message ?? `The portal's configuration is missing (HTTP ${response.status}).`);
  }
  return readConfig(body);
}

export function readConfig(value: unknown): Config {
  const root = record(value, "config.json");
  return {
    api_url: url(root.api_url, "api_url"),
    auth: readAuth(record(root.auth, "auth")),
    ...(typeof root.contact_url === "string" ? { contact_url: root.contact_url } : {}),
  };
}

function readAuth(auth: Record<string, unknown>): Config["auth"] {
  if (auth.provider === "clerk") {
    return {
      provider: "clerk",
      clerk_url: url(auth.clerk_url, "auth.clerk_url"),
      publishable_key: text(auth.publishable_key, "auth.publishable_key"),
      methods: [],
    };
  }
  if (auth.provider !== "supabase") {
    throw new ConfigError(`config.json: auth.provider '${String(auth.provider)}' is not supported.`);
  }
  const methods = Array.isArray(auth.methods) ? auth.methods.filter(isMethod) : [];
  return {
    provider: "supabase",
    supabase_url: url(auth.supabase_url, "auth.supabase_url"),
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
  if (!isRecord(value)) throw new ConfigError(`config.json: ${name} must be an object.`);
  return value;
}

function text(value: unknown, name: string): string {
  if (typeof value !== "string" || value === "") throw new ConfigError(`config.json: ${name} is missing.`);
  return value;
}

function url(value: unknown, name: string): string {
  const address = text(value, name);
  if (!URL.canParse(address)) throw new ConfigError(`config.json: ${name} is not a URL.`);
  return address.replace(/\/+$/, "");
}
