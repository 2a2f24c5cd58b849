/** The AMD loader's own `module` dependency; the bundler's config maps the name. */
declare module 'amd-module' {
  const amdModule: { uri?: string } | undefined;
  export = amdModule;
}

/** The bundler's name for the address that lazy chunks are loaded from; setting it is its documented use. */
declare let __webpack_public_path__: string;
