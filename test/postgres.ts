import { PostgresServer, type Settings } from './postgres-server.ts';

/** A PostgreSQL of its own for a file of tests, with an empty schema for each case. */
export type TestPostgres = {
  /** The URL of a new, empty schema of the one database: making and dropping a database takes a checkpoint each. */
  makeSchema(): Promise<string>;
  dropSchema(url: string): Promise<void>;
  /** Runs a statement as an operator would. */
  ask(text: string): Promise<readonly (readonly unknown[])[]>;
  /** Ends it without a word to anybody ('immediate' loses what is not durable), and starts it on the same data. */
  restart(mode: 'fast' | 'immediate'): Promise<void>;
  stop(mode: 'fast' | 'immediate'): Promise<void>;
  start(): Promise<void>;
  /** Ends it for good and removes all of it. */
  remove(): Promise<void>;
};

export async function startPostgres(settings: Settings = {}): Promise<TestPostgres> {
  const server = new PostgresServer(settings);
  server.init();
  let schemas = 0;
  await server.start();
  return {
    start: () => server.start(),
    stop: (mode) => server.stop(mode),
    async restart(mode) {
      await server.stop(mode);
      await server.start();
    },
    ask: (text) => server.ask(text),
    async makeSchema() {
      const name = `case_${++schemas}`;
      await server.ask(`CREATE SCHEMA ${name}`);
      return `${server.url}&options=${encodeURIComponent(`-c search_path=${name}`)}`;
    },
    async dropSchema(of) {
      await server.ask(`DROP SCHEMA ${/search_path%3D(\w+)/.exec(of)![1]} CASCADE`);
    },
    remove: () => server.remove(),
  };
}
