import type { AnnotationQuery } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';

import { quote } from '../kql/literal';
import { type HuntingQuery, withDefaults } from '../query';

export const ANNOTATION_KINDS = ['alerts', 'incidents', 'kql'] as const;
export type AnnotationKind = (typeof ANNOTATION_KINDS)[number];

/** As AlertInfo spells them. */
export const SEVERITIES = ['High', 'Medium', 'Low', 'Informational'] as const;

/** What a dashboard stores of an annotation. Without a kind and a text nobody has pressed Run yet. */
export interface AnnotationTarget extends DataQuery {
  kind?: AnnotationKind;
  /** Of alerts and incidents; missing or empty = all. */
  severities?: string[];
  /** Of the kind `kql`. */
  query?: string;
}

/** As many events as a graph can show; the backend's cap on an annotation is the same. */
export const MOST_EVENTS = 1_000;

/** The query of an annotation; undefined until there is something that somebody has run. */
export function prepareQuery(annotation: AnnotationQuery<AnnotationTarget>): HuntingQuery | undefined {
  const target = annotation.target;
  const query = target ? huntOf(target) : '';
  if (query.trim() === '') {
    return undefined;
  }
  return withDefaults({ refId: target?.refId ?? 'annotation', query, format: 'table', origin: 'annotation' });
}

/** The KQL of an annotation; '' where there is none. */
export function huntOf({ kind, severities, query = '' }: AnnotationTarget): string {
  switch (kind) {
    case 'alerts':
      return alertsHunt(severities ?? []);
    case 'incidents':
      return incidentsHunt(severities ?? []);
    default:
      return query;
  }
}

function alertsHunt(severities: string[]): string {
  return `AlertInfo
| where $__timeFilter()${only(severities)}
| top ${MOST_EVENTS} by Timestamp desc
| project ['time'] = Timestamp, title = strcat(Severity, ' alert'), text = Title,
    tags = strcat(Severity, ',', Category, ',', ServiceSource), id = AlertId`;
}

/** Microsoft Sentinel's table: advanced hunting has incidents only where a workspace belongs to the tenant. */
function incidentsHunt(severities: string[]): string {
  return `SecurityIncident
| where $__timeFilter(TimeGenerated)
| summarize arg_max(TimeGenerated, CreatedTime, ClosedTime, Title, Severity, Status) by IncidentNumber${
    severities.length === 0 ? '' : `\n| where Severity in (${severities.map(quote).join(', ')})`
  }
| top ${MOST_EVENTS} by CreatedTime desc
| project ['time'] = CreatedTime, timeEnd = ClosedTime, title = strcat('Incident ', IncidentNumber), text = Title,
    tags = strcat(Severity, ',', Status), id = tostring(IncidentNumber)`;
}

function only(severities: string[]): string {
  return severities.length === 0 ? '' : ` and Severity in (${severities.map(quote).join(', ')})`;
}
