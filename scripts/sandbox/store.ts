import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS docs (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, id TEXT NOT NULL, parent TEXT NOT NULL, doc TEXT NOT NULL,
    UNIQUE (kind, id)
  );
  CREATE INDEX IF NOT EXISTS docs_by_parent ON docs (kind, parent, seq);
  CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, doc TEXT NOT NULL);
`;

/** Documents of one kind, in the order in which they were first put. */
export interface Collection<T> {
  get(id: string): T | undefined;
  /** Writes a document; one that exists keeps its place in the order. */
  put(id: string, doc: T, parent?: string): void;
  delete(id: string): void;
  /** All documents, or those put under `parent`. */
  list(parent?: string): T[];
}

/** Everything the sandbox remembers: one SQLite file of JSON documents, or memory when no path is given. */
export class Store {
  readonly #db: Database.Database;
  readonly #read: Database.Statement<[string], { doc: string }>;
  readonly #write: Database.Statement<[string, string]>;

  constructor(path?: string) {
    if (path !== undefined) mkdirSync(dirname(path), { recursive: true });
    this.#db = new Database(path ?? ':memory:');
    this.#db.pragma('journal_mode = WAL');
    this.#db.exec(SCHEMA);
    this.#read = this.#db.prepare('SELECT doc FROM settings WHERE name = ?');
    this.#write = this.#db.prepare(
      'INSERT INTO settings (name, doc) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET doc = excluded.doc',
    );
  }

  /** The documents of one kind. */
  collection<T>(kind: string): Collection<T> {
    const read = this.#db.prepare<[string, string], { doc: string }>('SELECT doc FROM docs WHERE kind = ? AND id = ?');
    const write = this.#db.prepare(`INSERT INTO docs (kind, id, parent, doc) VALUES (?, ?, ?, ?)
      ON CONFLICT (kind, id) DO UPDATE SET parent = excluded.parent, doc = excluded.doc`);
    const remove = this.#db.prepare('DELETE FROM docs WHERE kind = ? AND id = ?');
    const all = this.#db.prepare<[string], { doc: string }>('SELECT doc FROM docs WHERE kind = ? ORDER BY seq');
    const under = this.#db.prepare<[string, string], { doc: string }>(
      'SELECT doc FROM docs WHERE kind = ? AND parent = ? ORDER BY seq',
    );
    const open = ({ doc }: { doc: string }): T => JSON.parse(doc) as T;
    return {
      get: (id) => {
        const row = read.get(kind, id);
        return row && open(row);
      },
      put: (id, doc, parent = '') => void write.run(kind, id, parent, JSON.stringify(doc)),
      delete: (id) => void remove.run(kind, id),
      list: (parent) => (parent === undefined ? all.all(kind) : under.all(kind, parent)).map(open),
    };
  }

  /** A single named value, or undefined before it was set. */
  setting<T>(name: string): T | undefined {
    const row = this.#read.get(name);
    return row && (JSON.parse(row.doc) as T);
  }

  /** Sets a named value. */
  set(name: string, value: unknown): void {
    this.#write.run(name, JSON.stringify(value));
  }

  /** The next of 1, 2, 3, ... under this name; never repeated, also after a restart. */
  next(name: string): number {
    const value = (this.setting<number>(name) ?? 0) + 1;
    this.set(name, value);
    return value;
  }

  /** Does all of `work` or nothing. */
  transaction<T>(work: () => T): T {
    return this.#db.transaction(work)();
  }

  close(): void {
    this.#db.close();
  }
}
