import type { HtmlTagDescriptor, Plugin, Rolldown } from "vite";

/**
 * Add preload links for the chunks of `view` to the page. The entry imports `view` only after it has sent the calls
 * for the page's data, and without the links the browser would not know of these chunks before.
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
        if (entry?.type !== "chunk") throw new Error(`The build has no chunk for ${view}.`);
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

function withImports(chunk: Rolldown.OutputChunk, bundle: Rolldown.OutputBundle, chunks = new Set<string>()) {
  if (chunks.has(chunk.fileName)) return chunks;
  chunks.add(chunk.fileName);
  for (const name of chunk.imports) {
    const imported = bundle[name];
    if (imported?.type === "chunk") withImports(imported, bundle, chunks);
  }
  return chunks;
}
