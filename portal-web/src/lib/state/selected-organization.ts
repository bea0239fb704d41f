import type { components } from "../api/schema";
import { Store } from "./store";

type Organization = components["schemas"]["Organization"];

const KEY = "organization";

/** The organisation that API calls are made for; null is the user's personal one. Kept in the browser's storage. */
export class SelectedOrganization extends Store<string | null> {
  private readonly storage: Storage;

  constructor(storage: Storage) {
    super(storage.getItem(KEY));
    this.storage = storage;
  }

  select(id: string | null): void {
    if (id === null) this.storage.removeItem(KEY);
    else this.storage.setItem(KEY, id);
    this.set(id);
  }
}

/** Oldest first, so that the order does not change when another one is selected. */
export function byCreation(organizations: readonly Organization[]): Organization[] {
  return organizations.toSorted((a, b) => a.created_at.localeCompare(b.created_at));
}
