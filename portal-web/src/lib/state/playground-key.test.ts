import { expect, test } from "vitest";
import { maskKey } from "./playground-key";

test("a masked key shows only its ends, and a short one nothing", () => {
  expect(maskKey("ctx_4fQzT0aGm2yXr5sWb8nUj1kEoHcVdPi7GK9aLm")).toBe("ctx_4fQz…9aLm");
  expect(maskKey("short")).not.toContain("short");
});
