import { Menu as MenuIcon, X } from "lucide-react";
import { Dialog } from "radix-ui";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Link, type Location, ScrollRestoration, useLocation } from "react-router";
import { Logo } from "@/components/logo";
import { Button } from "@/components/ui/controls/button";
import { PATHS, withNext } from "@/lib/paths";
import { usePortal } from "@/lib/portal";
import { useStore } from "@/lib/state/store";
import { AccountMenu } from "./account-menu";
import { LimitBanner } from "./limit-banner";
import { ModelStatus } from "./model-status";
import { Navigation } from "./navigation";
import { OrganizationSwitcher } from "./organization-switcher";

/** The frame around every page: navigation if signed in, otherwise a top bar. */
export function Shell({ children }: { children: ReactNode }) {
  const { session } = usePortal();
  const isSignedOut = useStore(session).status === "signed-out";
  const main = useFocusOnNavigation();
  return (
    <div className={isSignedOut ? "" : "md:grid md:grid-cols-[15rem_minmax(0,1fr)]"}>
      <a
        href="#content"
        className="sr-only z-60 rounded-lg bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      {isSignedOut ? <PublicHeader /> : <SideBar />}
      <div className="flex min-h-dvh min-w-0 flex-col">
        {!isSignedOut && <MobileBar />}
        {!isSignedOut && <LimitBanner />}
        <main
          id="content"
          ref={main}
          tabIndex={-1}
          className="mx-auto w-full max-w-6xl flex-1 px-4 pt-6 pb-16 outline-none sm:px-8 md:pt-9"
        >
          {children}
        </main>
        <footer className="mx-auto flex w-full max-w-6xl flex-wrap items-center justify-between gap-x-6 gap-y-2 border-line border-t px-4 py-4 text-ink-3 text-sm sm:px-8">
          <ModelStatus />
          <nav aria-label="Footer" className="flex gap-5">
            <Link className="hover:text-ink" to={PATHS.docs}>
              Docs
            </Link>
            <Link className="hover:text-ink" to={`${PATHS.docs}#errors`}>
              Errors
            </Link>
          </nav>
        </footer>
      </div>
      <ScrollRestoration getKey={scrollKey} />
    </div>
  );
}

/** Scroll positions are stored per history entry; for the first one after a load, per URL. */
function scrollKey({ key, pathname, hash }: Location): string {
  return key === "default" ? pathname + hash : key;
}

function SideBar() {
  return (
    <header className="hidden border-line border-r bg-surface md:block">
      <div className="sticky top-0 flex h-dvh flex-col px-3 py-4">
        <Link to={PATHS.usage} className="mb-5 self-start px-2">
          <Logo />
        </Link>
        <SideContent />
      </div>
    </header>
  );
}

function SideContent({ onNavigate }: { onNavigate?: () => void }) {
  return (
    <>
      <OrganizationSwitcher />
      <Navigation {...(onNavigate ? { onNavigate } : {})} />
      <div className="mt-auto">
        <AccountMenu />
      </div>
    </>
  );
}

function MobileBar() {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <header className="sticky top-0 z-30 flex h-14 items-center justify-between border-line border-b bg-surface px-4 md:hidden">
      <Link to={PATHS.usage}>
        <Logo />
      </Link>
      <Dialog.Root open={isOpen} onOpenChange={setOpen}>
        <Dialog.Trigger asChild>
          <Button variant="ghost" size="icon" aria-label="Open navigation" className="-mr-2">
            <MenuIcon size={20} aria-hidden="true" />
          </Button>
        </Dialog.Trigger>
        <Dialog.Portal>
          <Dialog.Overlay className="fixed inset-0 z-40 animate-[appear_120ms_ease-out] bg-veil" />
          <Dialog.Content
            aria-describedby={undefined}
            className="fixed inset-y-0 left-0 z-50 flex w-72 max-w-[85vw] animate-[slide-left_160ms_ease-out] flex-col border-line border-r bg-surface p-3 outline-none"
          >
            <div className="mb-4 flex items-center justify-between pl-2">
              <Dialog.Title asChild>
                <span>
                  <span className="sr-only">Navigation: </span>
                  <Logo />
                </span>
              </Dialog.Title>
              <Dialog.Close asChild>
                <Button variant="ghost" size="icon" aria-label="Close navigation">
                  <X size={19} aria-hidden="true" />
                </Button>
              </Dialog.Close>
            </div>
            <SideContent onNavigate={close} />
          </Dialog.Content>
        </Dialog.Portal>
      </Dialog.Root>
    </header>
  );
}

function PublicHeader() {
  const { pathname, hash } = useLocation();
  const next = pathname + hash;
  return (
    <header className="sticky top-0 z-30 border-line border-b bg-surface">
      <div className="mx-auto flex h-14 max-w-6xl items-center justify-between gap-4 px-4 sm:px-8">
        <Link to={PATHS.docs}>
          <Logo />
        </Link>
        <div className="flex gap-2">
          <Button asChild variant="ghost">
            <Link to={withNext(PATHS.signIn, next)}>Sign in</Link>
          </Button>
          <Button asChild variant="primary" className="max-sm:hidden">
            <Link to={withNext(PATHS.signUp, next)}>Create account</Link>
          </Button>
        </div>
      </div>
    </header>
  );
}

/** Move the focus to the content on navigation, so that screen readers announce the new page. */
function useFocusOnNavigation() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const lastPathname = useRef(pathname);
  useEffect(() => {
    if (lastPathname.current === pathname) return;
    lastPathname.current = pathname;
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return main;
}
