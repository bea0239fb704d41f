import { Segmented } from "@/components/ui/controls/segmented";
import { Card, CardHeader } from "@/components/ui/layout/card";
import { usePortal } from "@/lib/portal";
import { useStore } from "@/lib/state/store";
import type { Theme } from "@/lib/state/theme-preference";

const THEMES: readonly { value: Theme; label: string }[] = [
  { value: "system", label: "System" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

export function ThemeCard() {
  const { theme } = usePortal();
  const selected = useStore(theme);
  return (
    <Card>
      <CardHeader title="Theme" note="For this browser" />
      <div className="px-4 pt-3 pb-5 sm:px-5">
        <Segmented
          label="Theme"
          value={selected}
          options={THEMES}
          onChange={(value) => theme.select(value)}
        />
      </div>
    </Card>
  );
}
