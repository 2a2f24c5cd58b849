import type { Monaco, MonacoEditor } from '@grafana/ui';

/** What the keys of the box do. */
export interface KeyCommands {
  run(): void;
  runPart(): void;
  format(): void;
  toggleComment(): void;
}

/** Binds the keys. Not addCommand: with several editors on a page the last one would get every editor's keys. */
export function bindKeys(editor: MonacoEditor, monaco: Monaco, commands: () => KeyCommands): void {
  const { Enter, KeyF, Slash } = monaco.KeyCode;
  editor.onKeyDown((event) => {
    const control = event.ctrlKey || event.metaKey;
    const { shiftKey, altKey, keyCode } = event;
    const command =
      keyCode === Enter && shiftKey && !control && !altKey
        ? 'run'
        : keyCode === Enter && control && !shiftKey && !altKey
          ? 'runPart'
          : keyCode === KeyF && shiftKey && altKey && !control
            ? 'format'
            : keyCode === Slash && control && !shiftKey && !altKey
              ? 'toggleComment'
              : undefined;
    if (command) {
      event.preventDefault();
      event.stopPropagation();
      editor.trigger('keys', 'hideSuggestWidget', null); // whoever runs has written: the list would lie over the answer
      commands()[command]();
    }
  });
}
