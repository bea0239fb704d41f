// Applies the selected or the system theme before the first paint (see src/lib/state/theme-preference.ts).
(() => {
  let stored = null;
  try {
    stored = localStorage.getItem("theme");
  } catch {}
  const dark =
    stored === "dark" || (stored !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.classList.toggle("dark", dark);
})();
