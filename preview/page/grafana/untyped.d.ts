/** Packages that come with @grafana's and bring no types; the page only hands them on. */
declare module 'd3' {
  const contents: object;
  export default contents;
}
declare module 'prismjs' {
  const contents: object;
  export default contents;
}
declare module 'react-router-dom' {
  const contents: object;
  export default contents;
}
