import { FirstSteps } from "@/features/onboarding/first-steps";
import { UsagePage } from "@/features/usage/usage-page";

export function UsageRoute() {
  return <UsagePage intro={(isEmpty) => <FirstSteps isUsagePage canStart={isEmpty} />} />;
}
