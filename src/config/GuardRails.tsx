import { t } from '@grafana/i18n';
import { CollapsableSection, Field, MultiCombobox, Switch } from '@grafana/ui';
import { useId } from 'react';

import { MAX_RANGE_DAYS, MAX_ROWS } from '../settings';

import { withSettings } from './change';
import { checkTables, checkWhole } from './check';
import { NumberField } from './NumberField';
import type { SectionProps } from './section';
import { TABLE_NAMES } from './tableNames';

/** What a hunt may do at most, whoever sends it. The server enforces it, after variables and macros are filled in. */
export function GuardRails(section: SectionProps) {
  const { options, readOnly, onChange } = section;
  const { allowedTables, deniedTables, allowExternal = false, maxRangeDays, maxRows } = options.jsonData;
  const id = useId();
  const touched = [allowedTables, deniedTables, allowExternal, maxRangeDays, maxRows].some(Boolean);
  const both = allowedTables?.find((table) => deniedTables?.includes(table));
  return (
    <CollapsableSection label={t('config.guard-rails.title', 'Guard rails')} isOpen={touched}>
      <Tables
        {...section}
        setting="allowedTables"
        label={t('config.guard-rails.allowed-tables', 'Allowed tables')}
        description="Hunts may read these only. Empty allows every table that the identity may read"
      />
      <Tables
        {...section}
        setting="deniedTables"
        label={t('config.guard-rails.denied-tables', 'Denied tables')}
        description="Hunts may never read these"
        problem={both && `${both} is allowed above and denied here: it is denied.`}
      />
      <Field
        label={t('config.guard-rails.allow-data-from-elsewhere', 'Allow data from elsewhere')}
        htmlFor={id}
        description="Lets hunts use externaldata, adx(), arg() and workspace(), which read from, and can send to, places outside the tenant’s tables"
      >
        <Switch
          id={id}
          disabled={readOnly}
          value={allowExternal}
          onChange={(event) =>
            onChange(withSettings(options, { allowExternal: event.currentTarget.checked || undefined }))
          }
        />
      </Field>
      <NumberField
        {...section}
        setting="maxRangeDays"
        label={t('config.guard-rails.longest-range', 'Longest range')}
        description="Days that a hunt may look back over. Empty sets no limit but the service’s own"
        placeholder="no limit"
        check={checkWhole(1, MAX_RANGE_DAYS)}
      />
      <NumberField
        {...section}
        setting="maxRows"
        label={t('config.guard-rails.most-rows', 'Most rows')}
        description="Rows that a hunt may return. One call brings 100,000 at most; hunts that are cut into windows can bring more"
        placeholder="100,000"
        check={checkWhole(1, MAX_ROWS)}
      />
    </CollapsableSection>
  );
}

interface TablesProps extends SectionProps {
  setting: 'allowedTables' | 'deniedTables';
  label: string;
  description: string;
  problem?: string;
}

function Tables({ setting, label, description, problem, options, readOnly, onChange }: TablesProps) {
  const id = useId();
  const tables = options.jsonData[setting] ?? [];
  const wrong = checkTables(tables) ?? problem;
  return (
    <Field label={label} htmlFor={id} description={description} invalid={wrong !== undefined} error={wrong}>
      <MultiCombobox
        id={id}
        createCustomValue
        customValueDescription="A table of your Sentinel workspace"
        disabled={readOnly}
        placeholder="Type a table’s name"
        options={TABLE_NAMES.map((value) => ({ value }))}
        value={tables}
        onChange={(picked) => {
          const names = picked.map(({ value }) => value.trim());
          onChange(withSettings(options, { [setting]: names.length > 0 ? names : undefined }));
        }}
      />
    </Field>
  );
}
