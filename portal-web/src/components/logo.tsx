export function Logo() {
  return (
    <span className="flex items-center gap-2.5">
      <svg width="24" height="24" viewBox="0 0 32 32" aria-hidden="true" className="shrink-0">
        <rect width="32" height="32" rx="9" fill="#0d6e6e" />
        <path
          d="M21.5 11.2A7 7 0 1 0 21.5 20.8"
          fill="none"
          stroke="#fff"
          strokeWidth="3.2"
          strokeLinecap="round"
        />
        <circle cx="22" cy="16" r="2.2" fill="#8ff0dc" />
      </svg>
      <span className="font-semibold text-md tracking-tight">
        Cortensor <span className="font-normal text-ink-3">Portal</span>
      </span>
    </span>
  );
}
