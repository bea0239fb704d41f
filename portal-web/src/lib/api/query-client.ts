import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "./api-error";

const MAX_ATTEMPTS = 3;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        // A rejected request would be rejected again; an unavailable service may recover in a moment.
        retry: (failures, error) =>
          error instanceof ApiError && error.isRetryable && failures < MAX_ATTEMPTS - 1,
        retryDelay: (attempt) => 400 * 2 ** attempt,
      },
    },
  });
}
