import { Store } from "./store";

export type Theme = "system" | "light" | "dark";

const KEY = "theme";

/** The theme: light, dark, or that of the system. `public/theme.js` applies it before the first paint. */
export class ThemePreference extends Store<Theme> {
  constructor() {
    super(storedTheme());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#apply());
  }

  select(theme: Theme): void {
    if (theme === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
    this.set(theme);
    this.#apply();
  }

  #apply(): void {
    const dark =
      this.current === "dark" ||
      (this.current === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
    const root = document.documentElement;
    // All colours must change at once: without this, elements with a hover transition would fade to the new theme.
    root.classList.add("theme-changing");
    root.classList.toggle("dark", dark);
    void root.offsetHeight; // Forces a style recalculation while transitions are off.
    root.classList.remove("theme-changing");
  }
}

function storedTheme(): Theme {
  const stored = localStorage.getItem(KEY);
  return stored === "light" || stored === "dark" ? stored : "system";
}
