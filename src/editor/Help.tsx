import type { QueryEditorHelpProps } from '@grafana/data';
import { Button, Stack, Text } from '@grafana/ui';

import { HELP } from '../english/help';
import { type HuntingQuery, withDefaults } from '../query';

/** What a hunt is, and examples that a click puts into the editor. */
export function Help({ query, onClickExample }: QueryEditorHelpProps<HuntingQuery>) {
  const take = (kql: string) => onClickExample(withDefaults({ ...query, refId: query?.refId ?? 'A', query: kql }));
  return (
    <Stack direction="column" gap={2}>
      <Text element="h2" variant="h3">
        {HELP.title}
      </Text>
      <Text element="p">{HELP.intro}</Text>
      {HELP.examples.map((example) => (
        <div key={example.title}>
          <Button fill="text" icon="arrow-right" onClick={() => take(example.query)}>
            {example.title}
          </Button>
          <pre>{example.query}</pre>
        </div>
      ))}
    </Stack>
  );
}
