// Generates files from the code behind the site: the control plane's API types, the error catalogue, tested SDKs.
import { resolve } from "node:path";
import openapiTS, { astToString } from "openapi-typescript";
import { fromPython } from "./from-python.mjs";
import { writeGenerated } from "./generated.mjs";
import { sdkVersions } from "./sdk-versions.mjs";

const src = resolve(import.meta.dirname, "../src");

const types = astToString(await openapiTS(fromPython("openapi.py")));
writeGenerated(
  resolve(src, "lib/api/schema.d.ts"),
  `// Generated from the control plane's OpenAPI document by 'npm run generate'.\n\n${types}`,
);

writeGenerated(resolve(src, "features/docs/content/error-tree.json"), fromPython("error_tree.py"));

writeGenerated(resolve(src, "features/docs/content/sdk-versions.json"), sdkVersions());
