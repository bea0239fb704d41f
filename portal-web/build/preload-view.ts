import type { HtmlTagDescriptor, Plugin, Rolldown } from "vite";

/**
 * Lets the page fetch the files of `view` with its first ones. The entry imports it later, once the calls for
 * what the page shows are on their way, and nothing in the page would tell the browser of it before.
 */
export function preloadView(view: string): Plugin {
  let base = "/";
  return {
    name: "portal:preload-view",
    configResolved(config) {
      base = config.base;
    },
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle }) {
        if (!bundle) return [];
        const entry = Object.values(bundle).find(
          (file) => file.type === "chunk" && file.facadeModuleId === view,
        );
        if (entry?.type !== "chunk") throw new Error(`The build has no file of ${view}.`);
        return [...withImports(entry, bundle)]
          .map((file) => base + file)
          .filter((href) => !html.includes(href))
          .map(
            (href): HtmlTagDescriptor => ({
              tag: "link",
              attrs: { rel: "modulepreload", crossorigin: true, href },
              injectTo: "head",
            }),
          );
      },
    },
  };
}

function withImports(chunk: Rolldown.OutputChunk, bundle: Rolldown.OutputBundle, found = new Set<string>()) {
  if (found.has(chunk.fileName)) return found;
  found.add(chunk.fileName);
  for (const name of chunk.imports) {
    const imported = bundle[name];
    if (imported?.type === "chunk") withImports(imported, bundle, found);
  }
  return found;
}
