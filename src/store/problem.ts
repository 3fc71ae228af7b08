/** What keeps a store, or the data folder beside it, from being used, in words for the person who started the server. */
export class StoreProblem extends Error {}
