// Runs before the first paint: the chosen theme, or the system's (see src/lib/theme.ts).
(() => {
  let choice = null;
  try {
    choice = localStorage.getItem("theme");
  } catch {}
  const dark =
    choice === "dark" || (choice !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.classList.toggle("dark", dark);
})();
