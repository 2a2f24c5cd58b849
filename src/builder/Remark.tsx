import { Text } from '@grafana/ui';

/** What is wrong with the field above it, or still to be done. */
export function Remark({ id, text, isError }: { id?: string; text: string; isError?: boolean }) {
  return (
    <div id={id}>
      <Text variant="bodySmall" color={isError ? 'error' : 'secondary'}>
        {text}
      </Text>
    </div>
  );
}
