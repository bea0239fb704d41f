import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "./api/api-error";

const ATTEMPTS = 3;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        // What was refused will be refused again; what could not be reached may be there in a moment.
        retry: (failures, error) => error instanceof ApiError && error.isPassing && failures < ATTEMPTS - 1,
        retryDelay: (attempt) => 400 * 2 ** attempt,
      },
    },
  });
}
