/** Tells Monaco where its worker is. KQL has no language worker here, so the editor's own one is enough. */
export function provideMonacoWorkers(): void {
  window.MonacoEnvironment = {
    getWorker: () => new Worker(new URL('monaco-editor/esm/vs/editor/editor.worker.js', import.meta.url)),
  };
}
