import type { Organization } from "./api/queries";
import { Store } from "./store";

const KEY = "organization";

/** The organisation that pages act for; null is the user's own. The browser remembers it. */
export class OrganizationChoice extends Store<string | null> {
  private readonly storage: Storage;

  constructor(storage: Storage) {
    super(storage.getItem(KEY));
    this.storage = storage;
  }

  choose(id: string | null): void {
    if (id === null) this.storage.removeItem(KEY);
    else this.storage.setItem(KEY, id);
    this.set(id);
  }
}

/** In the order of making, whichever of them is acted for: a list that does not jump when one is chosen. */
export function byAge(organizations: readonly Organization[]): Organization[] {
  return organizations.toSorted((a, b) => a.created_at.localeCompare(b.created_at));
}
