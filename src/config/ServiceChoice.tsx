import { t } from '@grafana/i18n';
import { Alert, Combobox, type ComboboxOption, Field, FieldSet } from '@grafana/ui';
import { useId } from 'react';

import { type Api, APIS, type Cloud, CLOUDS, type Region, REGIONS } from '../settings';

import { withApi, withCloud, withSettings } from './change';
import { Choice } from './Choice';
import { CLOUD_FACTS } from './clouds';
import { EndOfApi } from './EndOfApi';
import type { SectionProps } from './section';
import { addressOf, API_ENDS, API_FACTS, hasRegions, REGION_LABELS, resourceOf, serviceOf } from './services';

const NO_HOST = 'Microsoft documents no host for it there';

/** Which service is asked: the API, the cloud and, for one API, the region. */
export function ServiceChoice({ options, readOnly, onChange }: SectionProps) {
  const service = serviceOf(options.jsonData);
  const { api, cloud } = service;
  const exists = (pair: { api?: Api; cloud?: Cloud }) => resourceOf({ ...service, ...pair }) !== undefined;
  const problem = exists({})
    ? undefined
    : `${API_FACTS[api].label} has no documented host in ${CLOUD_FACTS[cloud].label}: choose another API or cloud.`;
  return (
    <FieldSet label={t('config.service.title', 'Service')}>
      <Choice<Api>
        label={t('config.service.api', 'API')}
        description={`Microsoft Graph, unless you must; the others end on ${API_ENDS}`}
        options={APIS.map((value) => ({ value, ...labelled(API_FACTS[value], exists({ api: value })) }))}
        unavailable={APIS.filter((value) => value !== api && !exists({ api: value }))}
        value={api}
        disabled={readOnly}
        onPick={(picked) => onChange(withApi(options, picked))}
      />
      <Choice<Cloud>
        label={t('config.service.cloud', 'Cloud')}
        description={`Where your tenant lives. Hunts go to ${addressOf(service) ?? 'nowhere yet'}`}
        options={CLOUDS.map((value) => ({ value, ...labelled(CLOUD_FACTS[value], exists({ cloud: value })) }))}
        unavailable={CLOUDS.filter((value) => value !== cloud && !exists({ cloud: value }))}
        value={cloud}
        problem={problem}
        disabled={readOnly}
        onPick={(picked) => onChange(withCloud(options, picked))}
      />
      {api === 'graph' && cloud === 'china' && (
        <Alert severity="warning" title="Hunting over Graph may be missing in this cloud">
          One of Microsoft’s documents lists it, newer ones don’t. "Save &amp; test" tells what the service answers.
        </Alert>
      )}
      {hasRegions(service) && <RegionChoice options={options} readOnly={readOnly} onChange={onChange} />}
      <EndOfApi service={service} />
    </FieldSet>
  );
}

function labelled({ label, description }: { label: string; description?: string }, exists: boolean) {
  return { label, description: exists ? description : NO_HOST };
}

const REGION_OPTIONS: Array<ComboboxOption<Region | ''>> = [
  { value: '', label: 'Any' },
  ...REGIONS.map((value) => ({ value, label: REGION_LABELS[value] })),
];

function RegionChoice({ options, readOnly, onChange }: SectionProps) {
  const id = useId();
  return (
    <Field
      label={t('config.service.region', 'Region')}
      htmlFor={id}
      description="Where Defender for Endpoint keeps your data: its own host is nearer"
    >
      <Combobox
        id={id}
        width={60}
        disabled={readOnly}
        options={REGION_OPTIONS}
        value={options.jsonData.region ?? ''}
        onChange={({ value }) => onChange(withSettings(options, { region: value || undefined }))}
      />
    </Field>
  );
}
