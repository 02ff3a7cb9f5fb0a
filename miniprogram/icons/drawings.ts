/** One colour's part of a drawing: a path, as a line of this width or as a filled shape. */
export interface Layer {
  path: string;
  tone: 'text' | 'teal' | 'shi-hot' | 'line' | 'line-2' | 'c1' | 'c2' | 'c3';
  /** Width of the line; 0 fills the shape. */
  line: number;
}

/** A drawing of several colours, each of them a token, so that it follows light and dark. */
export interface Drawing {
  width: number;
  height: number;
  layers: Layer[];
}

/** The mark of Changke: a ring that comes back to itself, and one warm dot. */
export const MARK: Drawing = {
  width: 32,
  height: 32,
  layers: [
    {
      path: 'M23.4 6.1A13 13 0 1 0 29 16.3c0 4.7-3.3 7.5-6.5 7.5-3.7 0-6-2.9-6-6.1 0-1.8.6-2.7 1-3.5',
      tone: 'teal',
      line: 4,
    },
    { path: 'M22.4 7.6a3.9 3.9 0 1 0 7.8 0a3.9 3.9 0 1 0-7.8 0', tone: 'shi-hot', line: 0 },
  ],
};

/** A small shop with a flower beside it, for places where nothing is left to do. */
export const SHOP: Drawing = {
  width: 148,
  height: 108,
  layers: [
    { path: 'M6 100h136M14 100c1-8 8-12 16-10', tone: 'line-2', line: 1.75 },
    {
      path:
        'M38 100V56m72 44V56M31 50l7-24h72l7 24a6.2 6.2 0 0 1-12.3 2 6.2 6.2 0 0 1-12.3 0 6.2 6.2 0 0 1-12.3 0 ' +
        '6.2 6.2 0 0 1-12.4 0 6.2 6.2 0 0 1-12.3 0 6.2 6.2 0 0 1-12.3 0A6.2 6.2 0 0 1 31 50Z' +
        'M52 100V72h18v28M74 26v-9M124 100c0-8 1-13 4-18m-3 10c-4 0-7-3-7-8 4 0 7 3 7 8' +
        'M80 72h20v14H80zM90 72v14M80 79h20M70 12a4 4 0 1 0 8 0a4 4 0 1 0-8 0',
      tone: 'teal',
      line: 1.75,
    },
    { path: 'M125 78a4 4 0 1 0 8 0a4 4 0 1 0-8 0', tone: 'shi-hot', line: 0 },
  ],
};
