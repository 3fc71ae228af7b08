/** Decisions and actions driven by hand, for suites outside src/; unit tests in src/ import the two files themselves. */
export * from '#actions/call.testing.ts';
export * from '#domain/decide.testing.ts';
