// Runs every check of the project; the last line is `N passed, N failed`. The full output of a step is in .cache/test/.
import { LANES, type Step } from './steps';

const total = { passed: 0, failed: 0 };
const LINES_SHOWN = 80;

async function runStep(step: Step): Promise<void> {
  const start = Date.now();
  const { passed, failed, output } = await step.run();
  total.passed += passed;
  total.failed += failed;
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  console.log(`${failed === 0 ? 'ok  ' : 'FAIL'} ${step.name}: ${passed} passed, ${failed} failed (${seconds} s)`);
  if (failed > 0) {
    console.log(output.trimEnd().split('\n').slice(-LINES_SHOWN).join('\n'));
  }
}

async function runLane(steps: Step[]): Promise<void> {
  for (const step of steps) {
    await runStep(step);
  }
}

async function main(): Promise<void> {
  await Promise.all(LANES.together.map(runLane));
  await runLane(LANES.then);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}

void main();
