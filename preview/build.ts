/** Builds the preview's host and page. */
export async function buildPreview(): Promise<void> {}
