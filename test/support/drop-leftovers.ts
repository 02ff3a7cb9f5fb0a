import { createConnection, type RowDataPacket } from 'mysql2/promise';
import type { TestProject } from 'vitest/node';

/** After the run, drops the schemas that its tests made and did not drop, whatever became of them. */
export default function dropLeftovers(project: TestProject): () => Promise<void> {
  return async () => {
    const { mysqlUrl, run } = project.getProvidedContext();
    if (mysqlUrl === null) return;
    const connection = await createConnection({ uri: mysqlUrl });
    try {
      const [rows] = await connection.query<RowDataPacket[]>(
        'SELECT schema_name AS name FROM information_schema.schemata WHERE schema_name LIKE ?',
        [`changke\\_test\\_${run}\\_%`],
      );
      for (const { name } of rows) await connection.query(`DROP DATABASE IF EXISTS ${String(name)}`);
    } finally {
      await connection.end();
    }
  };
}
