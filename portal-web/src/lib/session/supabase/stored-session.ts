import type { Session } from "@supabase/auth-js";

/** The key in local storage under which the Supabase client stores the session. */
export const STORAGE_KEY = "portal-session";

export function storedSession(): Partial<Session> | null {
  const text = localStorage.getItem(STORAGE_KEY);
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

export function removeStoredSession(): void {
  localStorage.removeItem(STORAGE_KEY);
}
