import { createContext, useContext } from "react";
import type { Api } from "./api/client";
import type { Config } from "./config";
import type { ProviderForms, SignInMethods } from "./session/provider";
import type { SessionStore } from "./session/session-store";
import type { LanguagePreference } from "./state/language-preference";
import type { PlaygroundKey } from "./state/playground-key";
import type { SelectedOrganization } from "./state/selected-organization";
import type { ThemePreference } from "./state/theme-preference";

/** The services and client state that pages use. Created once at startup; tests create their own. */
export interface Portal {
  config: Config;
  session: SessionStore;
  signIn: SignInMethods | ProviderForms;
  api: Api;
  organization: SelectedOrganization;
  theme: ThemePreference;
  language: LanguagePreference;
  playgroundKey: PlaygroundKey;
}

const PortalContext = createContext<Portal | null>(null);

export const PortalProvider = PortalContext.Provider;

export function usePortal(): Portal {
  const portal = useContext(PortalContext);
  if (!portal) throw new Error("There is no PortalProvider above this component.");
  return portal;
}
