import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Connect, Plugin } from "vite";
import { contentSecurityPolicy, SECURITY_HEADERS } from "./content-security-policy.ts";
import { AUTH_PATH, isLocal, proxyToAuth } from "./local-auth.ts";

/**
 * Connects `vite` and `vite preview` to the product running on this machine: serves `/config.json`, proxies sign-in
 * to the embedded Supabase, and sets the security headers. A deployment has `/config.json` as a file.
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
      return proxyToAuth(product.supabase_url, request, response);
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

const NOT_RUNNING = { error: "The product is not running. Start it with `make dev`, then reload." };

/** Only the public fields: the file also contains a password and an API key. */
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

/** The content of `dev.json` in the state folder. Read for every request, since the product may start later. */
async function localProduct(): Promise<LocalProduct | null> {
  const folder = process.env.PORTAL_STATE_DIR || resolve(import.meta.dirname, "../../.local");
  try {
    const config: Partial<LocalProduct> = JSON.parse(await readFile(resolve(folder, "dev.json"), "utf8"));
    const { api_url, supabase_url, supabase_publishable_key } = config;
    if (!api_url || !supabase_url || !supabase_publishable_key) return null;
    return { api_url, supabase_url, supabase_publishable_key };
  } catch {
    return null;
  }
}
