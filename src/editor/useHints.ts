import { CoreApp, dateTime, getTimeZone, getTimeZoneInfo } from '@grafana/data';
import { useMemo } from 'react';

import type { Hint } from '../kql/hints/hint';
import { lint } from '../kql/hints/lint';
import { readScript } from '../kql/script';
import type { RangeChoice } from '../query';
import type { Api } from '../settings';

import { type SchemaSource, useKnowledge } from './knowledge';

interface About {
  kql: string;
  range: RangeChoice;
  api: Api | undefined;
  app: string | undefined;
  timeZone: string | undefined;
  source: SchemaSource;
  /** Names of the dashboard's variables as they are now. */
  variables: () => readonly string[];
}

const NONE: readonly Hint[] = [];

/** The hints on a text; none until the schema has been loaded. */
export function useHints({ kql, range, api, app, timeZone, source, variables }: About): readonly Hint[] {
  const knowledge = useKnowledge(source);
  return useMemo(() => {
    if (!knowledge || kql.trim() === '') {
      return NONE;
    }
    const sendsTimespan = (api ?? 'graph') === 'graph'; // the older APIs take no range beside a query
    const alert = app === CoreApp.UnifiedAlerting || app === CoreApp.CloudAlerting;
    const about = { knowledge, range, sendsTimespan, alert, zone: zoneOf(timeZone), variables: variables() };
    return lint({ script: readScript(kql), ...about });
  }, [knowledge, kql, range, api, app, timeZone, variables]);
}

/** A zone's name and how far it is ahead of UTC now, in minutes. */
export function zoneOf(timeZone: string | undefined): { name: string; minutes: number } {
  const chosen = getTimeZone({ timeZone });
  if (chosen === 'utc' || chosen === 'Etc/UTC') {
    return { name: 'UTC', minutes: 0 };
  }
  const minutes =
    chosen === 'browser' ? dateTime().utcOffset() : (getTimeZoneInfo(chosen, Date.now())?.offsetInMins ?? 0);
  const name = chosen === 'browser' ? Intl.DateTimeFormat().resolvedOptions().timeZone : chosen;
  return { name, minutes };
}
