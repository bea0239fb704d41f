import type { Language } from "./samples";
import { Store } from "./store";

/** The language of the samples, for this visit: every sample on every page follows it. */
export class LanguageChoice extends Store<Language> {
  constructor() {
    super("curl");
  }

  choose(language: Language): void {
    this.set(language);
  }
}
