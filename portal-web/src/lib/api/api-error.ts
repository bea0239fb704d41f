import type { components } from "./schema";

/** An answer that is no success, or none at all (`status` 0). What pages show of a failure. */
export class ApiError extends Error {
  readonly status: number;
  /** Stable, for programs; `network` where nothing answered. */
  readonly code: string;
  readonly param: string | null;
  readonly hint: string | null;
  readonly requestId: string | null;

  constructor(
    message: string,
    about: {
      status: number;
      code: string;
      param?: string | null | undefined;
      hint?: string | null | undefined;
      requestId?: string | null | undefined;
    },
  ) {
    super(message);
    this.status = about.status;
    this.code = about.code;
    this.param = about.param ?? null;
    this.hint = about.hint ?? null;
    this.requestId = about.requestId ?? null;
  }

  /** Whether the same call may well succeed a moment later. */
  get isPassing(): boolean {
    return this.status === 0 || this.status >= 500;
  }

  /** Read the control plane's error shape; anything else (a proxy's page) becomes a plain sentence. */
  static from(response: Response, body: unknown): ApiError {
    const requestId = response.headers.get("x-request-id");
    if (isErrorAnswer(body)) {
      const { code, message, param, hint } = body.error;
      return new ApiError(message, {
        status: response.status,
        code,
        param,
        hint,
        requestId: body.request_id ?? requestId,
      });
    }
    return new ApiError(`The service answered with HTTP ${response.status}.`, {
      status: response.status,
      code: `http_${response.status}`,
      requestId,
    });
  }

  static unreachable(): ApiError {
    return new ApiError("The service cannot be reached.", {
      status: 0,
      code: "network",
      hint: "Check your connection.",
    });
  }
}

function isErrorAnswer(body: unknown): body is components["schemas"]["ErrorAnswer"] {
  if (typeof body !== "object" || body === null || !("error" in body)) return false;
  const { error } = body;
  return typeof error === "object" && error !== null && "code" in error && "message" in error;
}
