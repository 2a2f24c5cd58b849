import { initPluginTranslations } from '@grafana/i18n';

import { id } from '../plugin.json';

export { ConfigEditor } from './ConfigEditor';

/** Ends when `t` finds the words that Grafana has loaded for the viewer's language; where there are none, English stays. */
export async function translated(): Promise<void> {
  await initPluginTranslations(id);
}
