import { useEffect, useState } from "react";
import { TABLE_OF_CONTENTS } from "./table-of-contents";

/** The section the user is reading: the last one that starts in the upper third of the window or above it. */
export function useSectionInView(): string | null {
  const [id, setId] = useState<string | null>(null);
  useEffect(() => {
    const update = () => {
      const line = window.innerHeight / 3;
      let current: string | null = null;
      for (const { id } of TABLE_OF_CONTENTS.flatMap(({ sections }) => sections)) {
        const top = document.getElementById(id)?.getBoundingClientRect().top;
        if (top !== undefined && top <= line) current = id;
      }
      setId(current);
    };
    update();
    addEventListener("scroll", update, { passive: true });
    return () => removeEventListener("scroll", update);
  }, []);
  return id;
}
