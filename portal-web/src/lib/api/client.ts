import createClient, { type Client } from "openapi-fetch";
import type { OrganizationChoice } from "../organization";
import { type SessionKeeper, SignInError } from "../session";
import { ApiError } from "./api-error";
import { KnownAnswers } from "./known-answers";
import type { paths } from "./schema";

export type Api = Client<paths>;

/**
 * The control plane, called as whoever is signed in. A call whose session has ended waits until the person
 * has signed in again and is then made; nothing that was typed is lost by it.
 */
export function createApi(
  baseUrl: string,
  session: SessionKeeper,
  organization: OrganizationChoice,
  fetcher: typeof fetch = (request) => fetch(request),
): Api {
  const known = new KnownAnswers();
  session.subscribe(() => session.current.status === "signed-out" && known.forget());

  async function authorized(request: Request): Promise<Response> {
    const again = request.clone();
    const token = await told(session.token());
    const answer = await send(request, token);
    if (answer.status === 401) {
      return send(again, await told(session.renewed(token)));
    }
    if (answer.status === 404 && organization.current !== null && (await isAboutOrganization(answer))) {
      organization.choose(null);
      // What was to be changed in one organisation is not changed in another instead.
      if (request.method === "GET") return send(again, token);
    }
    return answer;
  }

  async function send(request: Request, token: string): Promise<Response> {
    if (request.method !== "GET") return sendWith(request, token, {});
    return known.read(request, organization.current ?? "", (about) => sendWith(request, token, about));
  }

  async function sendWith(request: Request, token: string, more: Record<string, string>): Promise<Response> {
    const headers = new Headers(request.headers);
    headers.set("authorization", `Bearer ${token}`);
    if (organization.current !== null) headers.set("x-organization-id", organization.current);
    for (const [name, value] of Object.entries(more)) headers.set(name, value);
    try {
      return await fetcher(new Request(request, { headers }));
    } catch (error) {
      if (request.signal.aborted) throw error;
      throw ApiError.unreachable();
    }
  }

  return createClient<paths>({ baseUrl, fetch: authorized });
}

/** The token, its failures in the words of this API. */
async function told(token: Promise<string>): Promise<string> {
  try {
    return await token;
  } catch (error) {
    if (!(error instanceof SignInError)) throw error;
    if (error.code === "unreachable") throw ApiError.unreachable();
    throw new ApiError(error.message, { status: 401, code: error.code });
  }
}

async function isAboutOrganization(answer: Response): Promise<boolean> {
  const body: unknown = await answer
    .clone()
    .json()
    .catch(() => null);
  return ApiError.from(answer, body).param === "x-organization-id";
}

/** The body of a success; every other answer is thrown as an ApiError. */
export async function ok<Data>(
  call: Promise<{ data?: Data; error?: unknown; response: Response }>,
): Promise<Data> {
  const { data, error, response } = await call;
  if (!response.ok) throw ApiError.from(response, error);
  return data as Data;
}
