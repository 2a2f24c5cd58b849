import type { Options } from './change';

/** What every part of the settings page works on. */
export interface SectionProps {
  options: Options;
  /** The data source is provisioned: it is shown, and changed in its file only. */
  readOnly: boolean;
  onChange: (options: Options) => void;
}
