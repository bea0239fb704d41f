import { useEffect, useState } from "react";
import { CONTENTS } from "./contents";

/** The section that is read at the moment: the last one that begins above the upper third of the window. */
export function useSectionInView(): string | null {
  const [id, setId] = useState<string | null>(null);
  useEffect(() => {
    const look = () => {
      const line = window.innerHeight / 3;
      let found: string | null = null;
      for (const { id } of CONTENTS.flatMap(({ sections }) => sections)) {
        const top = document.getElementById(id)?.getBoundingClientRect().top;
        if (top !== undefined && top <= line) found = id;
      }
      setId(found);
    };
    look();
    addEventListener("scroll", look, { passive: true });
    return () => removeEventListener("scroll", look);
  }, []);
  return id;
}
