import { type RenderResult, render } from "@testing-library/react";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import { createMemoryRouter } from "react-router";
import { App } from "@/app/app";
import { enter } from "@/app/enter";
import { routes } from "@/app/router";
import { createApi } from "@/lib/api/client";
import type { SignInMethod } from "@/lib/config";
import { KeyInHand } from "@/lib/key-in-hand";
import { LanguageChoice } from "@/lib/language";
import { OrganizationChoice } from "@/lib/organization";
import type { Portal } from "@/lib/portal";
import { SessionKeeper, type SignInProvider } from "@/lib/session";
import { ThemeChoice } from "@/lib/theme";
import { API } from "./answers";
import { SignInTwin } from "./sign-in-twin";

type Provider = SignInProvider & Portal["signIn"];

interface Opened<SignIn extends Provider> extends RenderResult {
  portal: Portal;
  signIn: SignIn;
  router: ReturnType<typeof createMemoryRouter>;
  user: UserEvent;
}

export function testPortal(
  signIn: Provider = new SignInTwin(),
  methods: readonly SignInMethod[] = ["password"],
): Portal {
  const session = new SessionKeeper(signIn);
  const organization = new OrganizationChoice(localStorage);
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
    theme: new ThemeChoice(),
    language: new LanguageChoice(),
    keyInHand: new KeyInHand(),
  };
}

/** The whole site at `path`, as Ada or as whoever `signIn` says. */
export function open(path: string): Opened<SignInTwin>;
export function open<SignIn extends Provider>(
  path: string,
  signIn: SignIn,
  methods?: readonly SignInMethod[],
): Opened<SignIn>;
export function open(path: string, signIn: Provider = new SignInTwin(), methods?: readonly SignInMethod[]) {
  const portal = testPortal(signIn, methods);
  const queries = enter(portal, new URL(path, location.origin));
  const router = createMemoryRouter(routes, { initialEntries: [path] });
  return {
    ...render(<App portal={portal} queries={queries} router={router} />),
    portal,
    signIn,
    router,
    user: userEvent.setup(),
  };
}
