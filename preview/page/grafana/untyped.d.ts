/** Packages that come with @grafana's and bring no types; the page only hands them on. */
declare module 'd3' {
  export const version: string;
}
declare module 'prismjs' {
  export const languages: object;
}
declare module 'react-router-dom' {
  export const Route: object;
}
