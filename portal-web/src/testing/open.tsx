import { type RenderResult, render } from "@testing-library/react";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import { createMemoryRouter } from "react-router";
import { App } from "@/app/app";
import { bootstrap } from "@/app/bootstrap";
import { routes } from "@/app/router";
import { createApi } from "@/lib/api/client";
import type { SignInMethod } from "@/lib/config";
import type { Portal } from "@/lib/portal";
import type { SignInProvider } from "@/lib/session/provider";
import { SessionStore } from "@/lib/session/session-store";
import { LanguagePreference } from "@/lib/state/language-preference";
import { PlaygroundKey } from "@/lib/state/playground-key";
import { SelectedOrganization } from "@/lib/state/selected-organization";
import { ThemePreference } from "@/lib/state/theme-preference";
import { FakeSignIn } from "./fake-sign-in";
import { API } from "./fixtures";

type Provider = SignInProvider & Portal["signIn"];

interface OpenedPage<SignIn extends Provider> extends RenderResult {
  portal: Portal;
  signIn: SignIn;
  router: ReturnType<typeof createMemoryRouter>;
  user: UserEvent;
}

export function testPortal(
  signIn: Provider = new FakeSignIn(),
  methods: readonly SignInMethod[] = ["password"],
): Portal {
  const session = new SessionStore(signIn);
  const organization = new SelectedOrganization(localStorage);
  return {
    config: {
      api_url: API,
      auth: {
        provider: "supabase",
        supabase_url: "http://auth.test",
        publishable_key: "sb_publishable_x",
        methods,
      },
    },
    session,
    signIn,
    organization,
    api: createApi(API, session, organization),
    theme: new ThemePreference(),
    language: new LanguagePreference(),
    playgroundKey: new PlaygroundKey(),
  };
}

/** Render the whole site at `path`, signed in as Ada unless `signIn` says otherwise. */
export function open(path: string): OpenedPage<FakeSignIn>;
export function open<SignIn extends Provider>(
  path: string,
  signIn: SignIn,
  methods?: readonly SignInMethod[],
): OpenedPage<SignIn>;
export function open(path: string, signIn: Provider = new FakeSignIn(), methods?: readonly SignInMethod[]) {
  const portal = testPortal(signIn, methods);
  const queries = bootstrap(portal, new URL(path, location.origin));
  const router = createMemoryRouter(routes, { initialEntries: [path] });
  return {
    ...render(<App portal={portal} queries={queries} router={router} />),
    portal,
    signIn,
    router,
    user: userEvent.setup(),
  };
}
