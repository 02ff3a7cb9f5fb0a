import { writeFileSync } from 'node:fs';

/** Writes what happened per project to TEST_COUNTS as `{ project: { passed, failed, skipped } }`, beside what vitest prints. */
export default class CountReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const counts = {};
    const count = (project, state, n = 1) => {
      counts[project] = counts[project] ?? { passed: 0, failed: 0, skipped: 0 };
      counts[project][state] += n;
    };
    for (const module of modules) {
      const results = [...module.children.allTests()].map((test) => test.result().state);
      for (const state of results) count(module.project.name, state === 'pending' ? 'skipped' : state);
      // A file that could not be loaded, or a hook that failed, has no test to show for it.
      if (module.state() === 'failed' && !results.includes('failed')) count(module.project.name, 'failed');
    }
    if (unhandledErrors.length > 0) count('unhandled errors', 'failed', unhandledErrors.length);
    writeFileSync(process.env.TEST_COUNTS, JSON.stringify(counts));
  }
}
