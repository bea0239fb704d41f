import createClient, { type Client } from "openapi-fetch";
import { SignInError } from "../session/provider";
import type { SessionStore } from "../session/session-store";
import type { SelectedOrganization } from "../state/selected-organization";
import { ApiError } from "./api-error";
import { EtagCache } from "./etag-cache";
import type { paths } from "./schema";

export type Api = Client<paths>;

/**
 * The control plane's API, called as the signed-in user. A call made with an expired session waits until the user
 * has signed in again and is then sent, so that nothing they typed is lost.
 */
export function createApi(
  baseUrl: string,
  session: SessionStore,
  organization: SelectedOrganization,
  fetcher: typeof fetch = (request) => fetch(request),
): Api {
  const cache = new EtagCache();
  session.subscribe(() => session.current.status === "signed-out" && cache.clear());

  async function fetchWithSession(request: Request): Promise<Response> {
    const retry = request.clone();
    const token = await asApiError(session.token());
    const response = await send(request, token);
    if (response.status === 401) {
      return send(retry, await asApiError(session.renewedToken(token)));
    }
    if (response.status === 404 && organization.current !== null && (await isUnknownOrganization(response))) {
      organization.select(null);
      // Only reads are retried: a change meant for one organisation must not be made in another.
      if (request.method === "GET") return send(retry, token);
    }
    return response;
  }

  async function send(request: Request, token: string): Promise<Response> {
    if (request.method !== "GET") return sendWith(request, token, {});
    return cache.fetch(request, organization.current ?? "", (headers) => sendWith(request, token, headers));
  }

  async function sendWith(request: Request, token: string, extra: Record<string, string>): Promise<Response> {
    const headers = new Headers(request.headers);
    headers.set("authorization", `Bearer ${token}`);
    if (organization.current !== null) headers.set("x-organization-id", organization.current);
    for (const [name, value] of Object.entries(extra)) headers.set(name, value);
    try {
      return await fetcher(new Request(request, { headers }));
    } catch (error) {
      if (request.signal.aborted) throw error;
      throw ApiError.unreachable();
    }
  }

  return createClient<paths>({ baseUrl, fetch: fetchWithSession });
}

/** The token; a sign-in error is rethrown as an ApiError. */
async function asApiError(token: Promise<string>): Promise<string> {
  try {
    return await token;
  } catch (error) {
    if (!(error instanceof SignInError)) throw error;
    if (error.code === "unreachable") throw ApiError.unreachable();
    throw new ApiError(error.message, { status: 401, code: error.code });
  }
}

async function isUnknownOrganization(response: Response): Promise<boolean> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  return ApiError.from(response, body).param === "x-organization-id";
}

/** The body of a successful response; any other response is thrown as an ApiError. */
export async function ok<Data>(
  call: Promise<{ data?: Data; error?: unknown; response: Response }>,
): Promise<Data> {
  const { data, error, response } = await call;
  if (!response.ok) throw ApiError.from(response, error);
  return data as Data;
}
