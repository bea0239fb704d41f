import { Store } from "./store";

export type Theme = "system" | "light" | "dark";

const KEY = "theme";

/** Light, dark, or what the system says. `public/theme.js` applies it before the first paint. */
export class ThemeChoice extends Store<Theme> {
  constructor() {
    super(remembered());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#apply());
  }

  choose(theme: Theme): void {
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
    // All colours change at once: what fades on hover must not fade into another theme.
    root.classList.add("theme-changing");
    root.classList.toggle("dark", dark);
    void root.offsetHeight; // The new colours are worked out here, while nothing fades.
    root.classList.remove("theme-changing");
  }
}

function remembered(): Theme {
  const known = localStorage.getItem(KEY);
  return known === "light" || known === "dark" ? known : "system";
}
