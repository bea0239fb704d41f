import type { components } from "./schema";

/** A failed API call: an error response, or none at all (`status` 0). Pages show its message and hint. */
export class ApiError extends Error {
  readonly status: number;
  /** Stable, for programs; `network` if there was no response. */
  readonly code: string;
  readonly param: string | null;
  readonly hint: string | null;
  readonly requestId: string | null;

  constructor(
    message: string,
    details: {
      status: number;
      code: string;
      param?: string | null | undefined;
      hint?: string | null | undefined;
      requestId?: string | null | undefined;
    },
  ) {
    super(message);
    this.status = details.status;
    this.code = details.code;
    this.param = details.param ?? null;
    this.hint = details.hint ?? null;
    this.requestId = details.requestId ?? null;
  }

  /** Whether a retry may succeed. */
  get isRetryable(): boolean {
    return this.status === 0 || this.status >= 500;
  }

  /** Read the control plane's error format; for anything else (a proxy's) the message names the status. */
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
    const isThrottled = response.status === 429;
    const seconds = response.headers.get("retry-after");
    return new ApiError(
      isThrottled ? "Too many requests." : `The service responded with HTTP ${response.status}.`,
      {
        hint: isThrottled ? `Try again ${seconds === null ? "in a moment" : `in ${seconds} seconds`}.` : null,
        status: response.status,
        code: `http_${response.status}`,
        requestId,
      },
    );
  }

  static unreachable(): ApiError {
    return new ApiError("The service cannot be reached.", {
      status: 0,
      code: "network",
      hint: "Check your connection.",
    });
  }
}

function isErrorAnswer(body: unknown): body is components["schemas"]["ErrorResponse"] {
  if (typeof body !== "object" || body === null || !("error" in body)) return false;
  const { error } = body;
  return typeof error === "object" && error !== null && "code" in error && "message" in error;
}
