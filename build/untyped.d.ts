/** Reads YAML 1.2; the package comes without types. */
declare module 'js-yaml' {
  export function load(text: string): unknown;
}
