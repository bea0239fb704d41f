import type { ReactNode } from "react";
import { Link } from "react-router";
import { Logo } from "@/components/logo";
import { PATHS } from "@/lib/paths";

/** The layout of the sign-in and sign-up pages. */
export function AuthLayout({
  title,
  description,
  children,
  footer,
}: {
  title: string;
  description: string;
  children: ReactNode;
  footer?: ReactNode;
}) {
  return (
    <div className="flex min-h-dvh flex-col">
      <title>{`${title} · Cortensor Portal`}</title>
      <main className="mx-auto flex w-full max-w-[25rem] flex-1 flex-col justify-center px-5 py-12">
        <Link to={PATHS.docs} className="self-start" aria-label="Cortensor Portal: documentation">
          <Logo />
        </Link>
        <h1 className="mt-8 font-semibold text-2xl">{title}</h1>
        <p className="mt-1.5 text-ink-2 text-md">{description}</p>
        <div className="mt-7">{children}</div>
        {footer && <p className="mt-7 text-ink-2">{footer}</p>}
      </main>
      <footer className="flex justify-center gap-6 px-5 pb-6 text-ink-3 text-sm">
        <Link to={PATHS.docs} className="hover:text-ink">
          Documentation
        </Link>
      </footer>
    </div>
  );
}

export const linkClasses = "font-medium text-accent underline-offset-4 hover:underline";
