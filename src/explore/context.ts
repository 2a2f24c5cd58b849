import {
  CoreApp,
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  dateTime,
  FieldType,
  type LogRowContextOptions,
  type LogRowModel,
} from '@grafana/data';
import { lastValueFrom, type Observable } from 'rxjs';

import { EXPLORE } from '../english/explore';
import { quote } from '../kql/literal';
import type { HuntingQuery } from '../query';

import { comparison } from './comparison';
import { type Subject, subjectsOf } from './subject';
import type { Context } from './target';
import { allErrors } from './volume';

/** How far to look around a line, minutes: as chosen first, then further while nothing is found. */
export const WINDOWS = [10, 60, 360, 1440];
const PAGE = 100;

/** What the user narrows the events around a line to. */
export interface Narrowing {
  minutes: number;
  filter?: string;
  /** The subject that was chosen; the first that the line names where none was. */
  subject?: Subject;
}

type Run = (request: DataQueryRequest<HuntingQuery>) => Observable<DataQueryResponse>;

/** The events around one line of logs. Lines around it come from other tables, so its subject is kept between pages. */
export class ContextProvider {
  private subject?: Subject;
  private row?: string;
  private narrowing: Narrowing = { minutes: WINDOWS[0] ?? PAGE };
  private count = 0;

  constructor(private readonly run: Run) {}

  narrowed(): Narrowing {
    return this.narrowing;
  }

  narrow(change: Partial<Narrowing>): void {
    this.narrowing = { ...this.narrowing, ...change };
  }

  /** Begins with another line; what was narrowed before does not hold for it. */
  begin(row: LogRowModel): Subject[] {
    const subjects = subjectsOf(row);
    if (this.row !== row.uid) {
      this.row = row.uid;
      this.narrowing = { minutes: WINDOWS[0] ?? PAGE };
      this.subject = subjects[0];
    }
    return subjects;
  }

  /** A page of events before or after a line; each window that holds nothing is one more call. */
  async page(row: LogRowModel, options: LogRowContextOptions = {}, query: HuntingQuery): Promise<DataQueryResponse> {
    if (row.dataFrame.refId === query.refId) {
      this.begin(row);
    }
    const subject = this.narrowing.subject ?? this.subject ?? subjectsOf(row)[0];
    if (!subject) {
      throw new Error(EXPLORE.noSubject);
    }
    const asked = options.timeWindowMs ? [options.timeWindowMs / 60_000] : undefined;
    let answer: DataQueryResponse = { data: [] };
    for (const minutes of asked ?? WINDOWS.filter((width) => width >= this.narrowing.minutes)) {
      answer = await this.ask(query, {
        atMs: row.timeEpochMs,
        [subject.kind]: subject.value,
        direction: options.direction === 'FORWARD' ? 'after' : 'before',
        limit: options.limit ?? PAGE,
        minutes,
        filter: this.narrowing.filter || undefined,
      });
      if (answer.data.some((frame: DataFrame) => hasOthers(frame, row))) {
        break;
      }
    }
    return answer;
  }

  private async ask(query: HuntingQuery, context: Context): Promise<DataQueryResponse> {
    const { atMs, minutes } = context;
    const range = { from: dateTime(atMs - minutes * 60_000), to: dateTime(atMs + minutes * 60_000) };
    const target: HuntingQuery = { ...query, refId: `context-${query.refId}`, hide: false, context };
    const answer = await lastValueFrom(
      this.run({
        ...{ app: CoreApp.Explore, requestId: `huntboard-context-${++this.count}`, timezone: 'utc', scopedVars: {} },
        ...{ interval: '1m', intervalMs: 60_000, startTime: Date.now(), targets: [target], hideFromInspector: true },
        range: { ...range, raw: range },
      })
    );
    const [error] = allErrors(answer);
    if (error) {
      throw new Error(error.message ?? error.data?.message ?? EXPLORE.contextFailed);
    }
    return answer;
  }

  /** The hunt that shows the same events by itself, in a view beside this one. */
  alone(row: LogRowModel, query: HuntingQuery): HuntingQuery | null {
    const subjects = this.begin(row);
    const subject = this.narrowing.subject ?? subjects[0];
    if (!subject) {
      return null;
    }
    const { kind, value, column } = subject;
    const { datasource } = query;
    const fixed = {
      refId: `context-${query.refId}`,
      schemaVersion: 1,
      range: 'auto',
      format: 'logs',
      datasource,
    } as const;
    const hours = Math.max(this.narrowing.minutes, 1) / 60;
    const entity = ENTITIES[column];
    if (entity && !this.narrowing.filter) {
      const hunt = { entity, value, atMs: row.timeEpochMs, hours };
      return { ...fixed, queryType: 'go', query: '', hunt };
    }
    const [from, to] = [-1, 1].map((side) => new Date(row.timeEpochMs + side * hours * 3_600_000).toISOString());
    const lines = [
      `union isfuzzy=true ${TABLES[kind].join(', ')}`,
      `where Timestamp between (datetime(${from}) .. datetime(${to}))`,
      `where ${comparison(column, value, true, () => 'string')}`,
      ...(this.narrowing.filter ? [`where * has ${quote(this.narrowing.filter)}`] : []),
    ];
    return { ...fixed, queryType: 'hunt', query: lines.join('\n| ') };
  }
}

/** Columns whose values a go hunt takes. */
const ENTITIES: Record<string, string> = {
  DeviceId: 'device',
  DeviceName: 'deviceName',
  AccountObjectId: 'user',
  AccountUpn: 'upn',
  AccountSid: 'sid',
};

const DEVICE_TABLES = ['DeviceProcessEvents', 'DeviceNetworkEvents', 'DeviceFileEvents', 'DeviceRegistryEvents'];
const TABLES: Record<Subject['kind'], string[]> = {
  device: [...DEVICE_TABLES, 'DeviceLogonEvents', 'DeviceImageLoadEvents', 'DeviceEvents'],
  account: ['DeviceProcessEvents', 'EntraIdSignInEvents', 'IdentityLogonEvents', 'CloudAppEvents'],
  mailbox: ['EmailEvents', 'EmailAttachmentInfo', 'EmailPostDeliveryEvents'],
  app: ['CloudAppEvents', 'EntraIdSignInEvents', 'IdentityLogonEvents'],
};

/** Tells whether a frame has lines beside the one that was asked about. */
function hasOthers(frame: DataFrame, row: LogRowModel): boolean {
  const times = frame.fields.find(({ type }) => type === FieldType.time)?.values ?? [];
  const bodies = frame.fields.find(({ name }) => name === 'body')?.values ?? [];
  return times.some((time: number, i: number) => time !== row.timeEpochMs || bodies[i] !== row.entry);
}
