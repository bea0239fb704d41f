import { Card, CardHeader } from "@/components/ui/card";
import { Segmented } from "@/components/ui/segmented";
import { usePortal } from "@/lib/portal";
import { useStore } from "@/lib/store";
import type { Theme } from "@/lib/theme";

const THEMES: readonly { value: Theme; label: string }[] = [
  { value: "system", label: "System" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

export function ThemeCard() {
  const { theme } = usePortal();
  const chosen = useStore(theme);
  return (
    <Card>
      <CardHeader title="Theme" note="For this browser" />
      <div className="px-4 pt-3 pb-5 sm:px-5">
        <Segmented label="Theme" value={chosen} options={THEMES} onChange={(value) => theme.choose(value)} />
      </div>
    </Card>
  );
}
