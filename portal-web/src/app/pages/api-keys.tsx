import { KeysPage } from "@/features/keys/keys-page";
import { FirstSteps } from "@/features/onboarding/first-steps";

export function ApiKeysRoute() {
  return <KeysPage intro={<FirstSteps isUsagePage={false} canStart />} />;
}
