import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Connect, Plugin } from "vite";
import { contentSecurityPolicy, SECURITY_HEADERS } from "./content-security-policy.ts";
import { AUTH_PATH, isLocal, passToAuth } from "./local-auth.ts";

/**
 * Makes `vite` and `vite preview` the site of the product that runs on this machine: `/config.json`, sign-in
 * at the embedded Supabase, and the security headers. Elsewhere `/config.json` is a file beside the site.
 */
export function runtimeConfig(): Plugin {
  return {
    name: "portal:runtime-config",
    configureServer: (server) => void server.middlewares.use(middleware(true)),
    configurePreviewServer: (server) => void server.middlewares.use(middleware(false)),
  };
}

interface LocalProduct {
  api_url: string;
  supabase_url: string;
  supabase_publishable_key: string;
}

function middleware(development: boolean): Connect.NextHandleFunction {
  return async (request, response, next) => {
    const product = await localProduct();
    const path = request.url?.split("?")[0] ?? "/";
    if (product && path.startsWith(AUTH_PATH) && isLocal(product.supabase_url)) {
      return passToAuth(product.supabase_url, request, response);
    }
    const config = product && configFor(product, `http://${request.headers.host}`);
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    if (config) {
      const policy = contentSecurityPolicy(
        { api_url: config.api_url, supabase_url: config.auth.supabase_url },
        development,
      );
      response.setHeader("content-security-policy", policy);
    }
    if (path !== "/config.json") return next();
    response.writeHead(config ? 200 : 503, {
      "content-type": "application/json",
      "cache-control": "no-cache",
    });
    response.end(JSON.stringify(config ?? NOT_RUNNING));
  };
}

const NOT_RUNNING = { error: "The product does not run here yet. Start it with `make dev`, then reload." };

/** Field by field: the file also holds a password and an API key. */
function configFor(product: LocalProduct, ownOrigin: string) {
  return {
    api_url: product.api_url,
    auth: {
      provider: "supabase",
      supabase_url: isLocal(product.supabase_url) ? ownOrigin : product.supabase_url,
      publishable_key: product.supabase_publishable_key,
      methods: ["password"],
    },
  };
}

/** What `dev.json` in the state folder says. Read for every request: the product may start after this server. */
async function localProduct(): Promise<LocalProduct | null> {
  const folder = process.env.PORTAL_STATE_DIR || resolve(import.meta.dirname, "../../.local");
  try {
    const told: Partial<LocalProduct> = JSON.parse(await readFile(resolve(folder, "dev.json"), "utf8"));
    const { api_url, supabase_url, supabase_publishable_key } = told;
    if (!api_url || !supabase_url || !supabase_publishable_key) return null;
    return { api_url, supabase_url, supabase_publishable_key };
  } catch {
    return null;
  }
}
