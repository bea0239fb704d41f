// What the site knows of the code behind it: API types of the control plane, the tree of errors, tested SDKs.
import { resolve } from "node:path";
import openapiTS, { astToString } from "openapi-typescript";
import { fromPython } from "./from-python.mjs";
import { generated } from "./generated.mjs";
import { sdkVersions } from "./sdk-versions.mjs";

const src = resolve(import.meta.dirname, "../src");

const types = astToString(await openapiTS(fromPython("openapi.py")));
generated(
  resolve(src, "lib/api/schema.d.ts"),
  `// Generated from the control plane's OpenAPI document by 'npm run generate'.\n\n${types}`,
);

generated(resolve(src, "features/docs/content/error-tree.json"), fromPython("error_tree.py"));

generated(resolve(src, "features/docs/content/sdk-versions.json"), sdkVersions());
