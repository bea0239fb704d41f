import type { Language } from "../samples";
import { Store } from "./store";

/** The language of code samples until the next reload; every sample on every page follows it. */
export class LanguagePreference extends Store<Language> {
  constructor() {
    super("curl");
  }

  select(language: Language): void {
    this.set(language);
  }
}
