/** What is done with a segment once it is saved. */
export type Use = 'only' | 'care' | 'campaign';
