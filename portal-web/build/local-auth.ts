import { request as ask, type IncomingMessage, type ServerResponse } from "node:http";

/** Below this path the development server answers in place of the embedded Supabase. */
export const AUTH_PATH = "/auth/v1/";

/**
 * Passes a sign-in call on to the embedded Supabase: its preflight answers allow no headers for auth, so a
 * page of another origin cannot call it. A hosted project is called directly.
 */
export function passToAuth(supabaseUrl: string, request: IncomingMessage, response: ServerResponse): void {
  const { host: _, ...headers } = request.headers;
  const onward = ask(
    new URL(request.url ?? "/", supabaseUrl),
    { method: request.method, headers },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    },
  );
  onward.on("error", () => {
    response.writeHead(502, { "content-type": "application/json" });
    response.end('{"code":502,"error_code":"bad_gateway","msg":"The local Supabase does not answer."}');
  });
  request.pipe(onward);
}

export function isLocal(url: string): boolean {
  return ["127.0.0.1", "localhost", "[::1]"].includes(new URL(url).hostname);
}
