import { type IncomingMessage, type ServerResponse, request as sendRequest } from "node:http";

/** Path prefix of auth calls, which the development server proxies to the embedded Supabase. */
export const AUTH_PATH = "/auth/v1/";

/**
 * Proxy an auth call to the embedded Supabase. Its CORS preflight does not allow the auth headers, so a page of
 * another origin cannot call it. A hosted project is called directly.
 */
export function proxyToAuth(supabaseUrl: string, request: IncomingMessage, response: ServerResponse): void {
  const { host: _, ...headers } = request.headers;
  const upstream = sendRequest(
    new URL(request.url ?? "/", supabaseUrl),
    { method: request.method, headers },
    (upstreamResponse) => {
      response.writeHead(upstreamResponse.statusCode ?? 502, upstreamResponse.headers);
      upstreamResponse.pipe(response);
    },
  );
  upstream.on("error", () => {
    response.writeHead(502, { "content-type": "application/json" });
    response.end('{"code":502,"error_code":"bad_gateway","msg":"The local Supabase cannot be reached."}');
  });
  request.pipe(upstream);
}

export function isLocal(url: string): boolean {
  return ["127.0.0.1", "localhost", "[::1]"].includes(new URL(url).hostname);
}
