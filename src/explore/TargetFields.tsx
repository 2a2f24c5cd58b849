import { OptionInput } from '../editor/OptionInput';
import { TARGET } from '../english/explore';

import { type Target, utc } from './target';

interface Props {
  queryType: string | undefined;
  hunt: Target;
  onSave: (hunt: Target) => void;
}

/** What a hunt that the backend writes is about, for those who type it instead of following a link. */
export function TargetFields({ queryType, hunt, onSave }: Props) {
  const text = (name: 'entity' | 'value' | 'deviceId' | 'processId' | 'alertId') => (
    <OptionInput
      {...TARGET.fields[name]}
      value={hunt[name] === undefined ? undefined : String(hunt[name])}
      onSave={(value) => onSave({ ...hunt, [name]: value })}
    />
  );
  if (queryType === 'process') {
    return (
      <>
        {text('deviceId')}
        {text('processId')}
        <OptionInput
          {...TARGET.fields.created}
          value={utc(hunt.createdMs)}
          onSave={(created) => onSave({ ...hunt, createdMs: millis(created) })}
        />
      </>
    );
  }
  return queryType === 'incident' ? (
    text('alertId')
  ) : (
    <>
      {text('entity')}
      {text('value')}
    </>
  );
}

/** A time that was typed, UTC unless it says else; what is none stays text, which the backend refuses by name. */
function millis(typed: string | undefined): number | string | undefined {
  if (typed === undefined) {
    return undefined;
  }
  const utcTime = /[Zz]|[+-]\d\d:?\d\d$/.test(typed) ? typed : `${typed.trim().replace(' ', 'T')}Z`;
  const ms = Date.parse(utcTime);
  return Number.isNaN(ms) ? typed : ms;
}
