import { createConnection } from 'mysql2/promise';

/** Drops the schemas that one test run made and did not drop, whatever became of its tests. */
export async function dropLeftovers(mysqlUrl, run) {
  const connection = await createConnection({ uri: mysqlUrl });
  try {
    const mine = `changke_test_${run}_`.replaceAll('_', '\\_');
    const [rows] = await connection.query(
      'SELECT schema_name AS name FROM information_schema.schemata WHERE schema_name LIKE ?',
      [`${mine}%`],
    );
    for (const { name } of rows) await connection.query(`DROP DATABASE IF EXISTS \`${name}\``);
  } finally {
    await connection.end();
  }
}

/** The same as vitest's global teardown, for runs that `npm test` does not clean up after. */
export default function setup(project) {
  const { mysqlUrl, run } = project.getProvidedContext();
  return async () => {
    if (mysqlUrl !== null) await dropLeftovers(mysqlUrl, run);
  };
}
