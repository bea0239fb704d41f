import type { Language } from "./samples";
import { Store, useStore } from "./store";

class LanguageChoice extends Store<Language> {
  readonly choose = (language: Language): void => this.set(language);
}

/** For this visit: every sample on every page follows it. */
const choice = new LanguageChoice("curl");

export function useLanguage(): [Language, (language: Language) => void] {
  return [useStore(choice), choice.choose];
}
