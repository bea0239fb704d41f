/** Where text is still arriving. */
export function Cursor() {
  return (
    <span
      aria-hidden="true"
      className="ml-0.5 inline-block h-[1.1em] w-[0.45em] translate-y-[0.2em] animate-[breathe_1s_infinite] rounded-[2px] bg-accent"
    />
  );
}
