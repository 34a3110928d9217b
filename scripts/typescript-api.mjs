// dependency-cruiser reads TypeScript through the compiler's JavaScript API, which TypeScript 7 does not offer: it gets version 6.
import { registerHooks } from "node:module";

registerHooks({
  resolve(specifier, context, nextResolve) {
    const isCompiler = /^typescript(\/package\.json)?$/.test(specifier) && context.parentURL?.includes("/dependency-cruiser/");
    return nextResolve(isCompiler ? specifier.replace("typescript", "typescript-api") : specifier, context);
  },
});
