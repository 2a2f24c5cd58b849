/** The AMD loader's own `module` dependency; the bundler's config maps the name. */
declare module 'amd-module' {
  const amdModule: { uri?: string } | undefined;
  export default amdModule;
}
