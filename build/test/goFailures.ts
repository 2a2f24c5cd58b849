/** One line of `go test -json`; lines that are no event (a compiler's words) have no `Action`. */
interface Event {
  Action?: string;
  Package?: string;
  Test?: string;
  Output?: string;
}

/**
 * What the failed tests of `go test -json` said, and nothing of those that passed: a record that keeps only the last
 * lines must still name what failed. The words of a package count when it failed without a failed test (a crash).
 */
export function goFailures(lines: string): string {
  const events = lines.split('\n').filter(Boolean).map(read);
  const of = ({ Package = '', Test = '' }: Event) => `${Package} ${Test}`;
  const failed = new Set(events.filter(({ Action }) => Action === 'fail').map(of));
  return events
    .map((event) => (event.Action === undefined || failed.has(of(event)) ? (event.Output ?? '') : ''))
    .join('');
}

function read(line: string): Event {
  try {
    const event: unknown = JSON.parse(line);
    return typeof event === 'object' && event !== null ? event : { Output: `${line}\n` };
  } catch {
    return { Output: `${line}\n` };
  }
}
