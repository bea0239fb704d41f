import { createContext, useContext } from "react";
import type { Api } from "./api/client";
import type { Config } from "./config";
import type { KeyInHand } from "./key-in-hand";
import type { LanguageChoice } from "./language";
import type { OrganizationChoice } from "./organization";
import type { ProviderForms, SessionKeeper, SignInMethods } from "./session";
import type { ThemeChoice } from "./theme";

/** Everything pages work with, made once at the start; tests make their own. */
export interface Portal {
  config: Config;
  session: SessionKeeper;
  signIn: SignInMethods | ProviderForms;
  api: Api;
  organization: OrganizationChoice;
  theme: ThemeChoice;
  language: LanguageChoice;
  keyInHand: KeyInHand;
}

const PortalContext = createContext<Portal | null>(null);

export const PortalProvider = PortalContext.Provider;

export function usePortal(): Portal {
  const portal = useContext(PortalContext);
  if (!portal) throw new Error("There is no PortalProvider above this component.");
  return portal;
}
